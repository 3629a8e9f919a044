"""Making the index anew, or whole, while it is in use: story by story, none is out of it meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stories.models import StoryPage
from stories.yielding import let_others_write

from . import analysis, indexing
from .models import Content, Entry, Label, Rebuild, Word

FORGOTTEN_AFTER = timedelta(days=7)


def rebuild(tell: Callable[[int, int], None] = lambda done, total: None, *, from_start: bool = False) -> int:
    """Bring every story into the index as the public sees it now, and take out what does not belong there.

    Goes on where an earlier run was stopped, unless `from_start`. `tell(done, total)` is called after each batch.
    Returns how many stories are in the index.
    """
    run = None if from_start else unfinished()
    run = run or Rebuild.objects.create(version=analysis.VERSION)
    stories = StoryPage.objects.live().order_by("pk")
    total, done = stories.count(), stories.filter(pk__lte=run.reached).count()
    while ids := list(stories.filter(pk__gt=run.reached).values_list("pk", flat=True)[: indexing.BATCH]):
        with transaction.atomic():
            indexing.renew(ids)
            run.reached = ids[-1]
            run.save(update_fields=["reached"])
        done += len(ids)
        tell(done, total)
        let_others_write()
    sweep()
    count_vocabulary()
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    Rebuild.objects.exclude(pk=run.pk).delete()
    return Entry.objects.filter(is_shown=True).count()


def unfinished() -> Rebuild | None:
    """Return the run that was stopped, if it worked as this one would and is not long ago."""
    since = timezone.now() - FORGOTTEN_AFTER
    return (
        Rebuild.objects.filter(finished_at=None, version=analysis.VERSION, started_at__gte=since)
        .order_by("-pk")
        .first()
    )


def sweep() -> None:
    """Take out stories that are no longer published or no longer there, and labels that no story has."""
    for ids in in_batches(Entry.objects.order_by("pk").values_list("pk", flat=True)):
        published = set(StoryPage.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
        indexing.renew(pk for pk in ids if pk not in published)
    used = {int(pk) for labels in Entry.objects.values_list("labels", flat=True).iterator() for pk in labels.split()}
    unused = [pk for pk in Label.objects.values_list("pk", flat=True) if pk not in used]
    for start in range(0, len(unused), 500):
        Label.objects.filter(pk__in=unused[start : start + 500]).delete()


def count_vocabulary() -> None:
    """Count the vocabulary anew and mend what differs."""
    with transaction.atomic():
        indexing.engine().wait_for_turn()
        counts: Counter = Counter()
        for words in Content.objects.values_list("words", flat=True).iterator():
            counts.update(words.split())
        counts.subtract(dict(Word.objects.values_list("text", "stories").iterator()))
        indexing.count_words(counts)


def missing_and_left() -> tuple[int, int]:
    """Return how many published stories are not in the index, and how many in it are not published."""
    indexed = set(Entry.objects.filter(is_shown=True).values_list("pk", flat=True))
    published = set(
        StoryPage.objects.published().filter(published_at__isnull=False).values_list("pk", flat=True).iterator()
    )
    return len(published - indexed), len(indexed - published)


def in_batches(ids) -> Iterator[list[int]]:
    reached = 0
    while batch := list(ids.filter(pk__gt=reached)[: indexing.BATCH]):
        yield batch
        reached = batch[-1]
