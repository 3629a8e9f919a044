"""Files that belong to nothing, and records whose file is gone: found, told, and tidied up only on request."""

import contextlib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from media import orphans
from media.management.commands.media_orphans import Command
from media.models import Photo
from tests.factories import make_document, make_photo, make_section, make_site, make_story
from tests.test_media_storage import LOCAL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["buckets", pytest.param("folders", marks=pytest.mark.deep)])
def place(request, store, settings, tmp_path):
    """Each test with either kind of store, and nothing in it."""
    if request.param == "folders":
        settings.VAR = tmp_path
        settings.STORAGES = LOCAL
        settings.MEDIA_PUBLIC_URL = "/media/"
    for alias in ("default", "public"):
        storages[alias].discard(list(storages[alias].names()))
    return request.param


@pytest.fixture
def two_days_later(monkeypatch):
    def move():
        then = timezone.now() + timedelta(days=2)
        monkeypatch.setattr(timezone, "now", lambda: then)

    return move


def put(name: str, content: bytes = b"left over", alias: str = "default") -> str:
    return storages[alias].save(name, ContentFile(content))


def report(*arguments: str) -> str:
    output = StringIO()
    call_command("media_orphans", *arguments, stdout=output)
    return output.getvalue()


def everything() -> set[str]:
    return {f"{alias} {name}" for alias in ("default", "public") for name in storages[alias].names()}


def make_all_kinds(committing) -> None:
    """Make a file of every kind that a row names."""
    with committing():
        make_story(make_section(make_site()), lead_photo=make_photo())
        make_document()
        UploadedFile.objects.create(file=ContentFile(b"parked", name="parked.jpg"))


def test_what_a_row_names_is_no_orphan_whatever_its_kind(committing, two_days_later, django_user_model):
    make_all_kinds(committing)
    person = django_user_model.objects.create_user("anna")
    UserProfile.get_for_user(person).avatar.save("face.png", ContentFile(b"face"))
    before = everything()
    two_days_later()

    said = report("--delete")

    assert "The private bucket: 0 files belong to nothing" in said
    assert "The public bucket: 0 files belong to nothing" in said
    assert everything() == before
    assert len(before) == 10


def test_orphans_of_both_buckets_are_listed_and_nothing_is_deleted(committing, two_days_later):
    make_all_kinds(committing)
    names = [
        put("documents/old.pdf"),
        put("original_images/ümlaut+ &.jpg"),
        put("zz.txt"),
        put("images/x.avif", alias="public"),
    ]
    two_days_later()
    before = everything()

    said = report()

    assert [name for name in names if f"{name} (9\xa0bytes" not in said] == []
    assert "The private bucket: 3 files belong to nothing, 0 of them young; deleted nothing." in said
    assert "The public bucket: 1 files belong to nothing" in said
    assert everything() == before


def test_with_delete_old_orphans_go_and_are_counted_with_their_bytes(committing, two_days_later):
    make_all_kinds(committing)
    before = everything()
    put("documents/old.pdf", b"12345")
    put("images/old.avif", b"123", alias="public")
    two_days_later()

    said = report("--delete")

    assert "deleted 1, 5\xa0bytes (5 bytes)" in said
    assert "deleted 1, 3\xa0bytes (3 bytes)" in said
    assert everything() == before
    assert "deleted 0" in report("--delete")


def test_a_young_orphan_is_left_since_its_row_may_be_on_its_way():
    name = put("documents/new.pdf")

    said = report("--delete")

    assert "too young to judge" in said
    assert storages["default"].exists(name)


@pytest.mark.parametrize("words", ["0h", "59m", "yesterday", "-1d", "24"])
def test_no_limit_is_taken_in_which_an_upload_could_be_on_its_way(words):
    with pytest.raises(CommandError):
        report("--delete", f"--older-than={words}")


def test_a_row_that_appears_while_it_runs_keeps_its_file(committing, two_days_later):
    names = [put(f"documents/{number}.pdf") for number in range(3)]
    two_days_later()
    found = list(orphans.compare("default"))
    assert {each.name for each in found} == set(names)

    # Found as an orphan, named by a row before it is deleted.
    document = make_document()
    type(document).objects.filter(pk=document.pk).update(file=names[1])
    deleted = orphans.delete("default", names)

    assert deleted == {names[0], names[2]}
    assert storages["default"].exists(names[1])


def test_a_row_that_appears_while_files_are_compared_is_not_reported():
    name = put("documents/new.pdf")
    document = make_document()
    comparing = orphans.compare(
        "default", lambda count: type(document).objects.filter(pk=document.pk).update(file=name)
    )

    assert name not in {each.name for each in comparing}


def test_a_row_that_appears_after_its_file_was_found_wanting_keeps_it(two_days_later, monkeypatch):
    monkeypatch.setattr("media.orphans.BATCH", 1)
    monkeypatch.setattr("media.management.commands.media_orphans.DELETE_BATCH", 1)
    names = sorted(put(f"documents/{number}.pdf") for number in range(3))
    document = make_document()
    storages["default"].delete(document.file.name)
    rows = type(document).objects.filter(pk=document.pk)
    two_days_later()

    def tell(command, count):
        if count == 3:
            rows.update(file=names[0])

    monkeypatch.setattr(Command, "tell", tell)
    output = StringIO()
    with contextlib.suppress(CommandError):  # the document had no file for a while
        call_command("media_orphans", "--delete", stdout=output)

    assert f"{names[0]} (9" in output.getvalue()
    assert list(storages["default"].names()) == [names[0]]


def test_a_record_whose_file_is_missing_is_told_and_ends_in_an_error(committing):
    with committing():
        photo = make_photo()
    storages["default"].delete(photo.file.name)
    output = StringIO()

    with pytest.raises(CommandError, match="1 files are missing"):
        call_command("media_orphans", stdout=output)

    assert f"private: {photo.file.name} (photo {photo.pk}) is missing" in output.getvalue()


def test_a_published_copy_that_is_missing_is_told(committing):
    with committing():
        make_story(make_section(make_site()), lead_photo=make_photo())
    name = sorted(storages["public"].names())[0]
    storages["public"].withdraw([name])
    output = StringIO()

    with pytest.raises(CommandError):
        call_command("media_orphans", stdout=output)

    assert f"public: {name}" in output.getvalue()


def test_the_copy_of_a_closed_photo_is_an_orphan_of_the_public_bucket(committing, two_days_later):
    with committing():
        story = make_story(make_section(make_site()), lead_photo=make_photo())
    copies = list(storages["public"].names())
    with committing():
        story.unpublish()
    name = sorted(copies)[0]
    storages["public"].publish([name])
    two_days_later()

    assert "The public bucket: 1 files" in report("--delete")
    assert list(storages["public"].names()) == []
    assert storages["default"].exists(name)


def test_many_files_are_compared_page_by_page_and_deleted_in_batches(two_days_later, monkeypatch):
    monkeypatch.setattr("media.orphans.BATCH", 7)
    monkeypatch.setattr("media.management.commands.media_orphans.DELETE_BATCH", 10)
    kept = [make_document(f"Report {number}").file.name for number in range(20)]
    for number in range(25):
        put(f"documents/{number}.txt")
    two_days_later()

    assert "deleted 25" in report("--delete")
    assert sorted(storages["default"].names()) == sorted(kept)


@pytest.mark.parametrize("place", ["buckets"], indirect=True)
def test_with_the_store_away_nothing_is_said_to_be_missing(place, committing, absent_store):
    with pytest.raises(CommandError, match="does not answer"):
        report()

    assert not Photo.objects.exists()
