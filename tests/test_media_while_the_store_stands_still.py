"""The store's process stands still, with its doors open: readers, editors and documents wait for seconds at most.

The other faults are servers made for the tests; here it is the real store, stopped by the system and let go on.
"""

import contextlib
import os
import signal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media import store as the_store
from media.embedded_store import EmbeddedStore
from media.models import Photo
from tests import worker
from tests.factories import make_document, make_draft, make_photo, make_section, make_site, make_story, picture_bytes
from tests.test_media_on_bad_days import publish, within

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
BUCKETS = {"private": "private-stopped", "public": "public-stopped"}


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    """A store of this file alone, as the other tests need theirs while this one is stopped."""
    folder = tmp_path_factory.mktemp("stopped")
    with EmbeddedStore(folder, access_key="tests", secret_key="for-tests-only") as running:
        running.make_buckets(**BUCKETS)
        yield running


@pytest.fixture
def stopped(own_store, settings):
    """Return a block in which the store's process is stopped. Before and after it works, and nothing is restarted."""
    settings.S3_ENDPOINT_URL = own_store.endpoint
    settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY = "tests", "for-tests-only"
    settings.S3_PRIVATE_BUCKET, settings.S3_PUBLIC_BUCKET = BUCKETS["private"], BUCKETS["public"]
    settings.MEDIA_PUBLIC_URL = f"{own_store.endpoint}/{BUCKETS['public']}/"
    settings.TASKS = worker.QUEUED
    the_store.ask_again()

    @contextlib.contextmanager
    def stop():
        os.kill(own_store.process.pid, signal.SIGSTOP)
        the_store.ask_again()
        try:
            yield
        finally:
            os.kill(own_store.process.pid, signal.SIGCONT)
            the_store.ask_again()  # or fifteen seconds pass

    return stop


def make_ready_photo(committing) -> Photo:
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    with committing():
        worker.work(after=60)
    return photo


def test_a_story_with_its_pictures_made_is_served_as_usual(client, committing, stopped):
    story = publish(committing, make_ready_photo(committing))
    before = client.get(story.url)
    assert b".avif 800w" in before.content

    with stopped(), within(2):
        answer = client.get(story.url)

    assert (answer.status_code, answer.content) == (200, before.content)
    assert "public" in answer["Cache-Control"]


def test_a_story_without_its_pictures_has_placeholders_until_the_store_goes_on(client, committing, stopped):
    photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    draft = make_draft(make_section(make_site()), lead_photo=photo)

    with stopped():
        with within(8), committing():
            draft.get_latest_revision().publish()
        with within(4):
            answer = client.get(draft.url)

    assert answer.status_code == 200
    assert b"picture--pending" in answer.content
    assert answer["Cache-Control"] == "no-store"

    with committing():
        worker.work(after=60)
    answer = client.get(draft.url)
    assert b".avif 800w" in answer.content
    assert "public" in answer["Cache-Control"]
    assert worker.failed() == []


def test_an_upload_is_refused_with_the_form_kept_and_leaves_no_file_that_nobody_knows(admin_client, stopped):
    before = {stored.name for stored in storages["default"].files()}
    kept = {"title": "The ferry", "caption": "Kept words", "collection": 1}
    upload = SimpleUploadedFile("ferry.jpg", picture_bytes(900, 600))

    with stopped(), within(6):
        answer = admin_client.post(reverse("wagtailimages:add"), {**kept, "file": upload})

    said = answer.content.decode()
    assert "The media store does not answer, so nothing was saved." in said
    assert "The ferry" in said
    assert "Kept words" in said
    assert not Photo.objects.exists()
    worker.work(after=600)  # once it goes on, the store may take in what it was sent before
    assert {stored.name for stored in storages["default"].files()} == before

    upload = SimpleUploadedFile("ferry.jpg", picture_bytes(900, 600))
    admin_client.post(reverse("wagtailimages:add"), {**kept, "file": upload, "kind": "photograph"})
    assert Photo.objects.get().title == "The ferry"


def test_a_document_says_when_to_come_back_and_comes_once_the_store_goes_on(client, committing, stopped):
    document = make_document()
    with committing():
        make_story(make_section(make_site()), body=[("document", {"document": document})])
    assert client.get(document.url).status_code == 302

    with stopped(), within(6):
        answer = client.get(document.url)

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert client.get(document.url).status_code == 302
