"""A process is killed in the middle of its work: nothing is half done for long, and another does the rest."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk import clock, workers
from desk.models import Heartbeat
from media import store as the_store
from media.models import Photo
from tests import worker
from tests.factories import make_photo

ROOT = Path(__file__).parent.parent


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


@pytest.mark.django_db(transaction=True)
def test_a_worker_shows_that_it_lives_while_it_works(queue):
    call_command("db_worker", "--batch", "--no-startup-delay", "--worker-id", "one", verbosity=0)
    assert not Heartbeat.objects.filter(name="worker one").exists()

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


# What follows kills real processes, on a database and a queue of their own.

KILL_AT = """
import os, signal
def kill_at(owner, name, call, *, after):
    work, calls = getattr(owner, name), []
    def die(*arguments, **options):
        calls.append(1)
        if len(calls) == call and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = work(*arguments, **options)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(owner, name, die)
"""
PRELUDE = """
import json, os
from django.conf import settings
for name, value in json.loads(os.environ["TEST_STORE"]).items():
    setattr(settings, name, value)
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "slow"]}}
from django.test.signals import setting_changed
setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
from django.core.files.base import ContentFile
from django.core.management import call_command
from media import copies, review, storage, store, tasks, visibility
from media.models import Photo, Rendition
from stories.models import SectionPage, StoryPage
from tests.factories import *
section = SectionPage.objects.first() or make_section(make_site())
def upload(): return make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
def work(queues="default,slow"):
    options = ["--batch", "--no-startup-delay", "--interval=0", "--queue-name", queues]
    call_command("db_worker", *options, verbosity=0)
"""


@pytest.fixture
def processes(empty_database, tmp_path, store):
    """Return a function that runs some lines in a process of its own; it returns what they print, or "killed"."""
    database = tmp_path / "cut_off.sqlite3"
    shutil.copyfile(empty_database, database)
    buckets = {"S3_PRIVATE_BUCKET": "private-cut-off", "S3_PUBLIC_BUCKET": "public-cut-off"}
    store.make_buckets(private=buckets["S3_PRIVATE_BUCKET"], public=buckets["S3_PUBLIC_BUCKET"])
    names = {"S3_ENDPOINT_URL": store.endpoint, "MEDIA_PUBLIC_URL": f"{store.endpoint}/public-cut-off/", **buckets}
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "broadsheet.settings.test",
        "BROADSHEET_TEST_SERVICES": "1",
        "BROADSHEET_DATABASE_URL": f"sqlite:///{database}",
        "BROADSHEET_CACHE_URL": "",
        "TEST_STORE": json.dumps(names),
    }

    def run(lines: str) -> str:
        done = subprocess.run(  # noqa: S603
            [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", KILL_AT + PRELUDE + lines],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == -signal.SIGKILL:
            return "killed"
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    yield run
    client = the_store.client()
    for bucket in buckets.values():
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for each in page.get("Contents", []):
                client.delete_object(Bucket=bucket, Key=each["Key"])


LATER = """
from datetime import timedelta
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from desk import clock
from desk.models import Heartbeat
minutes = timedelta(minutes=10)
DBTaskResult.objects.running().update(started_at=timezone.now() - minutes)
DBTaskResult.objects.filter(status="READY", run_after__year__lt=9999).update(run_after=timezone.now())
Heartbeat.objects.all().delete()
clock.tick()
work()
failed = list(DBTaskResult.objects.failed().values_list("traceback", flat=True))
assert not failed, failed
"""
SOUND = """
import urllib3
from media import orphans
def count(alias): return sum(1 for each in orphans.compare(alias))
def answers():
    shown = Rendition.objects.filter(is_open=True)
    return {urllib3.request("GET", each.url, retries=False).status for each in shown}
