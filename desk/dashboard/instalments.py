"""The columns: which are due, whether somebody has begun the instalment, and where the next one is begun."""

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import Column, Listing, StoryPage

from .rows import Button, Row, edit_address, editable_pages, record_address


def of_columns(user) -> list[Row]:
    """Return a row for each column, to begin its next instalment or continue one; those that are due come first."""
    columns = list(Column.objects.published().select_related("section").order_by("weekday", "name"))
    newest = dict(
        Listing.objects.filter(kind=Listing.Kind.COLUMN, place_id__in=[column.pk for column in columns])
        .values_list("place_id")
        .annotate(Max("published_at"))
        .order_by()
    )
    begun = {
        story.column_id: story
        for story in StoryPage.objects.filter(live=False, expired=False, column__in=columns)
        .defer_streamfields()
        .order_by("latest_revision_created_at")
    }
    today = timezone.localdate()
    due = {column.pk for column in columns if is_due(column, newest.get(column.pk), today)}
    editable = editable_pages(user, {story.pk for story in begun.values()})
    return [
        _row(column, column.pk in due, newest.get(column.pk), begun.get(column.pk), editable, user)
        for column in sorted(columns, key=lambda column: column.pk not in due)
    ]


def is_due(column: Column, newest: datetime | None, today: date) -> bool:
    """Whether `column`, whose `newest` instalment is of then, has had none in its time; an irregular one never is."""
    if column.cadence == Column.Cadence.IRREGULAR:
        return False
    return newest is None or newest < timezone.make_aware(datetime.combine(begins(column, today), time.min))


def begins(column: Column, today: date) -> date:
    """Return the first day of the time in which `column` should have one instalment."""
    monday = today - timedelta(days=today.weekday())
    return {
        Column.Cadence.DAILY: today,
        Column.Cadence.WEEKLY: monday,
        Column.Cadence.FORTNIGHTLY: monday - timedelta(weeks=1),
        Column.Cadence.MONTHLY: today.replace(day=1),
    }[Column.Cadence(column.cadence)]


def start_address(column: Column, user) -> str:
    """Return where a new instalment is begun, "" where the column has no section or `user` may add nothing to it."""
    if not column.section or not column.section.permissions_for_user(user).can_add_subpage():
        return ""
    address = reverse("wagtailadmin_pages:add", args=["stories", "storypage", column.section_id])
    return f"{address}?column={column.pk}"


def _row(
    column: Column, is_due: bool, newest: datetime | None, draft: StoryPage | None, editable: set[int], user
) -> Row:
    when = column.get_weekday_display() if column.weekday is not None else column.get_cadence_display()
    said = [str(when), *([_("due now")] if is_due else []), *([draft.draft_title] if draft else [])]
    buttons = []
    if draft and draft.pk in editable:
        buttons.append(Button(_("Continue"), edit_address(draft.pk)))
    if start := start_address(column, user):
        buttons.append(Button(_("Start instalment"), start))
    return Row(column.name, record_address(user, Column, column.pk), " · ".join(said), newest, tuple(buttons))
