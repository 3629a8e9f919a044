"""Workers that outlive their database's bad minutes, and the tasks that those leave behind who did not outlive theirs.

django-tasks-db 0.13 marks a task as running and leaves it so for ever when its worker is killed. Each worker of ours
shows every few seconds that it lives, and the clock puts back into the queue what one has left that fell silent. So a
task may be done twice, and has to bear it.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from .models import Heartbeat

logger = logging.getLogger(__name__)

BEAT_EVERY = 5  # seconds
SILENT_AFTER = timedelta(seconds=45)
ATTEMPTS = 3  # a task that its worker did not survive so often is given up, or it would end every worker
KEPT_FOR = timedelta(days=7)  # of tasks that are done, for whoever looks for what went wrong
NAME = "worker {}"
PAUSE = 2  # seconds that a database which is away or locked is left alone
LOST_DATABASE = f"{OperationalError.__module__}.{OperationalError.__qualname__}"
LATER = timedelta(seconds=10)  # until a task is tried again that could not reach the database


class Worker(db_worker.Worker):
    """A worker that goes on when the database is back, or when somebody else has left it free."""

    def run(self) -> None:
        while True:
            try:
                self.leave_nothing_running()
                return super().run()
            except OperationalError as error:
                logger.warning("A worker waits for the database: %s", error)
                connection.close()
                time.sleep(PAUSE)

    def leave_nothing_running(self) -> None:
        """Put back into the queue what this worker did when it lost the database."""
        for row in DBTaskResult.objects.running():
            if row.worker_ids[-1] == self.worker_id:
                try_again(row)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if db_task_result.exception_class_path == LOST_DATABASE:
            try_again(db_task_result)


def try_again(row: DBTaskResult) -> None:
    """Put a task back into the queue for which its worker could not reach the database, unless that is hopeless."""
    if len(row.worker_ids) < ATTEMPTS:
        row.status, row.run_after = "READY", timezone.now() + LATER
        row.save(update_fields=["status", "run_after"])
    elif row.status != "FAILED":
        row.set_failed(RuntimeError("The database could not be reached at any attempt."))


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
