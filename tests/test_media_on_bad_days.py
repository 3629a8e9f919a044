"""The store is down, denies, hangs or is slow: readers are served, editors told within seconds, nothing is lost."""

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media import store as the_store
from media.embedded_store import free_ports
from media.models import Document, Photo, Rendition
from tests import worker
from tests.factories import (
    make_document,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    picture_bytes,
)
from tests.small_servers import forward, refuse, servers, silence

pytestmark = pytest.mark.django_db
FAULTS = ["down", "denied", "hanging", "slow"]
SLOW = 5  # seconds that a slow store takes for each call
BOTH_WAITS = {"hanging", "slow"}  # what takes as long as the patience is


@pytest.fixture
def break_store(settings, store):
    """Return a function that from then on has the store down, denying, hanging or slow, and one that mends it."""
    with contextlib.ExitStack() as stack:

        def begin(fault: str | Callable) -> None:
            if callable(fault):
                address = stack.enter_context(servers())(fault)
            elif fault == "down":
                address = f"http://127.0.0.1:{free_ports(1)[0]}"
            elif fault == "hanging":
                address = stack.enter_context(silence())
            elif fault == "denied":
                address = stack.enter_context(servers())(refuse)
            else:
                address = stack.enter_context(servers())(late)
            settings.S3_ENDPOINT_URL = address.rstrip("/")
            the_store.ask_again()

        def late(request):
            time.sleep(SLOW)
            with contextlib.suppress(BrokenPipeError):  # nobody waits for the answer any more
                forward(request, store)

        yield begin


@pytest.fixture
def mend_store(settings, store):
    def mend() -> None:
        settings.S3_ENDPOINT_URL = store.endpoint
        the_store.ask_again()

    return mend


@contextlib.contextmanager
def within(seconds: float):
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def marked(faults: list[str], *everyday: str) -> list:
    """Return each fault for `parametrize`; those that are not for every day are marked as deep."""
    return [pytest.param(fault, marks=[] if fault in everyday else pytest.mark.deep) for fault in faults]


def publish(committing, photo: Photo):
    with committing():
        return make_story(make_section(make_site()), lead_photo=photo)


@pytest.mark.parametrize("fault", marked(FAULTS, "down"))
def test_a_story_with_its_pictures_made_is_served_as_usual(client, committing, store_calls, break_store, fault):
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    story = publish(committing, photo)
    before = client.get(story.url).content
    break_store(fault)
    store_calls.clear()

    with within(2):
        answer = client.get(story.url)

    assert (answer.status_code, answer.content) == (200, before)
    assert b".avif 800w" in before
    assert "public" in answer["Cache-Control"]
    assert store_calls == []


@pytest.mark.parametrize("fault", marked(FAULTS, "down"))
def test_a_story_published_meanwhile_is_served_with_placeholders_that_nobody_keeps(
    client, settings, committing, break_store, mend_store, fault
):
    photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    draft = make_draft(make_section(make_site()), lead_photo=photo)
    settings.TASKS = worker.QUEUED
    break_store(fault)

    with within(8), committing():
        draft.get_latest_revision().publish()
    with within(4):
        answer = client.get(draft.url)

    assert answer.status_code == 200
    assert b"picture--pending" in answer.content
    assert b'width="900" height="600"' in answer.content
    assert answer["Cache-Control"] == "no-store"

    mend_store()
    worker.work(after=60)
    answer = client.get(draft.url)
    assert b".avif 800w" in answer.content
    assert "public" in answer["Cache-Control"]
    assert worker.failed() == []


@pytest.mark.parametrize("fault", marked(FAULTS, "denied"))
def test_a_story_whose_copies_could_not_be_made_has_placeholders_and_no_address_into_the_private_bucket(
    client, settings, committing, break_store, fault
):
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    settings.TASKS = worker.QUEUED
    break_store(fault)

    story = publish(committing, photo)

    page = client.get(story.url)
    assert b"picture--pending" in page.content
    assert b"X-Amz" not in page.content
    assert page["Cache-Control"] == "no-store"


UPLOADS = {
    "form": ("wagtailimages:add", "file"),
    "multi-upload": ("wagtailimages:add_multiple", "files[]"),
    "chooser": ("wagtailimages_chooser:create", "image-chooser-upload-file"),
    "document": ("wagtaildocs:add", "file"),
}


