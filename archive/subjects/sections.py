"""Sections in the format."""

from stories.models import SectionPage

from .. import kinds
from ..files import PHOTO
from ..finding import slug_of
from ..kinds import Field, Wrong
from . import pages

TYPE = "section"
MODEL = SectionPage
MEANING = "A section. Its path says where it stands: `reporting/europe` lies in `reporting`."
PARTS = kinds.Parts(
    TYPE,
    Field(
        "path",
        kinds.Text(200),
        "Slugs below the front; missing sections on the way are made.",
        "reporting/europe",
        required=True,
    ),
    Field("title", kinds.Text(255), "Its name.", "Europe", required=True),
    Field("role", kinds.OneOf(SectionPage.Role.values), "What it sorts by; `subject` when left out.", "region"),
    Field(
        "article_type",
        kinds.OneOf(SectionPage.ArticleType.values),
        "For formats: type of its stories in schema.org; `NewsArticle` when left out.",
        "AnalysisNewsArticle",
    ),
    Field(
        "standfirst",
        kinds.Text(300, lines=True),
        "One sentence on what readers find here.",
        "Dispatches from the strait.",
    ),
    Field("photo", PHOTO, "Its picture."),
    pages.PRIVATE,
    pages.SEARCH,
    pages.OLD_URL,
)


def key(values: dict) -> str:
    return values["path"].strip("/")


def find(values: dict, finder) -> SectionPage | None:
    parts = [part for part in key(values).split("/") if part]
    if not parts or any(part != slug_of(part) for part in parts):
        raise Wrong(f"“{values['path'][:60]}” has to be made of slugs, such as reporting/europe", "path")
    return SectionPage.objects.filter(url_path=f"{finder.front.url_path}{'/'.join(parts)}/").first()


def bring_in(values: dict, tie, section: SectionPage | None) -> SectionPage:
    section = section or tie.finder.section_at(key(values))
    section.title = section.draft_title = values["title"]
    section.role = values.get("role", SectionPage.Role.SUBJECT)
    section.article_type = values.get("article_type", SectionPage.ArticleType.NEWS)
    section.standfirst = values.get("standfirst", "")
    section.photo = pages.picture(values.get("photo"), tie)
    pages.set_search(section, values)
    pages.check(section)
    pages.set_private(section, values.get("private", False))
    section.save_revision(clean=False).publish()
    pages.redirect_to(section, values, tie)
    tie.finder.forget()
    return section


def all_of(untie):
    yield from SectionPage.objects.descendant_of(untie.front).order_by("path").iterator()


def write(section: SectionPage, untie) -> dict:
    return kinds.filled(
        {
            "type": TYPE,
            "path": untie.path(section),
            "title": section.title,
            "role": section.role,
            "article_type": section.article_type if section.article_type != SectionPage.ArticleType.NEWS else "",
            "standfirst": section.standfirst,
            "photo": untie.photo(section.photo_id) if section.photo_id else None,
            "private": pages.is_private(section) or None,
            "search": pages.write_search(section),
            "old_url": pages.write_redirects(section, untie),
        }
    )
