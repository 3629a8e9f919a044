"""The two places where files lie, as buckets and as folders."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
import urllib3
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from media import storage
from media import store as store_module
from media.folders import PrivateFolder, PublicFolder
from tests.factories import make_photo, make_section, make_site, make_story

pytestmark = pytest.mark.django_db

LOCAL = {
    "default": {"BACKEND": "media.folders.PrivateFolder"},
    "public": {"BACKEND": "media.folders.PublicFolder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def get(address: str):
    return urllib3.request("GET", address, retries=False, timeout=5)


@pytest.fixture
def private(store):
    return storages["default"]


@pytest.fixture
def public(store):
    return storages["public"]


@pytest.fixture
def folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.STORAGES = LOCAL
    settings.MEDIA_PUBLIC_URL = "/media/"


def test_a_private_file_is_read_with_a_signed_address_only(private, settings):
    name = private.save("documents/report.txt", ContentFile(b"words"))

    answer = get(private.url(name))

    assert answer.data == b"words"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert get(private.url(name).partition("?")[0]).status == 403


def test_a_signed_address_that_was_altered_or_has_run_out_is_refused(private, monkeypatch):
    name = private.save("documents/report.txt", ContentFile(b"words"))
    address = private.url(name)
    last = "0" if address[-1] != "0" else "1"

    assert get(address[:-1] + last).status == 403
    assert get(address.replace("report.txt", "other.txt")).status == 403
    monkeypatch.setattr(storage, "SIGNED_FOR", 1)
    short = private.url(name)
    time.sleep(2.1)
    assert get(short).status == 403


def test_a_published_copy_is_public_and_may_be_kept_for_ever(private, public):
    name = private.save("images/photo.avif", ContentFile(b"picture"))

    public.publish([name])

    answer = get(public.url(name))
    assert answer.data == b"picture"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "image/avif"
    public.withdraw([name, "images/never-was.avif"])
    assert get(public.url(name)).status in (403, 404)
    assert private.exists(name)


def test_reading_is_one_call_and_so_is_writing(private, store_calls):
    name = private.save("documents/report.txt", ContentFile(b"words"))
    with private.open(name) as file:
        assert (file.read(), file.size) == (b"words", 5)

    assert store_calls == ["PUT", "GET"]


def test_a_missing_file_is_not_taken_for_a_missing_store(private):
    with pytest.raises(FileNotFoundError):
        private.open("documents/no-such-file.txt")

    assert not private.exists("documents/no-such-file.txt")
    assert not store_module.is_absent()


def test_an_absent_store_costs_one_failure_and_is_then_left_alone(private, absent_store):
    with pytest.raises(store_module.StoreUnavailable):
        private.open("documents/report.txt")
    assert store_module.is_absent()

    started = time.monotonic()
    for _ in range(10):
        with pytest.raises(store_module.StoreUnavailable):
            private.save("documents/report.txt", ContentFile(b"words"))
    assert time.monotonic() - started < 0.5


def test_no_secret_is_written_into_the_task_table(private):
    assert json.loads(json.dumps(private.deconstruct())) == ["media.storage.PrivateBucket", [], {}]


@pytest.mark.parametrize("name", ["a/" + "x" * 300 + ".jpg", "a/photo.jpg", "a/" + "é" * 200])
def test_names_are_unlike_each_other_and_fit_the_column(private, name):
    names = {private.get_available_name(name, max_length=255) for _ in range(20)}

    assert len(names) == 20
    assert all(len(each) <= 255 for each in names)


@pytest.mark.parametrize("name", ["a/../../etc/passwd", "a\\..\\..\\etc.jpg", "/etc/passwd"])
def test_a_name_that_climbs_is_refused(private, name):
    with pytest.raises(SuspiciousFileOperation):
        private.save(name, ContentFile(b"words"))


def test_with_folders_a_private_file_needs_its_signed_address(folders, client):
    private = PrivateFolder()
    name = private.save("documents/report.pdf", ContentFile(b"words"))

    answer = client.get(private.url(name, download_as="report.pdf"))

    assert b"".join(answer.streaming_content) == b"words"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(private.url(name) + "x").status_code == 404


def test_with_folders_a_signed_address_runs_out(folders, client, monkeypatch):
    private = PrivateFolder()
    address = private.url(private.save("documents/report.pdf", ContentFile(b"words")))

    monkeypatch.setattr("media.folders.SIGNED_FOR", -1)

    assert client.get(address).status_code == 404


def test_with_folders_a_copy_is_public_until_it_is_withdrawn(folders, client):
    private, public = PrivateFolder(), PublicFolder()
    name = private.save("images/photo.jpg", BytesIO(b"picture"))

    public.publish([name])
    answer = client.get(public.url(name))
    assert b"".join(answer.streaming_content) == b"picture"
    assert "immutable" in answer["Cache-Control"]

    public.withdraw([name])
    assert client.get(public.url(name)).status_code == 404
    assert list(public.names()) == []
    assert list(private.names()) == [name]


def test_nobody_climbs_out_of_the_public_folder(folders, client, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")

    for path in ("../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "/etc/passwd"):
        assert client.get(f"/media/{path}").status_code in (400, 404)


def test_many_threads_share_one_client(private):
    def come_and_go(number: int) -> bool:
        name = private.save("documents/same-name.txt", ContentFile(b"%d" % number))
        with private.open(name) as file:
            same = file.read() == b"%d" % number
        private.delete(name)
        return same and not private.exists(name)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(come_and_go, range(64)))
    assert len({id(client) for client in threads_clients()}) == 1


def threads_clients() -> list:
    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(lambda _: storage.client(), range(8)))


def test_with_folders_a_photo_opens_and_closes_with_its_story(folders, client, committing):
    with committing():
        photo = make_photo()
        story = make_story(make_section(make_site()), lead_photo=photo)
    photo.refresh_from_db()
    address = photo.renditions.get(filter_spec="width-400|format-jpeg").url

    assert address.startswith("/media/")
    assert b"".join(client.get(address).streaming_content)
    with committing():
        story.unpublish()
    assert client.get(address).status_code == 404
