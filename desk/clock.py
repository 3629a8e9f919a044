"""The publishing clock: what is due goes out, what has expired comes down; on time, once, and never in silence.

Any number of clocks may run on one database. Each item has a transaction of its own, in which its row is locked: a
clock that dies lets go of it, and another takes it up within a second.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from media.tasks import end_rights, review_pictures, sweep_parked_uploads
from search import asked
from search.tasks import sweep_searches, write_searches_down

from . import workers
from .models import Heartbeat, Overdue
from .tasks import tell_of_ending_rights, tell_of_overdue

logger = logging.getLogger(__name__)

HEARTBEAT_EVERY = timedelta(seconds=5)
RETRY_AFTER = timedelta(seconds=30)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Due:
    """One thing to do. `pk` is that of the revision to publish, or of the object to take down."""

    action: Overdue.Action
    at: datetime
    model: type[models.Model]
    pk: int
    content_type_id: int
    object_id: int
    name: str

    @property
    def key(self) -> tuple[int, int, str]:
        return self.content_type_id, self.object_id, self.action


def tick() -> int:
    """Do everything that is due and return how many things were done.

    What fails is noted and told, and does not hold up the rest; it is tried again after `RETRY_AFTER`.
    """
    now = timezone.now()
    if beat(now):
        workers.put_back(now)
    waiting = [*due_to_publish(now), *due_to_unpublish(now)]
    failed = {(row.content_type_id, row.object_id, row.action): row for row in Overdue.objects.all()}
    for key in failed.keys() - {due.key for due in waiting}:
        failed[key].delete()  # somebody has published it, put it off or deleted it
    done = 0
    for due in sorted(waiting, key=lambda due: due.at):
        if due.key in failed and failed[due.key].tried_at > now - RETRY_AFTER:
            continue
        done += attempt(due)
    begin_recurring_work(now)
    return done


def attempt(due: Due) -> bool:
    """Do one thing; return whether this clock did it. An error is noted instead of raised."""
    try:
        done = publish(due) if due.action == Overdue.Action.PUBLISH else unpublish(due)
    except ValidationError as error:
        logger.warning("The clock may not %s “%s”: %s", due.action, due.name, " ".join(error.messages))
        note_failure(due, error)
        return False
    except Exception as error:
        logger.exception("The clock could not %s %s %s.", due.action, due.model.__name__, due.object_id)
        note_failure(due, error)
        return False
    if done:
        Overdue.objects.filter(content_type_id=due.content_type_id, object_id=due.object_id, action=due.action).delete()
    return done


def publish(due: Due) -> bool:
    with transaction.atomic():
        revision = (
            Revision.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=due.pk, approved_go_live_at__lte=timezone.now())
            .first()
        )
        if revision is None:
            return False  # another clock has it, or an editor has put it off
        revision.publish(log_action="wagtail.publish.scheduled")
        return True


def unpublish(due: Due) -> bool:
    with transaction.atomic():
        subject = (
            due.model.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=due.pk, live=True, expire_at__lte=timezone.now())
            .first()
        )
        if subject is None:
            return False
        subject.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True


def due_to_publish(now: datetime) -> Iterator[Due]:
    rows = Revision.objects.filter(approved_go_live_at__lte=now).values_list(
        "pk", "approved_go_live_at", "content_type_id", "object_id", "object_str"
    )
    for pk, at, content_type_id, object_id, name in rows:
        yield Due(Overdue.Action.PUBLISH, at, Revision, pk, content_type_id, int(object_id), name)


def due_to_unpublish(now: datetime) -> Iterator[Due]:
    for model in models_that_expire():
        for subject in model.objects.filter(live=True, expire_at__lte=now):
            content_type_id = subject.content_type_id if model is Page else ContentType.objects.get_for_model(model).pk
            yield Due(
                Overdue.Action.UNPUBLISH,
                subject.expire_at,
                model,
                subject.pk,
                content_type_id,
                subject.pk,
                str(subject),
            )


def models_that_expire() -> list[type[models.Model]]:
    drafts = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in drafts if not issubclass(model, Page))]


def beat(now: datetime) -> bool:
    """Show that a clock runs, and return whether that was due: an idle clock hardly writes."""
    fresh = Heartbeat.objects.filter(name=Heartbeat.CLOCK, at__gt=now - HEARTBEAT_EVERY)
    if fresh.exists():
        return False
    Heartbeat.objects.update_or_create(name=Heartbeat.CLOCK, defaults={"at": now})
    return True


def begin_recurring_work(now: datetime) -> None:
    """Leave to the workers what is to be done again and again; of several clocks one does.

    Daily work begins with each day of the newsroom, since the rights to a photo end with one.
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if is_turn(Heartbeat.DAILY_WORK, now, since=midnight):
        end_rights.enqueue()
        tell_of_ending_rights.enqueue()
        workers.tidy(now)
        sweep_parked_uploads.enqueue()
        review_pictures.enqueue()
        sweep_searches.enqueue()
    if is_turn(Heartbeat.SEARCHES, now, since=now - MINUTE) and asked.is_waiting():
        write_searches_down.enqueue()


def is_turn(name: str, now: datetime, *, since: datetime) -> bool:
    """Whether this clock is the one to begin the work `name`, which nobody has begun since then."""
    work = Heartbeat.objects.filter(name=name)
    last = work.values_list("at", flat=True).first()
    if last and last >= since:
        return False
    if last:
        return work.filter(at=last).update(at=now) == 1
    return Heartbeat.objects.get_or_create(name=name, defaults={"at": now})[1]


def note_failure(due: Due, error: Exception) -> None:
    """Write down why something did not happen, and have it told once."""
    reason = " ".join(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
    row, _created = Overdue.objects.update_or_create(
        content_type_id=due.content_type_id,
        object_id=due.object_id,
        action=due.action,
        defaults={"name": due.name[:255], "due_at": due.at, "reason": reason, "tried_at": timezone.now()},
    )
    if Overdue.objects.filter(pk=row.pk, told_at=None).update(told_at=timezone.now()):
        tell_of_overdue.enqueue(row.pk)
