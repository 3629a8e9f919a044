"""What a photo costs at the store: every call is a round trip, and at some vendors money.

`python -m benchmarks.media_calls` prints the same with times.
"""

import botocore.session
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media import pictures, tasks
from media.models import Photo
from tests import worker
from tests.factories import make_draft, make_photo, make_section, make_site, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def clients(monkeypatch):
    """A list that grows with every boto client that is made; with its session each takes a quarter of a second."""
    made = []
    make = botocore.session.Session.create_client

    def note(session, *arguments, **options):
        made.append(arguments)
        return make(session, *arguments, **options)

    monkeypatch.setattr(botocore.session.Session, "create_client", note)
    return made


def large_photo() -> Photo:
    """Return a photo of every size there is, none of which has been made."""
    return make_photo(file=ContentFile(picture_bytes(1800, 1200), name="ferry.jpg"))


@pytest.mark.parametrize("view", ["add", "add_multiple"])
def test_an_upload_is_one_call(admin_client, store_calls, view):
    upload = SimpleUploadedFile("ferry.jpg", picture_bytes(1800, 1200), "image/jpeg")
    field = "file" if view == "add" else "files[]"

    admin_client.post(reverse(f"wagtailimages:{view}"), {"title": "Ferry", field: upload, "collection": 1})

    assert Photo.objects.count() == 1
    assert store_calls == ["PUT"]


def test_making_every_size_of_a_photo_reads_it_once_and_writes_each_once(store_calls):
    photo = large_photo()
    store_calls.clear()

    tasks.make_pictures.call(photo.pk)

    assert sorted(store_calls) == ["GET"] + ["PUT"] * 7
    assert len(store_calls) <= 14
    store_calls.clear()
    tasks.make_pictures.call(photo.pk)
    assert store_calls == []


def test_a_published_story_copies_each_size_once_and_its_end_is_one_call(committing, store_calls):
    photo = large_photo()
    pictures.make(photo)
    draft = make_draft(make_section(make_site()), lead_photo=photo)
    store_calls.clear()

    with committing():
        draft.get_latest_revision().publish()
    assert store_calls == ["PUT"] * photo.renditions.count() == ["PUT"] * 7

    store_calls.clear()
    draft.refresh_from_db()
    with committing():
        draft.unpublish()
    assert store_calls == ["POST"]


def test_a_readers_page_asks_nothing_of_the_store(client, committing, store_calls):
    photo = large_photo()
    pictures.make(photo)
    draft = make_draft(make_section(make_site()), lead_photo=photo)
    with committing():
        draft.get_latest_revision().publish()
    draft.refresh_from_db()
    store_calls.clear()

    answer = client.get(draft.url)

    assert b".avif" in answer.content
    assert store_calls == []


def test_opening_a_photo_at_the_desk_makes_what_the_form_shows_and_no_more(admin_client, store_calls):
    photo = large_photo()
    store_calls.clear()

    for most in (4, 0):
        assert admin_client.get(reverse("wagtailimages:edit", args=[photo.pk])).status_code == 200
        assert len(store_calls) <= most
        store_calls.clear()


def test_the_library_asks_nothing_of_the_store_the_second_time(admin_client, store_calls):
    for _ in range(3):
        make_photo()
    store_calls.clear()

    admin_client.get(reverse("wagtailimages:index"))
    assert sorted(store_calls) == ["GET"] * 3 + ["PUT"] * 3

    store_calls.clear()
    admin_client.get(reverse("wagtailimages:index"))
    assert store_calls == []


def test_deleting_a_photo_is_a_call_for_each_file_and_makes_no_client(committing, store_calls, clients):
    photo = large_photo()
    pictures.make(photo)
    store_calls.clear()

    with committing():
        photo.delete()

    assert store_calls == ["DELETE"] * 8
    assert clients == []


def test_what_waits_in_the_queue_in_case_somebody_is_killed_costs_no_call(committing, store_calls, settings):
    photo = large_photo()
    pictures.make(photo)
    draft = make_draft(make_section(make_site()), lead_photo=photo)
    settings.TASKS = worker.QUEUED
    store_calls.clear()

    with committing():
        draft.get_latest_revision().publish()
    draft.refresh_from_db()
    with committing():
        draft.unpublish()
    assert store_calls == ["PUT"] * 7 + ["POST"]
    assert ("default", "withdraw_pictures") in worker.waiting()

    worker.work(after=60)

    assert store_calls == ["PUT"] * 7 + ["POST"]
    assert worker.failed() == []
