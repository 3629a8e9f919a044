"""The invented magazine that `make run` shows."""

import json
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Revision

from archive.demo.draw_photos import MODULES
from archive.demo.write_paper import PAPER, WORDS, document, pages_of, paragraphs
from archive.management.commands.load_demo import FOLDER
from archive.subjects import SUBJECTS
from media.models import Photo
from stories.models import Author, Column, StoryPage, Topic

pytestmark = pytest.mark.django_db
LINES = [json.loads(line) for line in (FOLDER / "stories.jsonl").read_text().splitlines()]


# Pictures are left to workers, which do not run here.
NO_WORKERS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "slow"]}}


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """Load the demo once for this file, take it away after its last test; what loading said."""
    with django_db_blocker.unblock(), override_settings(TASKS=NO_WORKERS), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


@pytest.mark.deep
def test_the_demo_comes_in_without_a_complaint_and_a_second_time_changes_nothing(said):
    revisions = Revision.objects.count()

    again = load()

    assert "line " not in said + again
    assert Revision.objects.count() == revisions
    assert StoryPage.objects.published().count() == 49
    assert all(photo.credit and photo.alt_text for photo in Photo.objects.all())


@pytest.mark.deep
def test_its_newest_story_is_of_this_week_and_its_column_of_a_friday(said):
    newest = StoryPage.objects.published().newest_first().first()

    assert timezone.now() - newest.published_at < timedelta(weeks=1)
    assert {
        story.published_at.weekday() for story in StoryPage.objects.filter(column__slug="diplomacy-watch").live()
    } == {4}


def test_it_uses_every_type_of_line_every_field_and_every_block():
    used = {(line.get("type", "story"), name) for line in LINES for name in line if name != "type"}
    fields = {(kind, name) for kind, subject in SUBJECTS.items() for name in subject.PARTS.fields}
    blocks = {block["type"] for line in LINES for block in line.get("body", ())}

    # A draft column or a closed section would only be in the way of visitors.
    assert fields - used <= {("topic", "status"), ("column", "status"), ("section", "private")}
    assert blocks == set(SUBJECTS["story"].PARTS.fields["body"].kind.blocks)


def test_its_standfirsts_are_short_and_its_appeal_has_two_sentences():
    standfirsts = [line.get("standfirst", "") for line in LINES]
    appeal = next(line["appeal"]["text"] for line in LINES if line.get("type") == "settings")

    assert max(map(len, standfirsts)) <= 200
    assert len(re.findall(r"[.!?](?:\s|<)", appeal)) <= 2


def test_no_story_of_it_shows_its_lead_photo_twice():
    leads = {line["id"]: line["lead_photo"]["file"] for line in LINES if line.get("lead_photo") and "body" in line}
    shown = {line["id"]: {photo["file"] for photo in photos_in(line["body"])} for line in LINES if line.get("id")}

    assert not [story for story, lead in leads.items() if lead in shown[story]]


def test_letters_come_at_least_a_week_after_what_they_answer():
    stories = {line["id"]: date.fromisoformat(line["published_at"][:10]) for line in LINES if line.get("published_at")}
    letters = next(line for line in LINES if line.get("id") == "demo-letters-page")

    assert letters["related"]
    assert all(stories[letters["id"]] - stories[story] >= timedelta(weeks=1) for story in letters["related"])


def test_its_pictures_are_small_enough_for_the_repository():
    pictures = list((FOLDER / "media/photos").iterdir())

    assert sum(picture.stat().st_size for picture in pictures) <= 9_000_000
    assert {line["file"] for line in photos_in(LINES)} <= {f"photos/{picture.name}" for picture in pictures}


def test_every_picture_of_it_can_be_drawn_anew():
    assert set(MODULES) == {picture.stem for picture in (FOLDER / "media/photos").iterdir()}


def test_its_document_is_what_its_words_make_and_is_described_in_one_way():
    parts = paragraphs(WORDS.read_text(encoding="utf-8"))
    blocks = [block for line in LINES for block in line.get("body", ()) if block["type"] == "document"]

    assert PAPER.read_bytes() == document(parts)
    assert len(PAPER.read_bytes()) <= 60_000
    assert len(pages_of(parts)) == 3
    assert len({(block["title"], block["description"]) for block in blocks}) == 1
    assert "three pages: seven articles" in blocks[0]["description"]
    assert [words for kind, words in parts if kind == "H2" and words.startswith("Article 7")]


def photos_in(value):
    if isinstance(value, dict):
        if str(value.get("file", "")).startswith("photos/"):
            yield value
        for each in value.values():
            yield from photos_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from photos_in(each)


@pytest.mark.deep
def test_every_public_page_of_it_opens(said, client):
    pages = Page.objects.live().public().filter(depth__gt=1)
    snippets = [each for model in (Column, Author, Topic) for each in model.objects.published()]

    answers = {
        url: client.get(url).status_code for url in [page.url for page in pages] + [each.url for each in snippets]
    }

    assert len(answers) > 40
    assert set(answers.values()) == {200}


@pytest.mark.deep
def test_nothing_hidden_of_it_shows(said, client):
    hidden = ["What to look for in the new session", "For members of the Harbour Circle", "the surveyor’s mistake"]

    shown = "".join(client.get(url).content.decode() for url in ("/", "/latest/", "/feed/", "/analysis/", "/opinion/"))

    assert not any(headline in shown for headline in hidden)
