"""A site of its own in a process of its own, and a real browser in front of it."""

import os
import subprocess
from pathlib import Path

import pytest

from media.embedded_store import free_ports
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.demo_site import MANAGE, wait_for


@pytest.fixture(scope="session")
def site(tmp_path_factory, store):
    """Return a function that fills a fresh database with some code, serves it and returns the site's address."""
    store.make_buckets(private="private-journey", public="public-journey")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "JOURNEY_STORE": store.endpoint,
    }
    servers = []

    def serve(code: str) -> str:
        environment["JOURNEY_DATABASE"] = str(tmp_path_factory.mktemp("journey") / "database.sqlite3")
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", code]):
            subprocess.run([*MANAGE, *command], env=environment, check=True)  # noqa: S603
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
