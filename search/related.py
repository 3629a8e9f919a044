"""Keeping the table of likenesses, which story pages read, in step with what is published."""

import logging
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q

from stories import companions
from stories.models import Likeness, StoryPage

from .engines import engine
from .likeness import Alike, Comparer

logger = logging.getLogger(__name__)

AT_ONCE = 20  # stories in one task, which takes a second or two
A_FEW, HURRIED = 3, 30  # and a priority of -100 to 100
KEPT = 12  # for each story, so that a few may be closed before there is an empty place


def later(story_ids: Iterable[int]) -> None:
    """Have `renew` done by the slow worker, a few stories at a time; what was just published comes before an import."""
    from .tasks import find_related

    ids = sorted(story_ids)
    task = find_related.using(priority=HURRIED) if len(ids) <= A_FEW else find_related
    for start in range(0, len(ids), AT_ONCE):
        task.enqueue(ids[start : start + AT_ONCE])


def renew(story_ids: Iterable[int]) -> None:
    """Find anew what these stories are like, and what is like them; of those that are closed nothing is left.

    What stands under some forty other stories changes with each of them, and of no other.
    """
    comparer = Comparer()
    changed: set[int] = set()
    for story_id in story_ids:
        found = comparer.like(story_id)
        try:
            with transaction.atomic():
                engine().wait_for_turn()
                changed |= _renew(story_id, found)
        except IntegrityError:
            # One of them was deleted a moment ago. Its own task follows, and finds the others as they are by then.
            logger.info("Story %s or one that is like it is gone.", story_id)
    companions.forget(changed)


def _renew(story_id: int, found: list[Alike]) -> set[int]:
    """Rewrite the rows of one story and its place in the rows of others; return whose rows changed."""
    is_published = StoryPage.objects.published().filter(pk=story_id).exists()
    found = _public(found) if is_published else []
    before = Likeness.objects.filter(Q(story=story_id) | Q(other=story_id))
    changed = {story_id, *before.values_list("story", flat=True)}
    Likeness.objects.filter(story=story_id).delete()
    Likeness.objects.filter(other=story_id).exclude(story__in=[alike.story_id for alike in found]).delete()
    _write([Likeness(story_id=story_id, other_id=alike.story_id, score=alike.score) for alike in found[:KEPT]])
    return changed | _stand_under(story_id, found)


def _stand_under(story_id: int, found: list[Alike]) -> set[int]:
    """Put a story where it belongs under each of those that it is like; return whose rows changed."""
    scores: dict[int, list[float]] = {alike.story_id: [] for alike in found}
    rows = Likeness.objects.filter(story__in=scores).exclude(other=story_id)
    for pk, score in rows.values_list("story_id", "score"):
        scores[pk].append(score)
    enters = [
        alike for alike in found if len(scores[alike.story_id]) < KEPT or alike.score_back > min(scores[alike.story_id])
    ]
    _write([Likeness(story_id=alike.story_id, other_id=story_id, score=alike.score_back) for alike in enters])
    Likeness.objects.filter(other=story_id).exclude(story__in=[alike.story_id for alike in enters]).delete()
    for alike in enters:
        if len(scores[alike.story_id]) >= KEPT:
            last = Likeness.objects.filter(story=alike.story_id).order_by("-score", "-other")[KEPT:]
            Likeness.objects.filter(pk__in=[row.pk for row in last]).delete()
    return {alike.story_id for alike in enters}


def _public(found: list[Alike]) -> list[Alike]:
    ids = [alike.story_id for alike in found]
    public = set(StoryPage.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    return [alike for alike in found if alike.story_id in public]


def _write(rows: list[Likeness]) -> None:
    Likeness.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story", "other"], update_fields=["score"])
