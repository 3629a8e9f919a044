"""A site of its own in a process of its own, and a real browser in front of it."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from media.embedded_store import free_ports
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.demo_site import MANAGE, demo_site, wait_for
from tests.browser.magazine import MAGAZINE
from tests.browser.pages import FIXED, STORIES, ReadersPage, pages_of
from tests.sharing import alone, shared_folder


@pytest.fixture(scope="session")
def site(tmp_path_factory, store, empty_database):
    """Return a function that fills a fresh database with some code, serves it and returns the site's address."""
    store.make_buckets(private="private-journey", public="public-journey")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "JOURNEY_STORE": store.endpoint,
    }
    servers = []

    def serve(code: str) -> str:
        environment["JOURNEY_DATABASE"] = str(tmp_path_factory.mktemp("journey") / "database.sqlite3")
        filled = filled_database(tmp_path_factory, empty_database, code, environment)
        shutil.copy(filled, environment["JOURNEY_DATABASE"])
        address = f"127.0.0.1:{free_ports(1)[0]}"
        server = [*MANAGE, "runserver", "--noreload", "--skip-checks", address]
        log = Path(environment["JOURNEY_DATABASE"]).with_name("server.log").open("w")
        servers.append((subprocess.Popen(server, env=environment, stdout=log, stderr=log), log))  # noqa: S603
        wait_for(f"http://{address}/health/")
        return f"http://{address}"

    yield serve
    for process, log in servers:
        process.terminate()
        process.wait(20)
        log.close()


def filled_database(tmp_path_factory, empty: Path, code: str, environment: dict[str, str]) -> Path:
    """Return a copy of the `empty` database that this code has filled.

    Workers of pytest-xdist share them, as they take long to make.
    """
    name = f"filled-{hashlib.sha256(code.encode()).hexdigest()[:12]}.sqlite3"
    database = shared_folder(tmp_path_factory) / name
    with alone(database):
        if not database.exists():
            unfinished = database.with_suffix(".unfinished")
            shutil.copy(empty, unfinished)
            if code:
                here = environment | {"JOURNEY_DATABASE": str(unfinished)}
                subprocess.run([*MANAGE, "shell", "-v0", "-c", code], env=here, check=True)  # noqa: S603
            unfinished.rename(database)
    return database


@pytest.fixture(scope="session")
def magazine(site) -> str:
    """Serve a small magazine and return its address."""
    return site(MAGAZINE)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[str]:
    """Serve the demo and harder pages as in production, and return their address.

    While somebody works on the pages, CHECKED_SITE can name a magazine that runs already instead.
    """
    if running := os.environ.get("CHECKED_SITE"):
        yield running.rstrip("/")
        return
    shared, own = shared_folder(tmp_path_factory) / "demo", tmp_path_factory.mktemp("demo") / "site"
    with alone(shared):
        shared.mkdir(exist_ok=True)
        if not (shared / "filled").exists():
            with demo_site(shared):
                pass
    shutil.copytree(shared, own)
    with demo_site(own) as address:
        yield address


@pytest.fixture(scope="session")
def demo_pages(demo) -> list[ReadersPage]:
    pages = pages_of(demo)
    if "CHECKED_SITE" not in os.environ:
        assert {*FIXED, *(f"story-{name}" for name in STORIES.values())} <= {page.name for page in pages}
    return pages


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file of journeys.

    While it runs, Playwright keeps an event loop in this thread, and Django's database refuses to work beside one; so
    it has to end before the tests of the next file.
    """
    from playwright.sync_api import sync_playwright

    path = find_chromium() or pytest.skip("There is no Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
