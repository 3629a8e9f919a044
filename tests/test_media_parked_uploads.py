"""A file whose upload was not finished lies where nobody reads it, and goes after a day."""

from datetime import timedelta

import pytest
import urllib3
from django.conf import settings as now_set
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import UploadedFile

from desk import clock
from media import parked
from media.models import Photo
from tests.factories import make_photo, make_user
from tests.test_media_storage import LOCAL

pytestmark = pytest.mark.django_db
TOO_LONG = "ferry " * 50
POSITION = b"position: 52.5"


@pytest.fixture(params=["buckets", "folders"])
def place(request, store, settings, tmp_path):
    """Each test with either kind of store."""
    if request.param == "folders":
        settings.VAR = tmp_path
        settings.STORAGES = LOCAL
        settings.MEDIA_PUBLIC_URL = "/media/"
    storages["default"].discard([stored.name for stored in storages["default"].files(parked.FOLDER)])
    return request.param


@pytest.fixture
def two_days_later(monkeypatch):
    def move():
        then = timezone.now() + timedelta(days=2)
        monkeypatch.setattr(timezone, "now", lambda: then)

    return move


def park(client) -> UploadedFile:
    """Upload a picture in a way that Wagtail does not refuse and cannot finish."""
    with make_photo().file.open() as file:
        upload = SimpleUploadedFile("ferry.jpg", file.read() + POSITION, "image/jpeg")
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": TOO_LONG, "files[]": upload})
    return UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"])


def lying() -> list[str]:
    return [stored.name for stored in storages["default"].files(parked.FOLDER)]


def test_a_parked_file_is_at_no_address_that_a_stranger_could_ask(place, admin_client, client):
    upload = park(admin_client)
    with upload.file.open() as file:
        assert POSITION in file.read()  # kept as it came, so nobody else may have it

    if place == "buckets":
        for bucket in (now_set.S3_PRIVATE_BUCKET, now_set.S3_PUBLIC_BUCKET):
            address = f"{now_set.S3_ENDPOINT_URL}/{bucket}/{upload.file.name}"
            assert urllib3.request("GET", address, retries=False, timeout=5).status in (403, 404)
    for path in ("/media/", "/private-media/", "/documents/", "/"):
        assert client.get(path + upload.file.name).status_code == 404
    assert not list(storages["public"].files(parked.FOLDER))


def test_nobody_goes_on_with_an_upload_of_somebody_else(place, admin_client, client):
    upload = park(admin_client)
    client.force_login(make_user("other", is_superuser=True))

    for view in ("create_multiple_from_uploaded_image", "delete_upload_multiple"):
        answer = client.post(reverse(f"wagtailimages:{view}", args=[upload.pk]), {})
        assert answer.status_code in (302, 403)

    assert lying() == [upload.file.name]


def test_a_file_that_is_refused_is_not_parked(place, admin_client):
    upload = SimpleUploadedFile("ferry.jpg", b"no picture", "image/jpeg")

    answer = admin_client.post(reverse("wagtailimages:add_multiple"), {"title": TOO_LONG, "files[]": upload})

    assert answer.json()["success"] is False
    assert lying() == []


def test_an_upload_that_is_finished_leaves_nothing_parked_and_no_position(place, admin_client):
    upload = park(admin_client)
    prefix = f"uploaded-image-{upload.pk}"

    answer = admin_client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk]),
        {f"{prefix}-title": "Ferry", f"{prefix}-collection": 1, f"{prefix}-kind": "photograph"},
    )

    with Photo.objects.get(pk=answer.json()["image_id"]).file.open() as file:
        assert POSITION not in file.read()
    assert lying() == []


def test_the_clock_has_uploads_of_yesterday_deleted_and_leaves_those_of_today(place, admin_client, two_days_later):
    upload = park(admin_client)
    clock.tick()
    assert lying() == [upload.file.name]

    two_days_later()
    clock.tick()

    assert lying() == []
    assert not UploadedFile.objects.exists()


def test_the_clock_begins_its_daily_work_once_a_day(place, monkeypatch, two_days_later):
    begun = []
    monkeypatch.setattr(parked, "sweep", lambda: begun.append("swept"))

    for _ in range(3):
        clock.tick()
    assert begun == ["swept"]

    two_days_later()
    for _ in range(3):
        clock.tick()
    assert begun == ["swept", "swept"]


def test_rows_and_files_that_lost_each_other_go_too(place, admin_client, two_days_later):
    without_file = park(admin_client)
    storages["default"].delete(without_file.file.name)
    without_row = park(admin_client)
    UploadedFile.objects.filter(pk=without_row.pk).delete()

    two_days_later()

    assert parked.sweep() == 1
    assert not UploadedFile.objects.exists()
    assert lying() == []


@pytest.mark.parametrize("place", ["buckets"], indirect=True)
def test_with_the_store_away_the_clock_goes_on_and_nothing_is_lost(place, admin_client, two_days_later, request):
    upload = park(admin_client)
    request.getfixturevalue("absent_store")

    two_days_later()
    clock.tick()

    assert UploadedFile.objects.filter(pk=upload.pk).exists()