print(json.dumps({
    "photos": Photo.objects.count(), "open": Photo.objects.filter(is_open=True).count(),
    "sizes": Rendition.objects.filter(is_open=True).count(), "answers": sorted(answers()),
    "private": count("default"), "public": count("public"),
}))
"""


@pytest.mark.deep
@pytest.mark.parametrize("after", [False, True], ids=["before the file is stored", "after it"])
def test_killed_in_an_upload(processes, after):
    assert processes(f'kill_at(storage.Bucket, "_save", 1, after={after}); upload()') == "killed"

    found = json.loads(processes(SOUND))
    assert (found["photos"], found["private"]) == (0, int(after))

    processes("upload(); work()")
    assert json.loads(processes(SOUND))["photos"] == 1


@pytest.mark.deep
@pytest.mark.parametrize("call", [1, 3, 7])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_while_sizes_are_made(processes, call, after):
    processes("upload()")
    assert processes(f'kill_at(storage.Bucket, "_save", {call}, after={after}); work("slow")') == "killed"
    assert json.loads(processes(SOUND))["private"] <= 1

    processes(LATER)

    assert processes("print(Rendition.objects.count())") == "7"
    assert json.loads(processes(SOUND))["private"] <= 1


@pytest.mark.deep
@pytest.mark.parametrize("call", [1, 4, 7])
def test_killed_while_a_story_is_published(processes, call):
    """The story is not out; who presses the button again has it out, whole; else the daily review tidies up."""
    processes("upload(); work(); make_draft(section, lead_photo=Photo.objects.get())")
    publish = "StoryPage.objects.get().get_latest_revision().publish()\n"
    kill = f'kill_at(store.client(), "copy_object", {call}, after=True)\n'
    in_one = "from django.db import transaction\nwith transaction.atomic(): "
    assert processes(kill + in_one + publish) == "killed"
    assert processes("print(StoryPage.objects.get().live)") == "False"
    assert processes(kill + publish) == "killed"
    assert processes("print(StoryPage.objects.get().live)") == "False"
    assert json.loads(processes(SOUND))["open"] == 0

    processes("review.IN_PROGRESS *= 0; list(review.differences(mend=True))")
    assert json.loads(processes(SOUND))["public"] == 0

    assert processes(kill + publish) == "killed"
    processes(publish)
    found = json.loads(processes(SOUND))
    assert (found["open"], found["sizes"], found["answers"], found["public"]) == (1, 7, [200], 0)


@pytest.mark.deep
@pytest.mark.parametrize("call", [1, 4, 7])
def test_killed_while_pictures_follow_their_story(processes, call):
    processes("upload(); work(); draft = make_draft(section, lead_photo=Photo.objects.get())")
    away = 'settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"\n'
    processes(away + "StoryPage.objects.get().get_latest_revision().publish()")
    assert json.loads(processes(SOUND))["open"] == 0
    due = "from django.utils import timezone\nfrom django_tasks_db.models import DBTaskResult\n"
    due += "DBTaskResult.objects.filter(status='READY').update(run_after=timezone.now())\n"
    kill = f'kill_at(store.client(), "copy_object", {call}, after=True)\n'
    assert processes(due + kill + 'work("default")') == "killed"

    processes(LATER)

    found = json.loads(processes(SOUND))
    assert (found["open"], found["sizes"], found["answers"], found["public"]) == (1, 7, [200], 0)


@pytest.mark.deep
@pytest.mark.parametrize(
    "act", ["StoryPage.objects.get().unpublish()", "StoryPage.objects.get().delete()", "Photo.objects.get().delete()"]
)
@pytest.mark.parametrize("after", [False, True], ids=["before the copies are deleted", "after it"])
def test_killed_while_a_photo_is_closed(processes, act, after):
    processes("upload(); work(); make_story(section, lead_photo=Photo.objects.get())")
    assert json.loads(processes(SOUND))["open"] == 1
    assert processes(f'kill_at(storage.PublicBucket, "withdraw", 1, after={after})\n{act}') == "killed"

    processes(LATER)

    found = json.loads(processes(SOUND))
    assert (found["open"], found["sizes"], found["public"], found["private"]) == (0, 0, 0, 0)


@pytest.mark.deep
def test_a_worker_killed_from_outside_loses_nothing(processes, tmp_path):
    """The whole way: a real worker, SIGKILL while it works, and a clock that has the rest done by the next worker."""
    processes("[upload() for _ in range(4)]")
    began = tmp_path / "began"
    slowly = f"""
import pathlib, time
make = Photo._keep
def keep_slowly(*arguments):
    pathlib.Path({str(began)!r}).touch(); time.sleep(0.3)
    return make(*arguments)
Photo._keep = keep_slowly
print(os.getpid(), flush=True)
pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(os.getpid()))
work("slow")
"""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(processes, slowly)
        deadline = time.monotonic() + 60
        while not began.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        assert running.result() == "killed"

    processes(LATER)

    assert processes("print(Rendition.objects.count())") == "28"
    assert json.loads(processes(SOUND))["private"] <= 1
