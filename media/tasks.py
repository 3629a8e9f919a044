"""Work on pictures that no request waits for. What fails because the store is away is tried again, later and later."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from . import parked, pictures, visibility
from .models import Photo
from .storage import StoreUnavailable

logger = logging.getLogger(__name__)

RETRY_AFTER = (10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400)  # seconds before each further attempt
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
        _try_again(open_pictures, sorted(failed), attempt, f"photos {sorted(failed)} could not be opened")


@task(queue_name="default")
def withdraw_pictures(names: list[str], attempt: int = 0) -> None:
    """Delete from the public bucket what could not be deleted when its photos were closed."""
    try:
        visibility.withdraw_now(names)
    except StoreUnavailable as error:
        _try_again(withdraw_pictures, names, attempt, error)


@task(queue_name="slow")
def sweep_parked_uploads() -> None:
    """Delete uploads that nobody went on with. Enqueued once a day by the clock; a store that is away waits a day."""
    if swept := parked.sweep():
        logger.info("%s uploads that nobody went on with were deleted.", swept)


def _try_again(task_to_repeat, argument, attempt: int, reason) -> None:
    if attempt >= len(RETRY_AFTER) or not task_to_repeat.get_backend().supports_defer:
        logger.error("%s gave up: %s. `manage.py media_visibility` mends it.", task_to_repeat.name, reason)
        return
    later = timezone.now() + timedelta(seconds=RETRY_AFTER[attempt])
    task_to_repeat.using(run_after=later).enqueue(argument, attempt=attempt + 1)
