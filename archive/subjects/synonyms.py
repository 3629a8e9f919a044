"""Words that mean the same to the search, in the format."""

from search.models import Synonym

from .. import kinds
from ..kinds import Field
from . import pages

TYPE = "synonym"
MODEL = Synonym
MEANING = "Words and phrases that mean the same to the search; who asks for one finds them all."
PARTS = kinds.Parts(
    TYPE,
    Field(
        "words",
        kinds.Each(kinds.Text(120)),
        "The words; the first is what the line is called.",
        ["Kyiv", "Kiev"],
        required=True,
    ),
)


def key(values):
    return values["words"][0] if values["words"] else ""


def find(values, finder):
    first = key(values)
    return next((each for each in Synonym.objects.filter(words__istartswith=first) if each.phrases[0] == first), None)


def bring_in(values, tie, synonym):
    synonym = synonym or Synonym()
    synonym.words = ", ".join(values["words"])
    pages.check(synonym)
    synonym.save()
    return synonym


def all_of(untie):
    return Synonym.objects.order_by("words", "pk").iterator()


def write(synonym, untie):
    return {"type": TYPE, "words": synonym.phrases}
