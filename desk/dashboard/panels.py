"""The panels of the dashboard."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts import roles

from .. import health
from . import instalments, photos, rows


@dataclass(frozen=True)
class Listing:
    """What one panel shows. `date` says what its dates mean; `empty` is printed where there is nothing to list."""

    name: str
    heading: str
    icon: str
    rows: Callable
    date: str = ""
    empty: str = ""
    is_alarm: bool = False


LISTINGS = [
    Listing(
        "overdue",
        _("Overdue"),
        "warning",
        rows.overdue,
        date=_("was due on"),
        is_alarm=True,
    ),
    Listing(
        "columns",
        _("Columns"),
        "calendar-alt",
        instalments.of_columns,
        date=_("last one on"),
    ),
    Listing(
        "my-drafts",
        _("My drafts"),
        "edit",
        rows.my_drafts,
        date=_("edited"),
        empty=_("You have no drafts."),
    ),
    Listing("in-moderation", _("Waiting for an editor"), "clipboard-list", rows.in_moderation, date=_("since")),
    Listing("scheduled", _("Scheduled"), "time", rows.scheduled, date=_("goes out on")),
    Listing("latest", _("Latest published"), "check", rows.latest, date=_("on")),
]
RIGHTS = Listing("rights", _("Photos whose rights end"), "warning", photos.ending_rights)
WITHOUT_WORDS = Listing(
    "photos-lacking-words",
    _("Photos without credit or alt text"),
    "image",
    photos.lacking_words,
    date=_("added on"),
    empty=_("Every photo has its credit and its alt text."),
)


class ListingPanel(Component):
    template_name = "desk/listing_panel.html"

    def __init__(self, listing: Listing, order: int):
        self.listing = listing
        self.order = order

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"listing": self.listing, "rows": self.listing.rows(user)}


class SilencePanel(Component):
    """Says that a process is silent without which nothing goes out."""

    template_name = "desk/silence_panel.html"
    order = 0

    def get_context_data(self, parent_context):
        return {"clock_is_silent": health.clock_is_silent(), "worker_is_silent": health.worker_is_silent()}


def panels_for(user) -> list[Component]:
    """Return the panels of what somebody works with, stories first; that something is silent is told to everybody."""
    works_with_pages = policy_registry.get_by_type(Page).user_has_any_permission(user, ["add", "change", "publish"])
    listings = [*LISTINGS] if works_with_pages else []
    # The right to change photos would not do here: whoever may add some has it for those.
    if user.is_superuser or user.groups.filter(name__in=[roles.EDITORS, roles.PHOTO_EDITORS]).exists():
        listings.append(RIGHTS)
    if photos.may_be_changed_by(user):
        listings.append(replace(WITHOUT_WORDS, empty="") if works_with_pages else WITHOUT_WORDS)
    return [SilencePanel(), *(ListingPanel(listing, order) for order, listing in enumerate(listings, start=1))]
