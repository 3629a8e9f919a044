"""`make run`: addresses and ports that are free, remembered, and reachable; one sentence when they are not."""

import socket
import stat

import pytest

from broadsheet.running import place
from broadsheet.settings import environment
from media.embedded_store import free_ports


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "VAR", tmp_path / "var")
    monkeypatch.setattr(place, "_reserved", {})
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(place, "DEMO_FILE", tmp_path / "var/demo.env")
    monkeypatch.setattr(place, "FIRST_SITE_PORT", free_ports(1)[0])
    monkeypatch.delenv("BROADSHEET_DEMO_PASSWORD", raising=False)


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_keys_are_made_once_and_only_their_owner_reads_them():
    _, first = place.choose("", "", "")
    _, second = place.choose("", "", "")

    assert first == second == environment.from_file(place.DEMO_FILE)
    assert stat.S_IMODE(place.DEMO_FILE.stat().st_mode) == 0o600
    assert len(first["BROADSHEET_SECRET_KEY"]) >= 50


def test_a_password_from_the_environment_is_taken_and_kept(monkeypatch):
    monkeypatch.setenv("BROADSHEET_DEMO_PASSWORD", "four plain words here")
    place.choose("", "", "")
    monkeypatch.delenv("BROADSHEET_DEMO_PASSWORD")

    assert place.choose("", "", "")[1]["BROADSHEET_DEMO_PASSWORD"] == "four plain words here"


def test_the_port_asked_for_is_remembered():
    port = free_ports(1)[0]
    place.choose("", str(port), "")

    assert place.choose("", "", "")[0].port == port


def test_a_second_copy_takes_the_next_free_port(monkeypatch, taken_port):
    monkeypatch.setattr(place, "FIRST_SITE_PORT", taken_port)

    assert place.choose("", "", "")[0].port > taken_port


def test_a_port_is_kept_for_the_copy_that_chose_it_before_its_server_listens(monkeypatch):
    """Two copies that start in the same second: a server that loads its demo first listens half a minute later."""
    first, _ = place.choose("", "", "")
    monkeypatch.setattr(place, "_reserved", {})  # as another process has it
    place.DEMO_FILE.unlink()
    monkeypatch.setattr(place, "FIRST_SITE_PORT", first.port)
    monkeypatch.setattr(place, "FIRST_STORE_PORT", first.store_port)

    second, _ = place.choose("", "", "")

    assert {first.port, first.store_port}.isdisjoint({second.port, second.store_port})
    with pytest.raises(place.CannotRun, match=f"Port {first.port} is taken"):
        place.choose("", str(first.port), "")


def test_site_and_store_never_share_a_port(monkeypatch):
    monkeypatch.setattr(place, "FIRST_STORE_PORT", place.FIRST_SITE_PORT)

    chosen, _ = place.choose("", "", "")

    assert chosen.port != chosen.store_port


def test_on_every_network_the_pages_name_an_address_that_a_phone_reaches():
    chosen, variables = place.choose("0.0.0.0", "", "")  # noqa: S104

    assert "0.0.0.0" not in variables["BROADSHEET_SITE_URL"] + variables["BROADSHEET_MEDIA_PUBLIC_URL"]  # noqa: S104
    assert variables["BROADSHEET_MEDIA_PUBLIC_URL"].startswith(f"http://{chosen.name}:{chosen.store_port}/")


def test_without_a_store_the_site_serves_the_pictures_itself():
    chosen, variables = place.choose("", "", "local")

    assert variables["BROADSHEET_S3_ENDPOINT_URL"] == ""
    assert variables["BROADSHEET_MEDIA_PUBLIC_URL"] == f"{chosen.site_url}/media/"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"port": "eighty"}, "PORT=eighty is not a port"),
        ({"port": "70000"}, "PORT=70000 is not a port"),
        ({"host": "example.com"}, "HOST=example.com is not an IPv4 address"),
        ({"host": "192.0.2.7"}, "HOST=192.0.2.7 is not an address of this machine"),
        ({"backend": "floppy"}, "MEDIA_BACKEND=floppy is not known"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(asked, sentence):
    with pytest.raises(place.CannotRun, match=sentence):
        place.choose(**{"host": "", "port": "", "backend": ""} | asked)


def test_a_port_that_is_taken_is_refused_with_another(taken_port):
    with pytest.raises(place.CannotRun, match=f"Port {taken_port} is taken .* PORT={taken_port + 1}"):
        place.choose("", str(taken_port), "")


def test_photos_are_not_lost_by_changing_where_they_are_kept():
    place.choose("", "", "s3")

    with pytest.raises(place.CannotRun, match="make reset"):
        place.choose("", "", "local")
