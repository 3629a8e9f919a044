"""A process is killed in the middle of its work: nothing is half done for long, and another does the rest."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk import clock, workers
from desk.models import Heartbeat
from media.models import Photo
from tests import worker
from tests.factories import make_photo


@pytest.fixture
def queue(settings):
    settings.TASKS = worker.QUEUED


def left_behind(photo: Photo, *workers_before: str, since: int = 100) -> DBTaskResult:
    """Return the task that makes the sizes of `photo` as it is when its worker was killed so many seconds ago."""
    row = DBTaskResult.objects.get(task_path="media.tasks.make_pictures", args_kwargs__args=[photo.pk])
    row.claim("gone")
    row.worker_ids = [*workers_before, "gone"]
    row.started_at = timezone.now() - timedelta(seconds=since)
    row.save()
    return row


@pytest.mark.django_db
def test_the_task_of_a_worker_that_is_gone_is_done_by_another(queue, committing):
    with committing():
        photo = make_photo()
    left_behind(photo)
    worker.work()
    assert not photo.renditions.exists()

    clock.tick()
    worker.work()

    assert photo.renditions.count() == 3
    assert not DBTaskResult.objects.running().exists()


@pytest.mark.django_db
def test_what_a_living_worker_does_is_left_to_it_however_long_it_takes(queue, committing):
    with committing():
        photo = make_photo()
    row = left_behind(photo, since=3600)
    workers.beat(workers.name_of("gone"))

    clock.tick()

    row.refresh_from_db()
    assert row.status == "RUNNING"


@pytest.mark.django_db
def test_a_task_that_ends_every_worker_is_given_up(queue, committing, client):
    with committing():
        photo = make_photo()
    row = left_behind(photo, "first", "second")

    clock.tick()

    row.refresh_from_db()
    assert (row.status, "No worker survived" in row.traceback) == ("FAILED", True)


@pytest.mark.django_db
def test_a_task_that_was_put_back_is_not_taken_for_one_that_nobody_comes_to(queue, committing, client):
    with committing():
        photo = make_photo()
    row = left_behind(photo)
    DBTaskResult.objects.filter(pk=row.pk).update(queue_name="default", enqueued_at=timezone.now() - timedelta(hours=1))

    clock.tick()

    assert client.get("/health/ready/").json()["worker"] == "ok"


@pytest.mark.django_db
def test_a_worker_shows_that_it_lives_while_it_works():
    with workers.shown_to_live("two"):
        assert Heartbeat.objects.filter(name="worker two", at__gt=timezone.now() - timedelta(seconds=5)).exists()
    assert not Heartbeat.objects.filter(name="worker two").exists()


@pytest.mark.django_db
def test_tasks_done_long_ago_are_forgotten(queue, committing):
    with committing():
        make_photo()
    worker.work()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))

    workers.tidy(timezone.now())

    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_fifty_uploads_hold_up_neither_an_opening_nor_a_purge_nor_a_mail(queue):
    from desk.tasks import tell_of_overdue
    from media.tasks import make_pictures, open_pictures, withdraw_pictures
    from stories.changes import renew_by_task

    for number in range(50):
        make_pictures.enqueue(number)
    for task, argument in (
        (open_pictures, [0]),
        (renew_by_task, [0]),
        (tell_of_overdue, 0),
        (withdraw_pictures, ["x"]),
    ):
        task.enqueue(argument)

    worker.work("default")

    assert worker.waiting() == [("slow", "make_pictures")] * 50
    assert worker.failed() == []


@pytest.mark.django_db
@pytest.mark.parametrize("refused", [{"claim": 1}, {"set_successful": 1}, {"set_successful": 1, "set_failed": 1}])
def test_a_worker_and_its_task_outlive_a_database_that_is_away(refused, queue, committing, monkeypatch):
    monkeypatch.setattr(workers, "PAUSE", 0)
    monkeypatch.setattr(workers, "LATER", timedelta(0))
    monkeypatch.setattr(connection, "close", lambda: None)  # it would be the test's own
    with committing():
        photo = make_photo()
    for name, times in refused.items():
        monkeypatch.setattr(DBTaskResult, name, away(getattr(DBTaskResult, name), times))

    worker.work()

    assert photo.renditions.count() == 3
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def away(work, times: int):
    """Return `work` so that its first calls find no database."""
    left = [OperationalError("the connection was lost")] * times

    def refused(*arguments):
        if left:
            raise left.pop()
        return work(*arguments)

    return refused


@pytest.mark.django_db
def test_a_task_that_never_reaches_the_database_is_given_up(queue, committing, monkeypatch):
    monkeypatch.setattr(workers, "LATER", timedelta(0))
    monkeypatch.setattr("media.pictures.make", away(None, workers.ATTEMPTS))
    with committing():
        make_photo()

    worker.work()

    row = DBTaskResult.objects.get(task_path="media.tasks.make_pictures")
    assert (row.status, len(row.worker_ids)) == ("FAILED", workers.ATTEMPTS)
