"""Photo agencies in the format."""

from media.models import Agency

from .. import kinds
from ..kinds import Field
from . import pages

TYPE = "agency"
MODEL = Agency
MEANING = "A photo agency and the form of its credits."
PARTS = kinds.Parts(
    TYPE,
    Field("name", kinds.Text(120), "As it is printed in a credit.", "Harbour Press", required=True),
    Field(
        "printed",
        kinds.OneOf(Agency.Printed.values),
        "Form of the credit; `agency_person` when left out.",
        "person_via_agency",
    ),
    Field("other_names", kinds.Text(255), "How else files name it, with commas between.", "HP, Harbour Press Photo"),
    Field("website", kinds.WebAddress(200), "Its website.", "https://example.org/"),
    Field("notes", kinds.Text(lines=True), "Contract and contact, for the newsroom only.", "Contract until 2031."),
)


def key(values):
    return values["name"]


def find(values, finder):
    return Agency.objects.filter(name=values["name"]).first()


def bring_in(values, tie, agency):
    agency = agency or Agency()
    agency.name = values["name"]
    agency.printed = values.get("printed", Agency.Printed.AGENCY_PERSON)
    agency.other_names = values.get("other_names", "")
    agency.website = values.get("website", "")
    agency.notes = values.get("notes", "")
    pages.check(agency)
    agency.save()
    return agency


def all_of(untie):
    return Agency.objects.order_by("name").iterator()


def write(agency, untie):
    return kinds.filled(
        {
            "type": TYPE,
            "name": agency.name,
            "printed": agency.printed if agency.printed != Agency.Printed.AGENCY_PERSON else "",
            "other_names": agency.other_names,
            "website": agency.website,
            "notes": agency.notes,
        }
    )
