"""The operator's variables: read strictly, and refused with their name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from broadsheet.settings import environment

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    name.removeprefix(environment.PREFIX): value
    for name, value in environment.from_file(ROOT / "deploy/production.example.env").items()
} | {"SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2}


def start_production(code="import broadsheet.settings.production", **changes) -> str:
    """Run code on the production settings in its own process, return what it prints; None takes a variable away."""
    variables = {f"BROADSHEET_{name}": value for name, value in (PRODUCTION | changes).items() if value is not None}
    system = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=system | variables, capture_output=True, text=True, timeout=60, check=False
    )
    return (done.stdout + done.stderr).strip()


@pytest.fixture
def given(monkeypatch):
    """Give the readers these variables and no others."""

    def give(**variables):
        monkeypatch.setattr(environment, "source", {f"BROADSHEET_{name}": value for name, value in variables.items()})
        monkeypatch.setattr(environment, "variables", {})
        monkeypatch.setattr(environment, "problems", [])

    return give


def test_production_starts_when_everything_is_given():
    assert start_production() == ""


@pytest.mark.parametrize("command", ["check", "start", "import_stories"])
def test_every_command_names_a_bad_value(command):
    """Django asks for the settings more than once, and hides what they say where it can do without them."""
    manage = "import os, runpy, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'broadsheet.settings.production'; "
    manage += f"sys.argv = ['manage.py', '{command}']; runpy.run_path('{ROOT / 'manage.py'}', run_name='__main__')"

    said = start_production(manage, WEB_WORKERS="many", TIME_ZONE="Mars")

    assert "BROADSHEET_WEB_WORKERS is “many”" in said
    assert "BROADSHEET_TIME_ZONE is “Mars”" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"DEBUG": "yes"}, "DEBUG"),
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + "abcdef" * 10}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "replace-me-with-50-or-more-random-characters-of-your-own"}, "SECRET_KEY"),
        ({"SITE_URL": None}, "SITE_URL"),
        ({"SITE_URL": "http://news.example"}, "SITE_URL"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "exa mple"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*.news.example"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".com"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": "https://news.example/sub"}, "SITE_URL"),
        ({"ADMIN_MAIL": "foo"}, "ADMIN_MAIL"),
        ({"BIND": "nonsense"}, "BIND"),
        ({"S3_REGION": None}, "S3_REGION"),
        ({"S3_PRIVATE_BUCKET": None}, "S3_PRIVATE_BUCKET"),
        ({"S3_PUBLIC_BUCKET": None}, "S3_PUBLIC_BUCKET"),
        ({"S3_PUBLIC_BUCKET": "news-private"}, "S3_PRIVATE_BUCKET"),
        ({"S3_ACCESS_KEY": ""}, "S3_ACCESS_KEY"),
        ({"S3_SECRET_KEY": None}, "S3_SECRET_KEY"),
        ({"MEDIA_PUBLIC_URL": None}, "MEDIA_PUBLIC_URL"),
        ({"S3_ENDPOINT_URL": "http://store.example"}, "S3_ENDPOINT_URL"),
        ({"CACHE_URL": "redis://cache.example/0"}, "CACHE_URL"),
        ({"DATABASE_URL": "postgres://u:p@db.example/news"}, "DATABASE_URL"),
        ({"DATABASE_URL": "oracle://u:p@db.example/news"}, "DATABASE_URL"),
        ({"MAIL_SECURITY": "none"}, "MAIL_SECURITY"),
        ({"MAIL_PORT": "smtp"}, "MAIL_PORT"),
        ({"TIME_ZONE": "Europe/Atlantis"}, "TIME_ZONE"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE"),
    ],
)
def test_production_refuses_to_start_and_names_the_variable(changes, name):
    said = start_production(**changes)

    assert "ImproperlyConfigured" in said
    assert f"BROADSHEET_{name} " in said
    assert "u:p@" not in said


@pytest.mark.parametrize(
    ("changes", "declared"),
    [
        ({"SITE_URL": "http://news.example"}, "site"),
        ({"S3_ENDPOINT_URL": "http://store.example"}, "store"),
        ({"CACHE_URL": "redis://cache.example/0"}, "cache"),
        ({"DATABASE_URL": "postgres://u:p@db.example/news"}, "database"),
        ({"MAIL_SECURITY": "none"}, "mail"),
        ({"CACHE_URL": "redis://127.0.0.1/0", "DATABASE_URL": "postgres:///news"}, None),
    ],
)
def test_what_is_not_encrypted_must_be_declared_unless_it_stays_on_the_machine(changes, declared):
    assert start_production(**changes, ALLOW_UNENCRYPTED=declared) == ""


def test_all_mistakes_are_told_at_once():
    said = start_production(SECRET_KEY=None, S3_REGION=None, LOG_LEVEL="loud")

    assert all(f"BROADSHEET_{name} " in said for name in ("SECRET_KEY", "S3_REGION", "LOG_LEVEL"))


def test_a_key_may_come_from_a_file(tmp_path):
    key = tmp_path / "key"
    key.write_text(PRODUCTION["SECRET_KEY"] + "\n")

    assert start_production(SECRET_KEY=None, SECRET_KEY_FILE=str(key)) == ""


def test_docs_settings_lists_every_variable_with_its_default():
    table = start_production("from broadsheet.settings import production, environment; print(environment.documented())")

    assert table in (ROOT / "docs/settings.md").read_text(), "run `make settings-table`, commit docs/settings.md"


@pytest.mark.parametrize(
    ("read", "value", "wrong"),
    [
        (lambda: environment.flag("THING", description=""), "perhaps", "write yes or no"),
        (lambda: environment.integer("THING", 5, description="", most=9), "12", "from 0 to 9"),
        (lambda: environment.integer("THING", 5, description=""), "-1", "whole number"),
        (lambda: environment.integer("THING", 5, description=""), "²", "whole number"),
        (lambda: environment.choice("THING", "a", ["a", "b"], description=""), "c", "a, b"),
        (lambda: environment.words("THING", description="", options=["a", "b"]), "a,c", "a, b"),
        (lambda: environment.url("THING", schemes=["https"], description=""), "ftp://x", "https://"),
        (lambda: environment.url("THING", schemes=["https"], description=""), "https://x:port", "https://"),
        (lambda: environment.hosts("THING", description=""), "https://a.example/", "host names only"),
        (lambda: environment.hosts("THING", description=""), "a.example:8000", "host names only"),
    ],
)
def test_a_bad_value_is_named_with_a_remedy(given, read, value, wrong):
    given(THING=value)

    read()

    with pytest.raises(ImproperlyConfigured, match="BROADSHEET_THING") as refused:
        environment.settle()
    assert wrong in str(refused.value)


@pytest.mark.parametrize(
    ("read", "value", "meant"),
    [
        (lambda: environment.flag("THING", description=""), "On", True),
        (lambda: environment.flag("THING", default=True, description=""), "", True),
        (lambda: environment.integer("THING", 5, description=""), " 7 ", 7),
        (lambda: environment.words("THING", description=""), "a, b,,", ["a", "b"]),
        (lambda: environment.hosts("THING", description=""), ".a.example,[::1]", [".a.example", "[::1]"]),
        (lambda: environment.text("THING", "usual", description=""), "  ", "usual"),
    ],
)
def test_a_good_value_is_understood(given, read, value, meant):
    given(THING=value)

    assert read() == meant
    environment.settle()
