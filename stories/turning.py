"""Turning the pages of a list by position, and its archive by month.

A position is the place of one story in the order (published_at, pk), written `<microseconds since 1970>-<pk>`. No page
of a list needs a COUNT or an OFFSET, so the five-thousandth page costs what the first one does.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import Http404
from django.utils import timezone

from .querysets import StoryQuerySet

STORIES_A_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST_PK = 2**62


@dataclass(frozen=True)
class Turn:
    """One page of a list, with the query strings that lead to its neighbours ("" where there is none) and to itself."""

    stories: list
    here: str = ""
    newer: str = ""
    older: str = ""
    is_first: bool = True


@dataclass(frozen=True)
class Months:
    """The first day of a month and of the nearest months before and after it that have stories."""

    this: date
    older: date | None
    newer: date | None


def position(story) -> str:
    return f"{(story.published_at - EPOCH) // timedelta(microseconds=1)}-{story.pk}"


def parse_position(text: str) -> tuple[datetime, int] | None:
    """Return (published_at, pk) of a written position, or None for anything else."""
    microseconds, _, pk = text.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 20 for part in (microseconds, pk)):
        return None
    try:
        return EPOCH + timedelta(microseconds=int(microseconds)), min(int(pk), LARGEST_PK)
    except OverflowError:
        return None


def turn(stories: StoryQuerySet, query, size: int = STORIES_A_PAGE) -> Turn:
    """Return the page of `stories` that `query` asks for with `before` or `after` a position.

    A nonsense position answers with the first page, and so does a page that would be shorter than `size` at the new
    end.
    """
    before = parse_position(query.get("before", ""))
    after = parse_position(query.get("after", ""))
    if after and not before:
        newer = list(stories.newer_than(*after).oldest_first()[: size + 1])
        if len(newer) > size:
            shown = newer[:size][::-1]
            return Turn(
                shown,
                here=f"?after={query['after']}",
                newer=f"?after={position(shown[0])}",
                older=f"?before={position(shown[-1])}",
                is_first=False,
            )
    rest = stories.older_than(*before) if before else stories
    found = list(rest.newest_first()[: size + 1])
    shown = found[:size]
    return Turn(
        shown,
        here=f"?before={query['before']}" if before else "",
        newer=f"?after={position(shown[0])}" if before and shown else "",
        older=f"?before={position(shown[-1])}" if len(found) > size else "",
        is_first=not before,
    )


def turn_month(stories: StoryQuerySet, year: int, month: int, query) -> Turn:
    """Return the page of the stories of one month that `query` asks for. Raises Http404 where the month has none."""
    found = turn(stories.between(*_month_bounds(year, month)), query)
    if not found.stories:
        raise Http404("no stories in this month")
    return found


def months_around(stories: StoryQuerySet, year: int, month: int) -> Months:
    """Return the month and its nearest neighbours that have stories, by two look-ups along the order."""
    first, following = _month_bounds(year, month)
    newest_before = stories.older_than(first, 0).newest_first().values_list("published_at", flat=True).first()
    oldest_after = stories.newer_than(following, -1).oldest_first().values_list("published_at", flat=True).first()
    return Months(date(year, month, 1), older=_month_of(newest_before), newer=_month_of(oldest_after))


def _month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """Return the first instants of a month and of the next, in local time. Raises Http404 for no month."""
    try:
        first, following = datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1)
        return timezone.make_aware(first), timezone.make_aware(following)
    except (ValueError, OverflowError) as nonsense:
        raise Http404 from nonsense


def _month_of(instant: datetime | None) -> date | None:
    return timezone.localtime(instant).date().replace(day=1) if instant else None
