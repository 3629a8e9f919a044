"""A photo is public while something published shows it, and at no other time, by no address."""

import pytest
import urllib3
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from media import copies, storage, store, visibility
from media.models import Photo, Rendition, Use
from tests.factories import make_draft, make_photo, make_section, make_site, make_story, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting():
    return make_section(make_site())


def make_ready_photo(committing, **fields) -> Photo:
    """Return a photo whose sizes have been made."""
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"), **fields)
    photo.refresh_from_db()
    return photo


def status(address: str) -> int:
    return urllib3.request("GET", address, retries=False, timeout=5).status


def every_address(photo: Photo) -> list[str]:
    """Return each address at which a stranger could look for `photo`: original and sizes, in both buckets."""
    names = [photo.file.name, *Rendition.objects.filter(image=photo).values_list("file", flat=True)]
    buckets = (settings.S3_PRIVATE_BUCKET, settings.S3_PUBLIC_BUCKET)
    return [f"{settings.S3_ENDPOINT_URL}/{bucket}/{name}" for bucket in buckets for name in names]


def is_public(photo: Photo) -> bool:
    photo.refresh_from_db()
    found = [address for address in every_address(photo) if status(address) == 200]
    assert photo.is_open == bool(found)
    assert not [address for address in found if f"/{settings.S3_PRIVATE_BUCKET}/" in address]
    return photo.is_open


def test_the_photo_of_a_draft_is_at_no_address(reporting, committing):
    photo = make_ready_photo(committing)

    with committing():
        make_draft(reporting, lead_photo=photo)

    addresses = every_address(photo)
    assert len(addresses) == 16
    assert {status(address) for address in addresses} <= {403, 404}


def test_publishing_opens_the_sizes_and_never_the_original(reporting, committing):
    photo = make_ready_photo(committing)

    with committing():
        make_story(reporting, lead_photo=photo)

    assert is_public(photo)
    answer = urllib3.request("GET", photo.renditions.get(filter_spec="width-400|format-jpeg").url)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert status(storages["public"].url(photo.file.name)) in (403, 404)


def test_the_pictures_are_open_when_the_story_goes_live(reporting, committing, monkeypatch):
    photo = make_ready_photo(committing)
    draft = make_draft(reporting, lead_photo=photo)
    open_before = []
    save = type(draft).save

    def look_then_save(story, *args, **kwargs):
        if story.live:
            open_before.append(Photo.objects.get(pk=photo.pk).is_open)
        return save(story, *args, **kwargs)

    monkeypatch.setattr(type(draft), "save", look_then_save)
    draft.get_latest_revision().publish()

    assert open_before
    assert all(open_before)


def test_publishing_in_a_private_section_opens_nothing_even_for_a_moment(reporting, committing, store_calls):
    PageViewRestriction.objects.create(page=reporting, restriction_type=PageViewRestriction.LOGIN)
    photo = make_ready_photo(committing)
    store_calls.clear()

    with committing():
        make_story(reporting, lead_photo=photo)

    assert store_calls == []
    assert not is_public(photo)


def test_unpublishing_closes(reporting, committing):
    photo = make_ready_photo(committing)
    with committing():
        story = make_story(reporting, lead_photo=photo)
    assert is_public(photo)

    with committing():
        story.unpublish()

    assert not is_public(photo)


def test_deleting_the_story_closes(reporting, committing):
    photo = make_ready_photo(committing)
    with committing():
        story = make_story(reporting, lead_photo=photo)

    with committing():
        story.delete()

    assert not is_public(photo)


def test_a_photo_in_two_stories_stays_open_while_one_of_them_is(reporting, committing):
    photo = make_ready_photo(committing)
    with committing():
        first = make_story(reporting, "First", lead_photo=photo)
        second = make_story(reporting, "Second", lead_photo=photo)

    with committing():
        first.unpublish()
    assert is_public(photo)

    with committing():
        second.unpublish()
    assert not is_public(photo)


def test_opening_copies_each_size_once_and_closing_is_one_call(reporting, committing, store_calls):
    photo = make_ready_photo(committing)
    store_calls.clear()

    with committing():
        story = make_story(reporting, lead_photo=photo)
    assert store_calls == ["PUT"] * 7

    store_calls.clear()
    with committing():
        story.unpublish()
    assert store_calls == ["POST"]


def test_closing_tells_which_addresses_to_forget(reporting, committing):
    photo = make_ready_photo(committing)
    with committing():
        story = make_story(reporting, lead_photo=photo)
    photo.refresh_from_db()
    address = photo.renditions.get(filter_spec="width-800|format-avif").url
    told = []

    def listen(photo_ids, addresses, **kwargs):
        told.append((photo_ids, addresses))

    copies.closed.connect(listen)
    with committing():
        story.unpublish()
    copies.closed.disconnect(listen)

    [(photo_ids, addresses)] = told
    assert photo_ids == {photo.pk}
    assert address in addresses


@pytest.mark.deep
def test_with_the_store_away_the_story_goes_out_and_its_pictures_follow(reporting, committing, settings):
    photo = make_ready_photo(committing)
    there = settings.S3_ENDPOINT_URL
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    with committing():
        story = make_story(reporting, lead_photo=photo)
    photo.refresh_from_db()
    assert story.live
    assert not photo.is_open

    settings.S3_ENDPOINT_URL = there
    store.ask_again()
    visibility.open_wanted([photo.pk])
    assert is_public(photo)


