"""Is everything running that readers do not see? Asked by the health address and by the admin's banner."""

import time
from datetime import datetime, timedelta

from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import Heartbeat

SILENT_AFTER = timedelta(seconds=60)
FILE_TO_ASK_FOR = "health"


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def store_answers() -> bool:
    """Ask the private bucket for one file; whether it is there does not matter, only that there is an answer."""
    try:
        storages["default"].exists(FILE_TO_ASK_FOR)
    except Exception:  # whatever went wrong with the store, the answer is no
        return False
    return True


def clock_silent_for() -> float | None:
    """Return the seconds since a clock last showed that it runs, None where none ever has."""
    at = Heartbeat.objects.filter(name=Heartbeat.CLOCK).values_list("at", flat=True).first()
    return _seconds_since(at) if at else None


def queue_waits_for() -> float:
    """Return for how many seconds the longest waiting task could have been done; 0 for an empty queue."""
    ready = DBTaskResult.objects.ready().filter(queue_name="default").order_by()
    first = ready.filter(run_after__year=9999).order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    deferred = ready.exclude(run_after__year=9999).order_by("run_after").values_list("run_after", flat=True).first()
    waits = [_seconds_since(at) for at in (first, deferred) if at]
    return max(waits, default=0.0)


def clock_is_silent() -> bool:
    seconds = clock_silent_for()
    return seconds is None or seconds > SILENT_AFTER.total_seconds()


def worker_is_silent() -> bool:
    return queue_waits_for() > SILENT_AFTER.total_seconds()


def report() -> tuple[bool, dict]:
    """Return whether the site is ready, and what was found, without anything that a stranger may not know.

    Without the store readers still get their pages, so it alone does not make the site unready.
    """
    begun = time.monotonic()
    found: dict[str, object] = {"database": "ok" if database_answers() else "down"}
    ready = found["database"] == "ok"
    if ready:
        silent_for = clock_silent_for()
        found |= {
            "clock": "silent" if clock_is_silent() else "ok",
            "clock_seconds": None if silent_for is None else round(silent_for, 1),
            "worker": "silent" if worker_is_silent() else "ok",
            "queue_seconds": round(queue_waits_for(), 1),
        }
        ready = found["clock"] == "ok"
    found["store"] = "ok" if store_answers() else "down"
    found["took_seconds"] = round(time.monotonic() - begun, 3)
    return ready, {"ready": ready, **found}


def _seconds_since(at: datetime) -> float:
    return max(0.0, (timezone.now() - at).total_seconds())
