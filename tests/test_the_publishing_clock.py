"""Stories go out and come down by themselves: on time, once, and never in silence."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts import roles
from desk import clock
from desk.models import Heartbeat, Overdue
from media.models import Photo
from stories.models import StoryPage
from tests.factories import (
    make_author,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


def schedule(section, title="The bridge opens", *, seconds=60, **fields) -> StoryPage:
    """Return a story that is to go out in so many seconds."""
    story = make_draft(section, title, go_live_at=timezone.now() + timedelta(seconds=seconds), **fields)
    story.latest_revision.publish()
    return story


def let_time_pass(**fields):
    """Bring every schedule forward, as if the time had come."""
    for story in StoryPage.objects.all():
        for revision in story.revisions.filter(approved_go_live_at__isnull=False):
            revision.approved_go_live_at = revision.content["go_live_at"] = timezone.now() - timedelta(seconds=1)
            revision.content["go_live_at"] = revision.content["go_live_at"].isoformat()
            revision.save()


def test_a_scheduled_story_stays_in_until_its_time_and_then_goes_out(section):
    story = schedule(section)

    before = clock.tick()
    let_time_pass()
    after = clock.tick()

    story.refresh_from_db()
    assert (before, after, story.live) == (0, 1, True)
    assert story in StoryPage.objects.listed_in(section).published()
    assert clock.tick() == 0


def test_a_story_comes_down_when_it_expires(section):
    story = make_story(section)
    StoryPage.objects.update(expire_at=timezone.now() - timedelta(seconds=1))

    clock.tick()

    story.refresh_from_db()
    assert (story.live, story.expired) == (False, True)
    assert not StoryPage.objects.listed_in(section).exists()


def test_an_author_goes_out_and_comes_down_by_the_clock_too():
    author = make_author(live=False, go_live_at=timezone.now() - timedelta(seconds=1))
    revision = author.save_revision()
    revision.approved_go_live_at = author.go_live_at
    revision.save()

    clock.tick()
    author.refresh_from_db()
    went_out = author.live
    type(author).objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    clock.tick()

    author.refresh_from_db()
    assert (went_out, author.live) == (True, False)


def test_a_story_that_may_not_go_out_is_told_of_once_and_holds_up_nothing(section):
    make_user("edith", roles.EDITORS)
    refused = schedule(section, "Uncredited", lead_photo=make_photo())
    fine = schedule(section, "Fine")
    Photo.objects.update(agency=None, person="")
    let_time_pass()

    clock.tick()
    clock.tick()

    fine.refresh_from_db()
    refused.refresh_from_db()
    overdue = Overdue.objects.get()
    assert (fine.live, refused.live) == (True, False)
    assert (overdue.subject, "has no credit" in overdue.reason) == (refused, True)
    [told] = mail.outbox
    assert told.bcc == ["edith@example.org"]
    assert "“Uncredited” was not published" in told.subject
    assert f"/admin/pages/{refused.pk}/edit/" in told.body


def test_what_was_put_right_goes_out_at_the_next_try(section):
    story = schedule(section, lead_photo=make_photo())
    Photo.objects.update(agency=None, person="")
    let_time_pass()
    clock.tick()
    Photo.objects.update(person="Ana Bel")

    waits = clock.tick()
    Overdue.objects.update(tried_at=timezone.now() - clock.RETRY_AFTER)
    clock.tick()

    story.refresh_from_db()
    assert (waits, story.live) == (0, True)
    assert not Overdue.objects.exists()


def test_what_an_editor_put_off_is_overdue_no_more(section):
    story = schedule(section, lead_photo=make_photo())
    Photo.objects.update(agency=None, person="")
    let_time_pass()
    clock.tick()

    story.revisions.update(approved_go_live_at=None)
    clock.tick()

    assert not Overdue.objects.exists()


def test_the_clock_shows_that_it_runs():
    call_command("clock", once=True)

    assert timezone.now() - Heartbeat.objects.get(name="clock").at < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("silent_for", "status"), [(timedelta(seconds=5), 200), (timedelta(seconds=61), 503), (None, 503)]
)
def test_the_health_address_tells_of_a_silent_clock(client, silent_for, status):
    if silent_for is not None:
        Heartbeat.objects.create(name="clock", at=timezone.now() - silent_for)

    response = client.get("/health/ready/")

    assert response.status_code == status
    assert response.json()["clock"] == ("ok" if status == 200 else "silent")
    assert (response.json()["database"], response.json()["store"]) == ("ok", "ok")
    assert client.get("/health/").status_code == 200


SCHEDULE_TWELVE = """
from datetime import timedelta
from django.utils import timezone
from tests.factories import *
section = make_section(make_site())
for number in range(12):
    story = make_draft(section, f"Story {number}", go_live_at=timezone.now() + timedelta(seconds=6 + number / 3))
    story.latest_revision.publish()
"""
REPORT = """
from stories.models import StoryPage
for story in StoryPage.objects.all():
    times = PageLogEntry.objects.filter(page=story.pk, action="wagtail.publish.scheduled").count()
    print("REPORT", story.live, times, story.last_published_at >= story.go_live_at if story.live else "")
"""


@pytest.fixture
def clocks_database(tmp_path):
    """The address of an empty database for processes of their own, on the kind of server that the suite runs on."""
    server = os.environ.get("BROADSHEET_DATABASE_URL", "") if os.environ.get("BROADSHEET_TEST_SERVICES") else ""
    if not server.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'clocks.sqlite3'}"
        return
    import psycopg

    name = f"clocks_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def published(database: str) -> int:
    """Return how many stories are out, asked of the database without Django."""
    if database.startswith("sqlite"):
        connecting = contextlib.closing(sqlite3.connect(database.removeprefix("sqlite:///")))
    else:
        import psycopg

        connecting = psycopg.connect(database)
    with connecting as connection:
        rows = connection.execute("SELECT COUNT(*) FROM stories_storypage WHERE published_at IS NOT NULL")
        return rows.fetchone()[0]


@pytest.mark.deep
@pytest.mark.interleaving
def test_two_clocks_of_which_one_is_killed_publish_everything_once_and_never_early(clocks_database):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "broadsheet.settings.test",
        "BROADSHEET_TEST_SERVICES": "1",
        "BROADSHEET_DATABASE_URL": clocks_database,
        "BROADSHEET_CACHE_URL": "",
    }
    manage = [sys.executable, str(Path(__file__).parent.parent / "manage.py")]

    def run(*arguments) -> str:
        done = subprocess.run([*manage, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("migrate", "-v0")
    clocks = [subprocess.Popen([*manage, "clock", "--every=0.1"], env=environment) for _ in range(2)]  # noqa: S603
    try:
        run("shell", "-v0", "-c", SCHEDULE_TWELVE)
        deadline = time.monotonic() + 60
        while published(clocks_database) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        clocks[0].send_signal(signal.SIGKILL)
        while published(clocks_database) < 12 and time.monotonic() < deadline:
            time.sleep(0.1)
        report = run("shell", "-v0", "-c", REPORT)
    finally:
        for process in clocks:
            process.terminate()
            process.wait(20)

    assert [line for line in report.splitlines() if "REPORT" in line] == ["REPORT True 1 True"] * 12
    assert clocks[1].returncode == 0
