"""Work on pictures that no request waits for. What fails because the store is away is tried again, later and later."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from . import copies, orphans, parked, pictures, review, rights, visibility
from .models import Photo
from .storage import DELETE_BATCH
from .store import StoreUnavailable

logger = logging.getLogger(__name__)

RETRY_AFTER = (10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400)  # seconds before each further attempt
# What readers wait for, or must not see any more, follows within a minute of the store's return.
SOON = 30  # seconds
A_DAY = 24 * 60 * 60 // SOON  # attempts
LEFT_TO_OTHERS = 10  # seconds that a request has for doing itself what a task would else do
HURRIED = 50  # of -100 to 100; whatever nobody waits for has 0


@task(queue_name="slow")
def make_pictures(photo_id: int, attempt: int = 0) -> None:
    """Make the renditions of a photo that was uploaded or changed, and publish them if the photo is open."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return
    try:
        pictures.make(photo)
    except OSError as error:
        _try_again(make_pictures, photo_id, attempt, error)
        return
    visibility.refresh([photo_id])


def hurry(photo_ids: Iterable[int]) -> None:
    """Have the renditions of these photos made before those that wait already."""
    for photo_id in photo_ids:
        make_pictures.using(priority=HURRIED).enqueue(photo_id)


@task(queue_name="default")
def open_pictures(photo_ids: list[int], attempt: int = 0) -> None:
    """Open the photos of what has been published, where that could not be done before it went out."""
    if failed := visibility.open_wanted(photo_ids):
        reason = f"photos {sorted(failed)} could not be opened"
        _try_again(open_pictures, sorted(failed), attempt, reason, longest=SOON, attempts=A_DAY)


def open_later(photo_ids: Iterable[int], queue_name: str) -> None:
    """Have these photos opened even if whoever is about to do it is killed."""
    if open_pictures.get_backend().supports_defer:
        open_pictures.using(queue_name=queue_name, run_after=_in(LEFT_TO_OTHERS)).enqueue(sorted(photo_ids))


@task(queue_name="default", priority=HURRIED)
def withdraw_pictures(names: list[str], attempt: int = 0) -> None:
    """Delete from the public bucket what was not deleted when its photos were closed. Never gives up."""
    try:
        gone = copies.withdraw_now(names)
    except StoreUnavailable as error:
        _try_again(withdraw_pictures, names, attempt, error, longest=SOON, attempts=None)
        return
    if gone:
        copies.tell(gone)


def withdraw_later(names: list[str]) -> bool:
    """Have these copies deleted even if whoever is about to do it is killed; False where the queue cannot wait."""
    if not withdraw_pictures.get_backend().supports_defer:
        return False
    wait = LEFT_TO_OTHERS if len(names) <= DELETE_BATCH else 0
    for start in range(0, len(names), DELETE_BATCH):
        withdraw_pictures.using(run_after=_in(wait)).enqueue(names[start : start + DELETE_BATCH])
    return True


@task(queue_name="slow")
def discard_unnamed(names: list[str], attempt: int = 0) -> None:
    """Delete these files from the private store unless a row names them."""
    try:
        orphans.delete("default", names)
    except StoreUnavailable as error:
        _try_again(discard_unnamed, names, attempt, error)


def discard_unnamed_later(names: Iterable[str]) -> None:
    """Have these files deleted even if whoever is about to do it is killed, or the store takes one in too late."""
    if (names := sorted(filter(None, names))) and discard_unnamed.get_backend().supports_defer:
        discard_unnamed.using(run_after=_in(RETRY_AFTER[2])).enqueue(names)


@task(queue_name="slow")
def review_pictures() -> None:
    """Bring what is public in step with what is published. Enqueued once a day by the clock, for what was cut off."""
    for difference in review.differences(mend=True, age=review.IN_PROGRESS):
        logger.warning("Mended: %s.", difference)


@task(queue_name="slow")
def sweep_parked_uploads() -> None:
    """Delete uploads that nobody went on with. Enqueued once a day by the clock; a store that is away waits a day."""
    if swept := parked.sweep():
        logger.info("%s uploads that nobody went on with were deleted.", swept)


@task(queue_name="default")
def end_rights() -> None:
    """Take photos out of the public bucket whose rights ended with yesterday. Enqueued by the clock as each day begins.

    What stands in for them is opened first, so that no page is without a picture in between.
    """
    ended = set(rights.ended(Photo.objects.filter(is_open=True)).values_list("pk", flat=True))
    if ended:
        visibility.open_wanted(rights.stand_ins(ended))
        visibility.refresh(ended)
        logger.info("The rights of %s photos have ended; they are not public any more.", len(ended))


def _try_again(
    task_to_repeat, argument, attempt: int, reason, *, longest=RETRY_AFTER[-1], attempts: int | None = len(RETRY_AFTER)
) -> None:
    """`longest`: seconds before a further attempt. `attempts`: how many of them, None for ever."""
    if (attempts is not None and attempt >= attempts) or not task_to_repeat.get_backend().supports_defer:
        logger.error("%s gave up: %s. `manage.py media_visibility` mends it.", task_to_repeat.name, reason)
        return
    wait = min(longest, RETRY_AFTER[min(attempt, len(RETRY_AFTER) - 1)])
    task_to_repeat.using(run_after=_in(wait)).enqueue(argument, attempt=attempt + 1)


def _in(seconds: float):
    return timezone.now() + timedelta(seconds=seconds)
