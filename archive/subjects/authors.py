"""Authors in the format."""

from stories.models import Author

from .. import kinds
from ..kinds import Field
from . import snippets

TYPE = "author"
MODEL = Author
MEANING = "Somebody whom a byline names."
BIO = kinds.Html(("bold", "italic", "link"))
PARTS = kinds.Parts(
    TYPE,
    *snippets.fields("Ines Moreau"),
    Field("sort_name", kinds.Text(120), "For the list of authors; made from the name when left out.", "Moreau, Ines"),
    Field("position", kinds.Text(160), "What the person does.", "Senior fellow, Harbour Institute"),
    Field("bio", BIO, "A few sentences for their page.", "<p>Ines Moreau writes about ports.</p>"),
    Field("website", kinds.WebAddress(200), "Their own page.", "https://example.org/"),
)
key = snippets.key


def find(values, finder):
    return snippets.find(MODEL, values, finder)


def bring_in(values, tie, author):
    own = {
        "sort_name": values.get("sort_name", ""),
        "position": values.get("position", ""),
        "bio": BIO.store(values.get("bio", ""), tie),
        "website": values.get("website", ""),
    }
    return snippets.bring_in(MODEL, values, tie, author, own)


def all_of(untie):
    return snippets.all_of(MODEL, untie)


def write(author, untie):
    own = {
        "sort_name": author.sort_name,
        "position": author.position,
        "bio": BIO.write(author.bio, untie),
        "website": author.website,
    }
    return snippets.write(author, TYPE, untie, own)
