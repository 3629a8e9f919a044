"""Which columns are due, and whether somebody has begun the instalment."""

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import Column, Listing, StoryPage

from .rows import Row, edit_address, editable_pages, record_address


def due_this_week(user) -> list[Row]:
    """Return a row for each column that has had no instalment in its time, with a button to begin or continue one."""
    columns = list(
        Column.objects.published()
        .exclude(cadence=Column.Cadence.IRREGULAR)
        .select_related("section")
        .order_by("weekday", "name")
    )
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
    due = [column for column in columns if is_due(column, newest.get(column.pk), today)]
    editable = editable_pages(user, {begun[column.pk].pk for column in due if column.pk in begun})
    return [_row(column, newest.get(column.pk), begun.get(column.pk), editable, user) for column in due]


def is_due(column: Column, newest: datetime | None, today: date) -> bool:
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


def _row(column: Column, newest: datetime | None, draft: StoryPage | None, editable: set[int], user) -> Row:
    when = column.get_weekday_display() if column.weekday is not None else column.get_cadence_display()
    of_column = record_address(user, Column, column.pk)
    if draft:
        address = edit_address(draft.pk) if draft.pk in editable else ""
        return Row(column.name, of_column, f"{when} · {draft.draft_title}", newest, _("Continue"), address)
    start = start_address(column, user)
    return Row(column.name, of_column, str(when), newest, _("Start instalment") if start else "", start)
