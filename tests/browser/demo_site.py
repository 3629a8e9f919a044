"""The demo and some harder pages, served as in production from a database and an S3 server of its own."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from media.embedded_store import EmbeddedStore, free_ports

ROOT = Path(__file__).parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PATIENCE = 60  # seconds for a server to start on a busy machine


@contextlib.contextmanager
def demo_site(folder: Path) -> Iterator[str]:
    """Serve the site in `folder`, and give its address. An empty folder is filled first, which takes minutes."""
    store = EmbeddedStore(folder / "s3", access_key="tests", secret_key="for-tests-only")
    with store:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.browser.demo_settings",
            "JOURNEY_DATABASE": str(folder / "database.sqlite3"),
            "JOURNEY_STORE": store.endpoint,
        }
        if not (folder / "filled").exists():
            store.make_buckets(private="private-journey", public="public-journey")
            fill(environment)
            (folder / "filled").touch()
        with served(folder, environment) as address:
            yield address


def fill(environment: dict[str, str]) -> None:
    static = subprocess.Popen([*MANAGE, "collectstatic", "--no-input", "-v0"], env=environment)  # noqa: S603
    for command in (
        ["migrate", "-v0"],
        ["load_demo"],
        ["shell", "-v0", "-c", "from tests.browser.harder_pages import fill; fill()"],
    ):
        subprocess.run([*MANAGE, *command], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    if static.wait():
        raise RuntimeError("collectstatic failed; see above")


@contextlib.contextmanager
def served(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    place = f"127.0.0.1:{free_ports(1)[0]}"
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py"), "--workers", "1"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(  # noqa: S603
            [*command, "--bind", place, "broadsheet.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://{place}/health/")
            yield f"http://{place}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