@pytest.mark.deep
def test_with_the_store_away_a_photo_is_closed_at_once_and_its_copies_go_later(reporting, committing, settings):
    photo = make_ready_photo(committing)
    with committing():
        story = make_story(reporting, lead_photo=photo)
    names = list(photo.renditions.values_list("file", flat=True))
    there = settings.S3_ENDPOINT_URL
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    with committing():
        story.unpublish()
    photo.refresh_from_db()
    assert not photo.is_open

    settings.S3_ENDPOINT_URL = there
    store.ask_again()
    copies.withdraw_now(names)
    assert not is_public(photo)


def test_sizes_that_were_not_made_before_publishing_are_made_by_it(reporting, committing):
    photo = make_photo()
    assert not photo.renditions.exists()

    with committing():
        make_story(reporting, lead_photo=photo)

    assert is_public(photo)


def test_deleting_an_open_photo_leaves_no_copy(reporting, committing, store_calls):
    photo = make_ready_photo(committing)
    with committing():
        make_story(reporting, lead_photo=photo)
    addresses = every_address(photo)
    store_calls.clear()

    with committing():
        photo.delete()

    assert {status(address) for address in addresses} <= {403, 404}
    assert sorted(store_calls) == ["DELETE"] * 8 + ["POST"]


def test_a_replaced_picture_is_replaced_in_public(reporting, committing):
    photo = make_ready_photo(committing)
    with committing():
        make_story(reporting, lead_photo=photo)
    before = [address for address in every_address(photo) if status(address) == 200]

    with committing():
        photo.refresh_from_db()
        photo.file = ContentFile(picture_bytes(500, 500, "red"), name="other.jpg")
        photo.save()

    assert before
    assert {status(address) for address in before} <= {403, 404}
    assert is_public(photo)


@pytest.mark.deep
def test_media_visibility_rebuilds_the_public_bucket_and_reports(reporting, committing, store, capsys):
    photo = make_ready_photo(committing)
    with committing():
        make_story(reporting, lead_photo=photo)
    names = sorted(photo.renditions.values_list("file", flat=True))
    stray = "images/0123456789abcdef/stray.jpg"
    store.client().delete_object(Bucket=settings.S3_PUBLIC_BUCKET, Key=names[0])
    store.client().put_object(Bucket=settings.S3_PUBLIC_BUCKET, Key=stray, Body=b"left over")
    closed_by_mistake = make_ready_photo(committing)
    with committing():
        make_story(reporting, "Second", lead_photo=closed_by_mistake)
    Photo.objects.filter(pk=closed_by_mistake.pk).update(is_open=False)

    call_command("media_visibility", "--dry-run")
    report = capsys.readouterr().out
    assert names[0] in report
    assert stray in report
    assert status(storages["public"].url(stray)) == 200

    with committing():
        call_command("media_visibility")
    assert status(storages["public"].url(stray)) in (403, 404)
    assert status(storages["public"].url(names[0])) == 200
    assert is_public(closed_by_mistake)

    capsys.readouterr()
    call_command("media_visibility")
    assert "as they should be" in capsys.readouterr().out


def test_where_a_photo_is_used_is_known_for_drafts_too(reporting, committing):
    photo = make_photo()

    draft = make_draft(reporting, lead_photo=photo)

    use = Use.objects.get(photo=photo)
    assert (use.object_id, use.version) == (draft.pk, Use.Version.DRAFT)


@pytest.mark.deep
def test_a_story_withdrawn_while_its_pictures_are_being_copied_leaves_no_copy(reporting, committing, monkeypatch):
    photo = make_ready_photo(committing)
    story = make_story(reporting, lead_photo=photo)
    Rendition.objects.filter(image=photo).update(is_open=False)
    Photo.objects.filter(pk=photo.pk).update(is_open=False)
    publish = storage.PublicBucket.publish

    def publish_slowly(bucket, names):
        publish(bucket, names)
        monkeypatch.undo()
        story.unpublish()

    monkeypatch.setattr(storage.PublicBucket, "publish", publish_slowly)
    with committing():
        visibility.open_wanted([photo.pk])

    assert not is_public(photo)


@pytest.mark.deep
def test_a_story_published_again_while_its_copies_are_being_deleted_keeps_them(reporting, committing, monkeypatch):
    photo = make_ready_photo(committing)
    with committing():
        story = make_story(reporting, lead_photo=photo)
    withdraw = storage.PublicBucket.withdraw

    def withdraw_slowly(bucket, names):
        monkeypatch.undo()
        with committing():
            story.get_latest_revision().publish()
        withdraw(bucket, names)

    monkeypatch.setattr(storage.PublicBucket, "withdraw", withdraw_slowly)
    with committing():
        story.unpublish()

    assert is_public(photo)
    assert status(storages["public"].url(photo.renditions.first().file.name)) == 200


@pytest.mark.deep
def test_a_story_that_fails_to_go_out_leaves_its_photo_closed(reporting, committing, monkeypatch):
    photo = make_ready_photo(committing)
    draft = make_draft(reporting, lead_photo=photo)
    was_open = []

    def fail(story, *args, **kwargs):
        was_open.append(Photo.objects.get(pk=photo.pk).is_open)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(type(draft), "save", fail)
    with committing(), pytest.raises(RuntimeError):
        draft.get_latest_revision().publish()

    assert was_open == [True]
    assert not is_public(photo)
