from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .. import credit_lines


class Agency(index.Indexed, models.Model):
    """A photo agency and the form in which its credits are printed."""

    class Printed(models.TextChoices):
        AGENCY_PERSON = "agency_person", _("Agency/Person")
        PERSON_AGENCY = "person_agency", _("Person/Agency")
        PERSON_VIA_AGENCY = "person_via_agency", _("Person via Agency")
        AGENCY = "agency", _("Agency alone")

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("As it is printed in a credit, for example “Harbour Press”."),
    )
    other_names = models.CharField(
        _("other names"),
        max_length=255,
        blank=True,
        help_text=_(
            "How else files name it, with commas between: for example “HP, Harbour Press International”. "
            "Credits in uploaded photos are matched by them."
        ),
    )
    printed = models.CharField(
        _("printed form of the credit"),
        max_length=20,
        choices=Printed,
        default=Printed.AGENCY_PERSON,
        help_text=_("How this agency wants to see its photographers named."),
    )
    website = models.URLField(_("website"), blank=True)
    notes = models.TextField(
        _("notes"), blank=True, help_text=_("Contract, contact and limits. Seen by the newsroom only.")
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("photo agency")
        verbose_name_plural = _("photo agencies")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def credit(self, person: str) -> str:
        """Return the credit of a photo of this agency, taken by `person` (may be empty)."""
        if not person or self.printed == self.Printed.AGENCY:
            return self.name
        return {
            self.Printed.AGENCY_PERSON: f"{self.name}/{person}",
            self.Printed.PERSON_AGENCY: f"{person}/{self.name}",
            self.Printed.PERSON_VIA_AGENCY: f"{person} via {self.name}",
        }[self.printed]

    @classmethod
    def named_in(cls, credit: str) -> tuple["Agency | None", str]:
        """Return the agency that a credit line names, however it writes it, and the rest of the line, as a person.

        “Harbour Press/Jo Lee”, “Jo Lee for HARBOUR PRESS” and “Harbour-Press Photo/Jo Lee” give the same two.
        """
        known = {}
        for agency in cls.objects.all():
            for name in (agency.name, *agency.other_names.split(",")):
                known[credit_lines.plain(name)] = agency
        known.pop("", None)
        named = [
            (len(name), known[name], rest)
            for part, rest in credit_lines.readings(credit)
            if (name := credit_lines.plain(part)) in known
        ]
        if not named:
            return None, ""
        _length, agency, rest = max(named, key=lambda found: found[0])
        return agency, credit_lines.person(rest)
