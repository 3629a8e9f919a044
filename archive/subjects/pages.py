"""What all pages of the format have in common: search overrides, privacy, old addresses."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from media.models import Photo

from .. import kinds
from ..kinds import Field, Wrong
from ..said import sentences
from ..tying import redirected_path

LONGEST_OLD_PATH = 255


class OldAddress(kinds.Text):
    """An address that a page had: with its host or without. Kept as the path that Wagtail compares."""

    def read(self, value):
        value = super().read(value)
        try:
            parts = urlsplit(value)
        except ValueError:
            raise Wrong(f"“{value[:60]}” is no address") from None
        if parts.scheme not in ("", "http", "https") or not parts.path.startswith("/"):
            raise Wrong(f"“{value[:60]}” is no address of a page; write it as /2019/05/ferry or https://…")
        path = redirected_path(parts.path, parts.query)
        if len(path) > LONGEST_OLD_PATH:
            raise Wrong(f"this address is longer than {LONGEST_OLD_PATH} characters")
        return path

    def describe(self):
        return "old address"


SEARCH = Field(
    "search",
    kinds.Parts(
        "search",
        Field(
            "title", kinds.Text(255), "Title for search engines; the page’s own when left out.", "Ferries of the strait"
        ),
        Field("description", kinds.Text(lines=True), "Text for search engines.", "Why the ferries stopped."),
    ),
    "What search engines show.",
    {"title": "Ferries of the strait"},
)
PRIVATE = Field("private", kinds.Switch(), "Only people with a login may read it and what stands below it.", True)
OLD_URL = Field(
    "old_url",
    kinds.Each(OldAddress(), or_one=True),
    "Addresses that it had elsewhere; each leads to the new one.",
    ["/2019/05/ferry"],
)


def set_search(page: Page, values: dict) -> None:
    search = values.get("search", {})
    page.seo_title = search.get("title", "")
    page.search_description = search.get("description", "")


def write_search(page: Page) -> dict:
    return kinds.filled({"title": page.seo_title, "description": page.search_description})


def check(subject) -> None:
    """Raise Wrong, in plain words, when a model's own rules refuse `subject`."""
    # What a subject refers to was looked up a moment ago; asking again costs a query each.
    references = [field.name for field in subject._meta.concrete_fields if field.is_relation]
    try:
        subject.full_clean(exclude=references)
    except ValidationError as error:
        raise Wrong("; ".join(sentences(error))) from None


def picture(record: dict | None, tie) -> Photo | None:
    """Return the photo of a section or snippet; without a credit it is left out, and that is told."""
    photo = tie.photo(record) if record else None
    if photo and not photo.is_credited:
        tie.notes.append(
            f"“{photo.title}” was left out: its record names neither agency nor person, or not all of them"
        )
        return None
    return photo


def set_private(page: Page, private: bool) -> None:
    """Close a page to the public, or open it. Called before it is published, so that it is never seen in between."""
    restrictions = PageViewRestriction.objects.filter(page=page)
    if private and not restrictions.exists():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif not private:
        for restriction in restrictions:
            restriction.delete()


def is_private(page: Page) -> bool:
    return PageViewRestriction.objects.filter(page_id=page.pk).exists()


def redirect_to(page: Page, values: dict, tie) -> None:
    """Lead the old addresses to `page`. One that another page had before leads here now, and that is noted."""
    site = tie.finder.site
    wanted = set(values.get("old_url", ()))
    own = Redirect.normalise_path(page.url or "")
    for path in sorted(wanted - {own, ""}):
        found = Redirect.objects.filter(old_path=path, site=site).first() or Redirect(old_path=path, site=site)
        if found.redirect_page_id not in (None, page.pk):
            tie.notes.append(f"the old address {path} led to another page until now")
        if found.redirect_page_id != page.pk:
            found.redirect_page = page
            found.save()


def write_redirects(page: Page, untie) -> list[str]:
    return sorted(
        Redirect.get_for_site(untie.site)
        .filter(redirect_page_id=page.pk, redirect_page_route_path="")
        .values_list("old_path", flat=True)
        .distinct()
    )
