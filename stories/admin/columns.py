"""Columns of the lists and choosers in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views import chooser


class PictureColumn(BaseColumn):
    """A small picture of the row's photo. The view loads the renditions of all rows with `media.pictures.prefetch`."""

    cell_template_name = "stories/admin/picture_cell.html"

    def __init__(self, name="photo", **kwargs):
        super().__init__(name, label=_("Photo"), width="5rem", **kwargs)


class CreditColumn(Column):
    def __init__(self, name="credit", **kwargs):
        super().__init__(name, label=_("Credit"), accessor="credit", **kwargs)


def byline_of(page) -> str:
    """Return who signs a story, in one line; "" for pages that are not stories."""
    authors = getattr(page, "authors", [])
    return ", ".join(author.name for author in authors) or getattr(page, "byline", "")


HEADLINE = PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title")
STATUS = PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%")
PUBLISHED = DateColumn("published_at", label=_("Published"), sort_key="published_at", width="11%")
UPDATED = DateColumn(
    "latest_revision_created_at", label=_("Edited"), sort_key="latest_revision_created_at", width="11%"
)
AUTHORS = Column("authors", label=_("Authors"), accessor=byline_of, width="15%")

OF_ALL_STORIES = [
    BulkActionsColumn("bulk_actions"),
    HEADLINE,
    Column("section", label=_("Section"), accessor="main_section.title", sort_key="main_section__title", width="10%"),
    AUTHORS,
    STATUS,
    PUBLISHED,
    UPDATED,
]
OF_ONE_SECTION = [BulkActionsColumn("bulk_actions"), HEADLINE, AUTHORS, STATUS, PUBLISHED, UPDATED]


class LeadPhotoColumn(BaseColumn):
    """A story's lead photo with its credit; the view loads them with `choosing.load_rows()`."""

    cell_template_name = "stories/admin/lead_photo_cell.html"


class DatedColumn(BaseColumn):
    """When a page was published, or last edited where it has no such date."""

    cell_template_name = "stories/admin/dated_cell.html"


LEAD_PHOTO = LeadPhotoColumn("lead_photo", label=_("Photo"), width="7rem")
CHOSEN_BYLINE = Column("authors", label=_("Authors"), accessor=byline_of, width="15%")
CHOSEN_STATUS = chooser.PageStatusColumn("status", label=_("Status"), width="10%")
DATED = DatedColumn("dated", label=_("Published"), width="13%")


def of_chosen_stories(is_multiple: bool) -> list[BaseColumn]:
    tick = chooser.PageCheckboxSelectColumn("select", label=_("Select"), width="1%", accessor="pk")
    return [
        *([tick] if is_multiple else []),
        LEAD_PHOTO,
        chooser.PageTitleColumn("title", label=_("Headline"), is_multiple_choice=is_multiple),
        Column("section", label=_("Section"), accessor="main_section.title", width="12%"),
        CHOSEN_BYLINE,
        CHOSEN_STATUS,
        DATED,
    ]


def of_chosen_pages(columns: list[BaseColumn]) -> list[BaseColumn]:
    """Return Wagtail's columns of a chooser for any page, with what there is to tell of stories."""
    place = next(place for place, column in enumerate(columns) if column.name == "title")
    rest = [DATED if column.name == "updated" else column for column in columns[place + 1 :]]
    return [*columns[:place], LEAD_PHOTO, columns[place], CHOSEN_BYLINE, *rest]
