"""Comparing what is public with what is published, and mending it: for what was cut off, and after a restore."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.files.storage import storages
from django.utils import timezone

from . import copies, orphans, visibility
from .models import Document, Photo, Rendition
from .storage import Stored

BATCH = 200  # photos or files at a time
IN_PROGRESS = timedelta(minutes=10)  # a younger copy of a picture that we know may be about to be shown


def differences(*, mend: bool, age: timedelta = timedelta(0)) -> Iterator[str]:
    """Yield a sentence for each photo, document and copy that is not as it should be. Raises StoreUnavailable.

    `mend`: put it right, too. `age`: what came in more recently is left to the tasks that have it in hand.
    """
    limit = timezone.now() - age
    for model, field in ((Photo, "photo"), (Document, "document")):
        for ids in _batches(
            model.objects.filter(created_at__lte=limit).order_by("pk").values_list("pk", flat=True).iterator()
        ):
            yield from _flags(model, field, ids, mend)
    for found in _batches(orphans.compare("public")):
        yield from _copies(found, mend)


def _flags(model, field: str, ids: list[int], mend: bool) -> Iterator[str]:
    shown = visibility.shown(field, ids)
    flagged = dict(model.objects.filter(pk__in=ids).values_list("pk", "is_open"))
    for pk, is_open in flagged.items():
        if is_open != (pk in shown):
            yield f"{field} {pk} is {'open' if is_open else 'closed'} and should not be"
    if model is Photo:
        for pk in sorted(visibility.incomplete(pk for pk in shown if flagged.get(pk))):
            yield f"photo {pk} is open and lacks a size"
    if not mend:
        return
    visibility.refresh(**{f"{field}_ids": ids})
    if model is Photo:
        for pk in sorted(visibility.open_wanted(ids)):
            yield f"photo {pk} could not be opened"


def _copies(found: list[Stored | orphans.Named], mend: bool) -> Iterator[str]:
    """`found`: what lies in the public store and should not, and what should and does not."""
    lying = [each for each in found if isinstance(each, Stored)]
    missing = [each.name for each in found if not isinstance(each, Stored)]
    limit = timezone.now() - IN_PROGRESS
    known = set(Rendition.objects.filter(file__in=[each.name for each in lying]).values_list("file", flat=True))
    young = {each.name for each in lying if each.name in known and each.modified > limit}
    strays = [each.name for each in lying if each.name not in young]
    for name in sorted(young):
        yield f"{name} came into the public bucket a moment ago and is not shown: look again in ten minutes"
    for name in strays:
        yield f"{name} is in the public bucket and should not be"
    for name in missing:
        yield f"{name} is missing from the public bucket"
    if mend:
        copies.tell(copies.withdraw_now(strays, seen=True))
        for name in missing:
            try:
                storages["public"].publish([name])
            except FileNotFoundError:
                yield f"{name} is missing from the private bucket too: `manage.py media_orphans` says more"


def _batches(found: Iterable) -> Iterator[list]:
    found = iter(found)
    while batch := list(islice(found, BATCH)):
        yield batch
