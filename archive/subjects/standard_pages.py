"""Standard pages (About, Contact) in the format."""

from wagtail.blocks import StreamValue
from wagtail.models import Page

from stories.models import StandardPage

from .. import kinds
from ..blocks import kind_of
from ..finding import slug_of
from ..kinds import Field, Wrong
from . import filing, pages

TYPE = "page"
MODEL = StandardPage
MEANING = "A page about the magazine itself: About, Contact, Corrections policy."
BODY = kind_of(StandardPage.body.field.stream_block)
PARTS = kinds.Parts(
    TYPE,
    Field(
        "path",
        kinds.Text(200),
        "Slugs below the front. The page above has to come first.",
        "about/contact",
        required=True,
    ),
    Field("title", kinds.Text(255), "Its title.", "Contact", required=True),
    Field("body", BODY, "Its text.", [{"type": "paragraph", "html": "<p>Write to us.</p>"}]),
    Field("status", kinds.OneOf(("published", "draft")), "`published` when left out.", "draft"),
    Field("in_menus", kinds.Switch(), "Offered where pages are listed in menus.", True),
    pages.PRIVATE,
    pages.SEARCH,
    pages.OLD_URL,
)


def key(values):
    return values["path"].strip("/")


def find(values, finder):
    return StandardPage.objects.filter(url_path=f"{finder.front.url_path}{key(values)}/").first()


def bring_in(values, tie, page):
    front = tie.finder.front
    above, _slash, slug = key(values).rpartition("/")
    if not slug or slug != slug_of(slug):
        raise Wrong(f"“{values['path'][:60]}” has to be made of slugs, such as about/contact", "path")
    if page is None:
        parent = Page.objects.filter(url_path=f"{front.url_path}{above}/").first() if above else front
        if parent is None or not StandardPage.can_exist_under(parent.specific):
            raise Wrong(f"there is no page “{above}” that it could stand below", "path")
        if parent.get_children().filter(slug=slug).exists():
            raise Wrong("another kind of page has this address", "path")
        page = StandardPage(slug=slug, live=False)
        fill(page, values, tie)
        parent.add_child(instance=page)
    else:
        fill(page, values, tie)
    pages.check(page)
    pages.set_private(page, values.get("private", False))
    if values.get("status") != "draft":
        tie.problems += filing.body_problems(page) + [problem.message for problem in page.problems()]
    revision = page.save_revision(clean=False)
    if values.get("status") == "draft" or tie.problems:
        if page.live:
            page.unpublish()
    else:
        revision.publish()
    pages.redirect_to(page, values, tie)
    return page


def fill(page, values, tie):
    page.title = page.draft_title = values["title"]
    page.show_in_menus = values.get("in_menus", False)
    page.body = StreamValue(page.body.stream_block, BODY.store(values.get("body", []), tie), is_lazy=True)
    pages.set_search(page, values)


def all_of(untie):
    for page in StandardPage.objects.descendant_of(untie.front).order_by("path").iterator():
        revision = None if page.live else page.get_latest_revision()
        yield revision.as_object() if revision else page


def write(page, untie):
    return kinds.filled(
        {
            "type": TYPE,
            "path": untie.path(page),
            "title": page.title,
            "body": BODY.write(page.body.get_prep_value(), untie),
            "status": "" if page.live else "draft",
            "in_menus": page.show_in_menus or None,
            "private": pages.is_private(page) or None,
            "search": pages.write_search(page),
            "old_url": pages.write_redirects(page, untie),
        }
    )
