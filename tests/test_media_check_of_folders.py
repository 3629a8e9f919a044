"""`manage.py media_check` where files are kept in folders."""

from pathlib import Path

import pytest

from media.folders import PublicFolder
from tests.test_media_check import check, failures
from tests.test_media_storage import LOCAL


@pytest.fixture
def folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.STORAGES = LOCAL
    settings.MEDIA_BACKEND = "local"
    settings.MEDIA_PUBLIC_URL = "/media/"


def test_sound_folders_pass_every_check_and_keep_nothing_of_it(folders, tmp_path):
    said, well = check()

    assert (failures(said), well) == ([], True)
    assert said.count("passed") == 10
    assert [path for path in tmp_path.rglob("*") if "check" in path.name] == []


def test_folders_that_cannot_be_written_fail(folders, tmp_path):
    (tmp_path / "media").write_text("a file where the folder should be")

    said, well = check()

    assert not well
    assert "both folders can be written" in failures(said)[0]


def test_a_folder_that_anybody_may_write_to_fails(folders):
    place = Path(PublicFolder().location)
    place.mkdir(parents=True)
    place.chmod(0o777)

    said, _well = check()

    assert "anybody may write to" in failures(said)[0]


def test_a_private_folder_within_what_is_served_fails(folders, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    said, _well = check()

    assert "it lies within" in failures(said)[0]


def test_a_public_address_of_folders_that_leads_nowhere_fails(folders, settings):
    settings.MEDIA_PUBLIC_URL = "/pictures/"

    said, _well = check()

    assert "it answers 404" in failures(said)[0]
    assert "BROADSHEET_MEDIA_PUBLIC_URL" in failures(said)[0]
