"""The copies of pictures in the public bucket: put there when a photo opens, deleted when it closes.

A rendition's `is_open` says that a copy of it lies there, or may. Of a photo that opens it is set before the first file
is copied, and of one that closes it is taken back after the last was deleted, so that work which was cut off is known
and done again. Readers get a copy's address only while the photo is open too.
"""

import logging
from collections.abc import Iterable

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from . import pictures
from .models import Photo, Rendition
from .storage import DELETE_BATCH

logger = logging.getLogger(__name__)

# Sent with `photo_ids` and `addresses` when copies were withdrawn: whoever keeps copies of those addresses, or pages
# that print them, should drop them.
closed = Signal()

# What copying may meet: a store that is away (StoreUnavailable), an original that cannot be read (SourceImageIOError).
FAILURES = OSError


def put(photo: Photo) -> dict[int, str]:
    """Make what is missing of `photo`, copy it into the public bucket and return what was copied: id → name.

    Raises FAILURES.
    """
    pictures.make(photo)
    found = Rendition.objects.filter(image=photo, filter_spec__in=pictures.PUBLIC_SPECS)
    is_shown = Photo.objects.filter(pk=photo.pk, is_open=True).exists()
    names = dict((found.filter(is_open=False) if is_shown else found).values_list("pk", "file"))
    # Of a photo that is shown, pages print each from the moment that its flag is set: there that comes last.
    if not is_shown:
        found.filter(is_open=False).update(is_open=True)
    storages["public"].publish(names.values())
    return names


def withdraw_when_committed(names: Iterable[str], photo_ids: Iterable[int]) -> None:
    """Delete these copies as soon as the caller's transaction holds, and see to it that this is not forgotten."""
    from . import tasks

    names, photo_ids = sorted(names), set(photo_ids)
    if not names:
        return
    # In the same transaction, so that neither a process that is killed nor a store that is away leaves a copy behind.
    is_noted = tasks.withdraw_later(names)
    if len(names) <= DELETE_BATCH or not is_noted:
        transaction.on_commit(lambda: withdraw(names, photo_ids))


def withdraw(names: Iterable[str], photo_ids: Iterable[int] = ()) -> None:
    """Delete copies of pictures that have been closed, or try to, and tell who may have kept them."""
    names = list(names)
    try:
        withdraw_now(names)
    except FAILURES as error:
        logger.warning("%s copies could not be deleted from the public store yet: %s", len(names), error)
    tell(names, photo_ids)


def withdraw_now(names: Iterable[str], *, seen: bool = False) -> list[str]:
    """Delete these copies unless they are open again; return those deleted. Raises StoreUnavailable.

    `seen`: they lie there for certain; else those are left out of which it is noted that they are gone.
    """
    public = storages["public"]
    known = {} if seen else dict(Rendition.objects.filter(file__in=set(names)).values_list("file", "is_open"))
    going = sorted(name for name in set(names) - _shown(names) if known.get(name, True))
    public.withdraw(going)
    with transaction.atomic():
        copies = Rendition.objects.filter(file__in=going)
        open_now = dict(locked(copies.values("image")).values_list("pk", "is_open"))
        copies.filter(image__in=[pk for pk, is_open in open_now.items() if not is_open]).update(is_open=False)
    # Somebody may have opened them meanwhile, between our look and our deleting.
    public.publish(_shown(going))
    return going


def tell(names: Iterable[str], photo_ids: Iterable[int] = ()) -> None:
    public = storages["public"]
    closed.send(sender=Photo, photo_ids=set(photo_ids), addresses=[public.url(name) for name in names])


def locked(photo_ids) -> QuerySet[Photo]:
    # In one order, so that two who lock the same photos never wait for each other.
    return Photo.objects.select_for_update().filter(pk__in=photo_ids).order_by("pk")


def _shown(names: Iterable[str]) -> set[str]:
    copies = Rendition.objects.filter(file__in=set(names), is_open=True, image__is_open=True)
    return set(copies.values_list("file", flat=True))
