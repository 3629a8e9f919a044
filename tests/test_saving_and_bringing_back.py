"""`manage.py backup` and `restore`: one file, and everything is as it was."""

import shutil
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.models import User

pytestmark = pytest.mark.usefixtures("own_database")


def contents(alias):
    found = {}
    for name in storages[alias].names():
        with storages[alias].open(name) as file:
            found[name] = file.read()
    return found


@pytest.fixture(autouse=True)
def empty_stores():
    for alias in ("default", "public"):
        storages[alias].discard(list(storages[alias].names()))


@pytest.fixture
def saved(tmp_path):
    """A backup of one login, a private file and its public copy."""
    User.objects.create_user("anna", email="anna@news.example")
    name = storages["default"].save("renditions/ferry ü.avif", ContentFile(b"picture" * 1000))
    storages["default"].save("documents/report.pdf", ContentFile(b"%PDF"))
    storages["public"].publish([name])
    file = tmp_path / "saved.tar"
    call_command("backup", file, verbosity=0)
    return file


def test_everything_comes_back_and_what_came_later_goes(saved):
    before = contents("default"), contents("public")
    User.objects.all().delete()
    User.objects.create_user("bert", email="bert@news.example")
    for name in list(storages["public"].names()):
        storages["public"].delete(name)
    later = storages["default"].save("documents/later.pdf", ContentFile(b"%PDF"))

    call_command("restore", saved, replace=True, yes=True)

    assert list(User.objects.values_list("username", flat=True)) == ["anna"]
    assert (contents("default"), contents("public")) == before
    assert later not in before[0]


def test_only_its_owner_reads_a_backup(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_restoring_twice_changes_nothing(saved):
    before = contents("default"), contents("public")

    call_command("restore", saved, replace=True, yes=True)
    call_command("restore", saved, replace=True, yes=True)

    assert (contents("default"), contents("public")) == before


def test_a_site_that_holds_something_is_not_overwritten_unasked(saved):
    User.objects.update(username="berta")

    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", saved, yes=True)

    assert User.objects.get().username == "berta"


def test_the_demos_logins_have_the_password_that_is_printed_here(saved, settings):
    settings.DEMO_PASSWORD = "of this copy"

    call_command("restore", saved, replace=True, yes=True, verbosity=0)

    assert User.objects.get(username="editor").check_password("of this copy")
    assert User.objects.get(username="anna").email == "anna@news.example"


def test_nobody_to_ask_is_no_agreement(saved, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", saved, replace=True)


def flip_a_byte(file):
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 3] ^= 1
    file.write_bytes(raw)


def cut_off(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def cut_off_before_the_manifest(file):
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index(b"manifest.json") // 512 * 512])


def empty(file):
    file.write_bytes(b"")


def no_archive(file):
    file.write_bytes(b"not a tar archive at all" * 1000)


def with_a_way_out(file):
    with tarfile.open(file, "a") as archive:
        archive.addfile(tarfile.TarInfo("private/../../escape"))


@pytest.mark.parametrize(
    "damage", [flip_a_byte, cut_off, cut_off_before_the_manifest, empty, no_archive, with_a_way_out]
)
def test_a_damaged_archive_is_refused_before_anything_is_touched(saved, damage):
    before = contents("default")
    User.objects.update(username="berta")
    damage(saved)

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("restore", saved, replace=True, yes=True)

    assert User.objects.get().username == "berta"
    assert contents("default") == before


def test_a_backup_of_a_newer_version_is_refused(saved, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('stories', '9999_later', '2030-01-01')"
        )
    try:
        call_command("backup", tmp_path / "newer.tar", verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")

    with pytest.raises(CommandError, match="newer Broadsheet"):
        call_command("restore", tmp_path / "newer.tar", replace=True, yes=True)


def test_an_older_backup_is_never_overwritten(saved):
    copy = shutil.copy(saved, saved.with_name("copy.tar"))

    with pytest.raises(CommandError, match="there already"):
        call_command("backup", saved)

    assert saved.read_bytes() == saved.with_name(copy.name).read_bytes()
