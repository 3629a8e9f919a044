"""`manage.py media_sync` takes media from the folders into the buckets and back, whole and with the right headers."""

import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as now_set
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from media import rclone

FILES = {
    "private/original_images/0a/ferry.jpg": b"original",
    "private/images/0b/ferry.width-400.avif": b"small",
    "private/documents/0c/Ümlaut + report & more.pdf": b"words",
    "private/documents/0d/long.pdf": os.urandom(20_000_000),
}
COPY = {"public/images/0b/ferry.width-400.avif": b"small"}


@pytest.fixture
def media(settings, tmp_path, store) -> Path:
    """The folder `media` with a few files, and empty buckets."""
    settings.VAR = tmp_path
    for alias in ("default", "public"):
        storages[alias].discard(list(storages[alias].names()))
    write(tmp_path / "media")
    return tmp_path / "media"


def write(folder: Path) -> None:
    for name, content in (FILES | COPY).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def sync(*arguments: str) -> str:
    output = StringIO()
    call_command("media_sync", *arguments, stdout=output)
    return output.getvalue()


def differences(*arguments: str) -> list[str]:
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("media_sync", *arguments, stdout=output)
    return [line for line in output.getvalue().splitlines() if not line.startswith("$")]


def test_what_is_taken_into_the_buckets_is_whole_and_has_the_headers_of_its_place(media, store):
    assert "hold the same files" in sync("--to-bucket")

    assert sorted(storages["default"].names()) == sorted(name.removeprefix("private/") for name in FILES)
    for name, content in (FILES | COPY).items():
        place, _slash, key = name.partition("/")
        alias, bucket = {
            "private": ("default", now_set.S3_PRIVATE_BUCKET),
            "public": ("public", now_set.S3_PUBLIC_BUCKET),
        }[place]
        with storages[alias].open(key) as file:
            assert file.read() == content
        head = store.client().head_object(Bucket=bucket, Key=key)
        assert head["CacheControl"] == storages[alias].cache_control
    assert head["ContentType"] == "image/avif"


@pytest.mark.deep
def test_what_is_taken_back_is_the_same(media, tmp_path, settings):
    sync("--to-bucket")
    settings.VAR = tmp_path / "elsewhere"

    assert "hold the same files" in sync("--to-folder")

    for name, content in (FILES | COPY).items():
        assert (settings.VAR / "media" / name).read_bytes() == content


@pytest.mark.deep
def test_check_copies_nothing_and_names_every_difference(media):
    assert len(differences("--to-bucket", "--check")) == len(FILES | COPY)
    assert not list(storages["default"].names())

    sync("--to-bucket")
    (media / "private/original_images/0a/ferry.jpg").write_bytes(b"oriGinal")
    (media / "private/documents/0d/long.pdf").write_bytes(os.urandom(20_000_000))
    (media / "public/images/0b/ferry.width-400.avif").unlink()
    (media / "private/new.txt").write_bytes(b"new")

    assert sorted(differences("--to-bucket", "--check")) == [
        "documents/0d/long.pdf differs",
        "images/0b/ferry.width-400.avif is in the bucket only",
        "new.txt is in the folder only",
        "original_images/0a/ferry.jpg differs",
    ]


@pytest.mark.deep
def test_nothing_is_deleted_where_the_other_end_is_empty(media, settings, tmp_path):
    sync("--to-bucket")
    settings.VAR = tmp_path / "empty"

    found = differences("--to-bucket")

    assert len(found) == len(FILES | COPY)
    assert len(list(storages["default"].names())) == len(FILES)


@pytest.mark.deep
def test_a_thousand_differences_are_all_told(media):
    for number in range(1000):
        (media / f"private/{number}{'x' * 100}.txt").write_bytes(b"new")

    assert len(differences("--to-bucket", "--check")) == 1000 + len(FILES | COPY)


def test_no_secret_is_printed_nor_on_a_command_line_nor_in_a_file(media, settings):
    said = sync("--to-bucket")

    assert "$ rclone copy" in said
    assert settings.S3_SECRET_KEY not in said
    for route in rclone.routes():
        for command in [route.copy(to_bucket=True), *route.compare()]:
            assert settings.S3_SECRET_KEY not in " ".join(command)
    assert not list(media.parent.rglob("*rclone*"))


@pytest.mark.deep
def test_a_configuration_of_the_operators_own_is_neither_read_nor_written(media, tmp_path, monkeypatch):
    own = tmp_path / "own.conf"
    own.write_text("[MEDIA]\ntype = s3\nendpoint = http://127.0.0.1:9\n")
    own.chmod(stat.S_IRUSR)
    monkeypatch.setenv("RCLONE_CONFIG", str(own))
    monkeypatch.setenv("RCLONE_DRY_RUN", "true")

    assert "hold the same files" in sync("--to-bucket")


def test_without_rclone_one_sentence_says_how_to_get_it(media, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda *arguments, **options: None)

    with pytest.raises(CommandError, match=r"pip install --require-hashes -r requirements/ops\.txt"):
        sync("--to-bucket")


def test_a_setting_that_is_missing_is_named(media, settings):
    settings.S3_PUBLIC_BUCKET = ""

    with pytest.raises(CommandError, match="Set BROADSHEET_S3_PUBLIC_BUCKET"):
        sync("--to-bucket")


@pytest.mark.deep
def test_an_absent_store_is_an_error_and_no_difference(media, absent_store):
    with pytest.raises(CommandError, match="rclone could not compare"):
        sync("--to-bucket", "--check")
