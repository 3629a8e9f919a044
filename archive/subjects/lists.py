"""The pages that list all columns, authors and topics, in the format."""

from .. import kinds
from ..finding import LISTS
from ..kinds import Field
from . import pages

TYPE = "list"
MODEL = None
MEANING = "The page that lists all columns, authors or topics. It is made by itself where it is missing."
INTRO = kinds.Html(("bold", "italic", "link"))
PARTS = kinds.Parts(
    TYPE,
    Field("of", kinds.OneOf(tuple(LISTS)), "What it lists.", "columns", required=True),
    Field("title", kinds.Text(255), "Its title.", "Columns", required=True),
    Field("slug", kinds.Slug(255), "Last part of its address.", "columns"),
    Field("intro", INTRO, "Printed above the list.", "<p>Who writes for us.</p>"),
    pages.SEARCH,
)


def key(values):
    return values["of"]


def find(values, finder):
    return finder.list_page(values["of"])


def bring_in(values, tie, page):
    page.title = page.draft_title = values["title"]
    page.slug = values.get("slug") or page.slug
    page.intro = INTRO.store(values.get("intro", ""), tie)
    pages.set_search(page, values)
    pages.check(page)
    page.save_revision(clean=False).publish()
    return page


def all_of(untie):
    for of in sorted(LISTS):
        page = LISTS[of].objects.child_of(untie.front).first()
        if page:
            yield page


def write(page, untie):
    return kinds.filled(
        {
            "type": TYPE,
            "of": next(of for of, model in LISTS.items() if isinstance(page, model)),
            "title": page.title,
            "slug": page.slug,
            "intro": INTRO.write(page.intro, untie),
            "search": pages.write_search(page),
        }
    )
