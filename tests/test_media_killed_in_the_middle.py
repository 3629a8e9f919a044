"""Processes killed with SIGKILL in the middle of an upload, an opening or a deletion: no broken photo, nothing lost.

Each step runs in a process of its own, on a database and in buckets of this file's own.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from media import store as the_store

pytestmark = pytest.mark.deep
ROOT = Path(__file__).parent.parent

PRELUDE = """
import json, os, signal, sys, traceback
from django.conf import settings
for name, value in json.loads(os.environ["TEST_STORE"]).items():
    setattr(settings, name, value)
from tests.worker import QUEUED
settings.TASKS = QUEUED
from django.test.signals import setting_changed
setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
import urllib3
from datetime import timedelta
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from desk import clock
from desk.models import Heartbeat
from media import copies, orphans, review, storage, store, tasks, visibility
from media.models import Photo, Rendition
from stories.models import SectionPage, StoryPage
from tests.factories import *

def section():
    return SectionPage.objects.first() or make_section(make_site())

def upload():
    return make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))

def work(queues="default,slow"):
    options = ["--batch", "--no-startup-delay", "--interval=0", "--queue-name", queues]
    call_command("db_worker", *options, verbosity=0)

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

# Everything is loaded once; each step is a process of its own all the same.
for line in sys.stdin:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(write, 1)
        code = 0
        try:
            exec(json.loads(line), globals())
        except BaseException:
            traceback.print_exc(file=sys.stdout)
            code = 1
        sys.stdout.flush()
        os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    print("ENDED", json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said]), flush=True)
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
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", PRELUDE]
    with subprocess.Popen(  # noqa: S603
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def run(lines: str) -> str:
            process.stdin.write(json.dumps(lines) + "\n")
            process.stdin.flush()
            while not (answer := process.stdout.readline()).startswith("ENDED "):
                assert answer, "the process has ended"
            code, said = json.loads(answer.removeprefix("ENDED "))
            if code == -signal.SIGKILL:
                return "killed"
            assert code == 0, said
            return said.strip()

        yield run
        process.stdin.close()
    client = the_store.client()
    for bucket in buckets.values():
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for each in page.get("Contents", []):
                client.delete_object(Bucket=bucket, Key=each["Key"])


LATER = """
minutes = timedelta(minutes=10)
DBTaskResult.objects.running().update(started_at=timezone.now() - minutes)
DBTaskResult.objects.filter(status="READY", run_after__year__lt=9999).update(run_after=timezone.now())
Heartbeat.objects.all().delete()
clock.tick()
work()
# Wagtail's and modelsearch's own tasks of indexing fail where their page was deleted before its turn.
failed = DBTaskResult.objects.failed().exclude(task_path__startswith="wagtail.").exclude(
    task_path__startswith="modelsearch."
)
failed = list(failed.values_list("traceback", flat=True))
assert not failed, failed
"""
SOUND = """
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


@pytest.mark.parametrize("after", [False, True], ids=["before the file is stored", "after it"])
def test_killed_in_an_upload(processes, after):
    assert processes(f'kill_at(storage.Bucket, "_save", 1, after={after}); upload()') == "killed"

    found = json.loads(processes(SOUND))
    assert (found["photos"], found["private"]) == (0, int(after))

    processes("upload(); work()")
    assert json.loads(processes(SOUND))["photos"] == 1


@pytest.mark.parametrize("call", [1, 3, 7])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_while_sizes_are_made(processes, call, after):
    processes("upload()")
    assert processes(f'kill_at(storage.Bucket, "_save", {call}, after={after}); work("slow")') == "killed"
    assert json.loads(processes(SOUND))["private"] <= 1

    processes(LATER)

    assert processes("print(Rendition.objects.count())") == "7"
    assert json.loads(processes(SOUND))["private"] <= 1


@pytest.mark.parametrize("call", [1, 4, 7])
def test_killed_while_a_story_is_published(processes, call):
    """The story is not out; who presses the button again has it out, whole; else the daily review tidies up."""
    processes("upload(); work(); make_draft(section(), lead_photo=Photo.objects.get())")
    publish = "StoryPage.objects.get().get_latest_revision().publish()\n"
    kill = f'kill_at(store.client(), "copy_object", {call}, after=True)\n'
    in_one = "with transaction.atomic(): "
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


@pytest.mark.parametrize("call", [1, 4, 7])
def test_killed_while_pictures_follow_their_story(processes, call):
    processes("upload(); work(); draft = make_draft(section(), lead_photo=Photo.objects.get())")
    away = 'settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"\n'
    processes(away + "StoryPage.objects.get().get_latest_revision().publish()")
    assert json.loads(processes(SOUND))["open"] == 0
    due = "DBTaskResult.objects.filter(status='READY').update(run_after=timezone.now())\n"
    kill = f'kill_at(store.client(), "copy_object", {call}, after=True)\n'
    assert processes(due + kill + 'work("default")') == "killed"

    processes(LATER)

    found = json.loads(processes(SOUND))
    assert (found["open"], found["sizes"], found["answers"], found["public"]) == (1, 7, [200], 0)


@pytest.mark.parametrize(
    "act", ["StoryPage.objects.get().unpublish()", "StoryPage.objects.get().delete()", "Photo.objects.get().delete()"]
)
@pytest.mark.parametrize("after", [False, True], ids=["before the copies are deleted", "after it"])
def test_killed_while_a_photo_is_closed(processes, act, after):
    processes("upload(); work(); make_story(section(), lead_photo=Photo.objects.get())")
    assert json.loads(processes(SOUND))["open"] == 1
    assert processes(f'kill_at(storage.PublicBucket, "withdraw", 1, after={after})\n{act}') == "killed"

    processes(LATER)

    found = json.loads(processes(SOUND))
    assert (found["open"], found["sizes"], found["public"], found["private"]) == (0, 0, 0, 0)


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
