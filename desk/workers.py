"""Workers that are gone, and the tasks that they left behind.

django-tasks-db 0.13 marks a task as running and leaves it so for ever when its worker is killed. Each worker of ours
shows every few seconds that it lives, and the clock puts back into the queue what one has left that fell silent. So a
task may be done twice, and has to bear it.
"""

import contextlib
import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import Heartbeat

logger = logging.getLogger(__name__)

BEAT_EVERY = 5  # seconds
SILENT_AFTER = timedelta(seconds=45)
ATTEMPTS = 3  # a task that its worker did not survive so often is given up, or it would end every worker
KEPT_FOR = timedelta(days=7)  # of tasks that are done, for whoever looks for what went wrong
NAME = "worker {}"


@contextlib.contextmanager
def shown_to_live(worker_id: str) -> Iterator[None]:
    """Inside, a thread of its own writes every few seconds that this worker lives, however long its task takes."""
    ended = threading.Event()
    name = name_of(worker_id)

    def go_on() -> None:
        while not ended.wait(BEAT_EVERY):
            beat(name)
        connection.close()

    beat(name)
    thread = threading.Thread(target=go_on, daemon=True, name="heartbeat")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        # A task that it was told to leave at once is taken up by another without a wait.
        with contextlib.suppress(DatabaseError):
            Heartbeat.objects.filter(name=name).delete()


def name_of(worker_id: str) -> str:
    return NAME.format(worker_id)[: Heartbeat._meta.get_field("name").max_length]


def beat(name: str) -> None:
    try:
        Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
    except DatabaseError as error:  # it may be back at the next beat
        logger.warning("A worker could not show that it lives: %s", error)
        connection.close()


def put_back(now: datetime) -> int:
    """Put the tasks of workers that fell silent back into the queue and return how many there were."""
    limit = now - SILENT_AFTER
    left = 0
    living = set(
        Heartbeat.objects.filter(name__startswith=NAME.format(""), at__gt=limit).values_list("name", flat=True)
    )
    for row in DBTaskResult.objects.running().filter(started_at__lt=limit):
        if name_of(row.worker_ids[-1]) in living:
            continue
        if len(row.worker_ids) >= ATTEMPTS:
            logger.error("%s was given up: %s workers did not survive it.", row.task_name, len(row.worker_ids))
            row.set_failed(RuntimeError("No worker survived this task."))
            continue
        # As it was when we looked: of several clocks one does, and never what is done meanwhile.
        same = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        left += same.update(status="READY", run_after=now)
    if left:
        logger.warning("%s tasks were put back into the queue: their workers are gone.", left)
    return left


def tidy(now: datetime) -> None:
    """Forget workers that are gone, and tasks that were done long ago."""
    Heartbeat.objects.filter(name__startswith=NAME.format(""), at__lt=now - KEPT_FOR).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()