@pytest.mark.parametrize("way", UPLOADS)
@pytest.mark.parametrize("fault", marked(FAULTS, "down"))
def test_an_upload_is_refused_in_seconds_with_the_form_kept_and_nothing_left(
    admin_client, settings, store, break_store, mend_store, fault, way
):
    view, field = UPLOADS[way]
    prefix = field.removesuffix("file") if way == "chooser" else ""
    name = "report.pdf" if way == "document" else "ferry.jpg"
    content = b"%PDF-1.7" if way == "document" else picture_bytes(900, 600)
    kept = {f"{prefix}title": "The ferry", f"{prefix}caption": "Kept words", f"{prefix}collection": 1}
    before = {stored.name for stored in storages["default"].files()}
    settings.TASKS = worker.QUEUED
    break_store(fault)

    with within(6):
        answer = admin_client.post(reverse(view), {**kept, field: SimpleUploadedFile(name, content)})

    said = answer.content.decode()
    assert answer.status_code == 200
    assert "The media store does not answer, so nothing was saved." in said
    assert way == "multi-upload" or "The ferry" in said
    assert way != "form" or "Kept words" in said
    assert not Photo.objects.exists()
    assert not Document.objects.exists()
    if fault == "slow":
        time.sleep(SLOW)  # it takes the file in after all
    mend_store()
    worker.work(after=600)
    assert {stored.name for stored in storages["default"].files()} == before


@pytest.mark.parametrize("fault", marked(FAULTS, "down"))
def test_a_document_answers_that_the_reader_should_come_back(client, committing, break_store, mend_store, fault):
    document = make_document()
    body = [("document", {"document": document})]
    with committing():
        make_story(make_section(make_site()), body=body)
    assert client.get(document.url).status_code == 302
    break_store(fault)

    with within(6):
        answer = client.get(document.url)
    with within(0.5 if fault in ("down", "hanging") else 6):
        again = client.get(document.url)

    for each in (answer, again):
        assert each.status_code == 503
        assert int(each["Retry-After"]) > 0
        assert "no-store" in each["Cache-Control"]
    mend_store()
    assert client.get(document.url).status_code == 302


def test_a_file_that_is_gone_is_no_store_that_is_away(client, committing):
    document = make_document()
    with committing():
        make_story(make_section(make_site()), body=[("document", {"document": document})])
    storages["default"].delete(document.file.name)
    the_store.ask_again()

    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("fault", marked(["down", "hanging"], "down"))
def test_ten_pictures_cost_one_wait_however_many_ask_at_once(break_store, fault):
    break_store(fault)

    def ask(number: int) -> bool:
        try:
            storages["default"].open(f"images/{number}.jpg")
        except the_store.StoreUnavailable:
            return True
        return False

    with within(the_store.PATIENCE + 1.5), ThreadPoolExecutor(10) as threads:
        assert all(threads.map(ask, range(100)))


@pytest.mark.deep
def test_a_photo_whose_small_picture_cannot_be_made_just_now_is_chosen_all_the_same(admin_client, break_store, store):
    def takes_files_and_gives_none(request):
        if request.command == "PUT":
            return forward(request, store)
        return refuse(request)

    break_store(takes_files_and_gives_none)
    upload = SimpleUploadedFile("ferry.jpg", picture_bytes(900, 600))

    answer = admin_client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "The ferry",
            "image-chooser-upload-collection": 1,
            UPLOADS["chooser"][1]: upload,
        },
    )
    photo = Photo.objects.get()
    chosen = admin_client.get(reverse("wagtailimages_chooser:chosen", args=[photo.pk]))

    assert "The ferry" in answer.json()["htmlFragment"]  # its record is asked for next
    assert chosen.json()["result"]["id"] == str(photo.pk)
    for view in ("edit", "index"):
        assert (
            admin_client.get(reverse(f"wagtailimages:{view}", args=[photo.pk] if view == "edit" else [])).status_code
            == 200
        )


@pytest.mark.deep
def test_a_store_that_is_busy_for_a_moment_is_asked_once_more(settings, store):
    asked = []

    def busy_at_first(request):
        asked.append(request.command)
        if len(asked) == 1:
            request.rfile.read(int(request.headers.get("Content-Length", 0)))
            return request.send_error(503)
        return forward(request, store)

    with servers() as run:
        settings.S3_ENDPOINT_URL = run(busy_at_first).rstrip("/")
        photo = make_photo()

    assert photo.pk
    assert asked == ["PUT", "PUT"]


@pytest.mark.deep
def test_copies_that_could_not_be_deleted_go_within_a_minute_of_the_stores_return(
    settings, committing, break_store, mend_store, forgotten
):
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"))
    story = publish(committing, photo)
    names = sorted(photo.renditions.values_list("file", flat=True))
    settings.TASKS = worker.QUEUED
    break_store("down")
    with committing():
        story.unpublish()
    for _ in range(20):  # ten minutes
        the_store.ask_again()
        worker.work(after=30)
    assert Rendition.objects.filter(image=photo, is_open=True).count() == len(names)

    mend_store()
    with committing():
        worker.work(after=30)
    told = forgotten(worker.work)

    assert not [name for name in names if storages["public"].exists(name)]
    assert not Rendition.objects.filter(image=photo, is_open=True).exists()
    assert {storages["public"].url(name) for name in names} <= told
    assert worker.failed() == []
    assert worker.waiting() == []
