"""What stands under a story: the instalments before and after it, related stories, the latest."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.utils import timezone

from . import stamp

LATEST = 3
RELATED = 3  # as many as stand in a row; editors may choose more
SECONDS = 600


@dataclass(frozen=True)
class Companions:
    """Cards of published stories; none of them twice."""

    before: object = None
    after: object = None
    related: list = field(default_factory=list)
    latest: list = field(default_factory=list)


def of(story, *, is_preview: bool = False) -> Companions:
    """Find the companions of `story`, and load all their cards in one query.

    Which they are is kept in the cache until any story changes; whether the public may see them is asked each time.
    """
    from .models import StoryPage

    before, after, related, latest = _find(story) if is_preview else _found(story)
    wanted = {before, after, *related, *latest} - {None}
    found = StoryPage.objects.published().filter(pk__in=wanted).with_titles() if wanted else []
    cards = {card.pk: card for card in found}
    return Companions(
        before=cards.get(before),
        after=cards.get(after),
        related=[cards[pk] for pk in related if pk in cards],
        latest=[cards[pk] for pk in latest if pk in cards],
    )


def _found(story):
    key = _key(story.pk)
    found = cache.get(key)
    if found is None:
        found = _find(story)
        cache.set(key, found, SECONDS)
    return found


def _find(story) -> tuple[int | None, int | None, list[int], list[int]]:
    """Return the ids of the instalment before, the one after, the related and the latest stories."""
    from .models import StoryPage

    before, after = _neighbours(story)
    related = _related(story, {story.pk, before, after})
    shown = {story.pk, before, after, *related}
    newest = StoryPage.objects.published().newest_first().values_list("pk", flat=True)[: LATEST + len(shown)]
    return before, after, related, [pk for pk in newest if pk not in shown][:LATEST]


def _related(story, shown: set[int | None]) -> list[int]:
    """Return those that an editor chose, and as many of the likest as there is room for; `shown` stand there already.

    An editor may choose what is shown already, too.
    """
    from .models import StoryPage

    chosen = [row.related_id for row in story.related_stories.all() if row.related_id != story.pk]
    if (room := RELATED - len(chosen)) <= 0 or not story.pk:
        return chosen
    like = StoryPage.objects.published().filter(likened__story=story).exclude(pk__in={*shown, *chosen} - {None})
    return chosen + list(like.order_by("-likened__score", "-pk").values_list("pk", flat=True)[:room])


def forget(ids: Iterable[int]) -> None:
    """Have the companions of these stories found anew when they are read next."""
    cache.delete_many([_key(pk) for pk in ids])


def _key(pk: int) -> str:
    return stamp.key(f"companions.{pk}")


def _neighbours(story) -> tuple[int | None, int | None]:
    """Return the ids of the instalments before and after `story`; one without a date would be the newest."""
    from .models import StoryPage

    if not story.column_id:
        return None, None
    instalments = StoryPage.objects.in_column(story.column).published().exclude(pk=story.pk)
    position = (story.published_at or timezone.now(), story.pk)
    before = instalments.older_than(*position).newest_first().values_list("pk", flat=True).first()
    after = instalments.newer_than(*position).oldest_first().values_list("pk", flat=True).first()
    return before, after
