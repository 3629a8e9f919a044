"""The task queue as an installation has it, and a worker in the test's own process."""

from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk.workers import Worker

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "slow"]}}


def waiting() -> list[tuple[str, str]]:
    """Return queue and name of each task that waits, the next one first."""
    ready = DBTaskResult.objects.filter(status="READY")
    return [(row.queue_name, row.task_path.rpartition(".")[2]) for row in ready]


def work(*queues: str, after: int = 0) -> None:
    """Do what waits in these queues (in all, if none is named), as if `after` seconds had passed."""
    soon = DBTaskResult.objects.filter(status="READY", run_after__year__lt=9999)
    for row in soon:
        row.run_after -= timedelta(seconds=after)
        row.save(update_fields=["run_after"])
    worker = Worker(
        queue_names=list(queues) or ["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"test {timezone.now():%f}",
        excluded_queue_names=[],
    )
    # A worker closes connections that are in a transaction, and here that would be the test's own.
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        worker.run()


def failed() -> list[str]:
    """Return what tasks that failed have said."""
    return list(DBTaskResult.objects.filter(status="FAILED").values_list("traceback", flat=True))
