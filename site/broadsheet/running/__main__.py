"""Start everything in order, say how far it is, print where it is, and end everything together."""

import argparse
import contextlib
import fcntl
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from broadsheet.settings.paths import ROOT, VAR
from media.embedded_store import EmbeddedStore, StoreError, find_weed

from .place import CannotRun, Place, choose
from .supervisor import LOGS, Supervisor

MANAGE = [sys.executable, str(ROOT / "manage.py")]
PREPARED = VAR / "prepared"
LOADED = VAR / "demo.loaded"
SKIPPED = {".git", ".venv", "var", "__pycache__", "node_modules", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
NAMEPLATE_LINK = re.compile(r'<a href="(/[^"]*)"')
OURS = "Content-Security-Policy"  # a header of each answer of ours
START_LIMIT = 60  # seconds for the web server to answer
TOLD_EVERY = 3  # seconds between two words on how far it is
PICTURES_LIMIT = 120  # seconds for the pictures of front and sections, which a first run makes


class Stopped(BaseException):
    """Somebody asked us to end: Ctrl-C, SIGTERM, or a terminal that was closed."""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make run")
    for name in ("host", "port", "media-backend"):
        arguments.add_argument(f"--{name}", default="")
    given = arguments.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        run(given.host.strip(), given.port.strip(), given.media_backend.strip())
    except (CannotRun, StoreError) as error:
        sys.exit(str(error))
    except Stopped:
        print("Broadsheet has ended; everything is kept.", flush=True)


def stop(_number: int, _frame: object) -> None:
    # A second Ctrl-C must not cut short the ending of the others.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    say("Ending …")
    raise Stopped


def run(host: str, port: str, backend: str) -> None:
    begun = time.monotonic()
    os.umask(0o077)  # drafts and password hashes are nobody else's on this machine
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        hold(lock)
        place, variables = choose(host, port, backend)
        os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.settings.demo"
        if place.store_port:
            find_weed()
        lock.truncate(0)
        lock.write(f"{os.getpid()} {place.site_url}")
        lock.flush()
        with Supervisor(processes(place), held=lock.fileno()) as supervisor:
            wait_for(supervisor.states, START_LIMIT, "The process manager does not answer")
            if place.store_port:
                supervisor.start("store:store")
            state = state_of_everything(variables)
            if not PREPARED.exists() or PREPARED.read_text() != state:
                step("prepare_demo")
                PREPARED.write_text(state)
            if LOADED.exists():
                # The pages first; the workers would only take the processor from them.
                start(supervisor, "web", "clock")
                wait_for(lambda: answers(place, supervisor), START_LIMIT, "The web server does not answer")
                start(supervisor, "worker", "slow")
                wait_for_pictures(place)
            else:
                # Loading takes one core; meanwhile the other gets everything else ready.
                start(supervisor, "slow", "web", "worker")
                load(place, variables)
                start(supervisor, "clock")
                with second_pair_of_hands():
                    wait_for(lambda: answers(place, supervisor), START_LIMIT, "The web server does not answer")
                    wait_for_pictures(place)
            print_addresses(place, variables, time.monotonic() - begun)
            supervisor.process.wait()
            raise CannotRun(f"The process manager ended by itself: see {LOGS / 'supervisord.log'}.")


def hold(lock) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        process, _, address = lock.read().partition(" ")
        raise CannotRun(
            f"Broadsheet already runs from this folder, at {address} (process {process}): stop it there with Ctrl-C."
        ) from None


def processes(place: Place) -> dict[str, dict[str, list[str]]]:
    """Return the groups of processes; each process is named as in the log."""
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py")]
    store = {"store": [*MANAGE, "embedded_store", "--host", place.host]}
    site = {
        "web": [*gunicorn, "--bind", f"{place.host}:{place.port}", "broadsheet.wsgi"],
        "worker": [*MANAGE, "db_worker", "--queue-name", "default", "--no-startup-delay"],
        "slow": [*MANAGE, "db_worker", "--queue-name", "slow", "--no-startup-delay"],
        "clock": [*MANAGE, "clock"],
    }
    return {"store": store, "site": site} if place.store_port else {"site": site}


def state_of_everything(variables: dict[str, str]) -> str:
    """Return what tells this state of code, packages and addresses from another; while it lasts nothing is prepared."""
    files = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in SKIPPED]
        for path in (Path(folder, name) for name in names):
            stat = path.lstat()
            files.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join([*sorted(files), *variables.values()]).encode()).hexdigest()


def start(supervisor: Supervisor, *names: str) -> None:
    for name in names:
        supervisor.start(f"site:{name}")


def load(place: Place, variables: dict[str, str]) -> None:
    """Load the demo's stories. Cut off, it goes on the next time."""
    if place.store_port:
        EmbeddedStore(
            VAR / "s3",
            access_key=variables["BROADSHEET_S3_ACCESS_KEY"],
            secret_key=variables["BROADSHEET_S3_SECRET_KEY"],
            host=place.host,
            port=place.store_port,
        ).wait_until_ready()
    say("Loading the demo’s stories …")
    step("load_demo")
    LOADED.touch()


def step(command: str) -> None:
    """Run a management command to its end, in a session of its own so that Ctrl-C reaches only us."""
    with subprocess.Popen([*MANAGE, command], start_new_session=True, stdin=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            code = process.wait()
        except Stopped:
            process.terminate()
            raise
    if code:
        raise CannotRun(f"Broadsheet cannot start: `manage.py {command}` failed, as it says above.")


def wait_for(ready, limit: float, complaint: str) -> None:
    deadline = time.monotonic() + limit
    while not ready():
        if time.monotonic() > deadline:
            raise CannotRun(f"{complaint} within {limit} seconds: see {LOGS / 'broadsheet.log'}.")
        time.sleep(0.1)


def answers(place: Place, supervisor: Supervisor) -> bool:
    if supervisor.states().get("web") == "FATAL":
        raise CannotRun(f"The web server does not start: see {LOGS / 'broadsheet.log'}.")
    if (answer := fetch(place.site_url + "/")) is None:
        return False
    if OURS not in answer.headers:
        raise CannotRun(
            f"Another program answers at {place.site_url}, which was free a moment ago: `make run` again takes the "
            f"next port. If none does, see {LOGS / 'broadsheet.log'}."
        )
    return True


@contextlib.contextmanager
def second_pair_of_hands() -> Iterator[None]:
    """Let a second process make pictures while nothing else is to be done: after a first run there are many."""
    worker = [*MANAGE, "db_worker", "--queue-name", "slow", "--batch", "--no-startup-delay"]
    with subprocess.Popen(  # noqa: S603
        worker, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            process.terminate()


class Answer(NamedTuple):
    page: str  # "" of an error
    headers: Mapping[str, str]


def fetch(address: str) -> Answer | None:
    """Return what is answered there, or None while there is no server."""
    try:
        with urllib.request.urlopen(address, timeout=20) as response:  # noqa: S310
            return Answer(response.read().decode(errors="replace"), response.headers)
    except urllib.error.HTTPError as error:
        return Answer("", error.headers)
    except OSError:
        return None


def pictures_missing(place: Place, path: str) -> int:
    """Return how many pictures the front lacks, or the lead story of a section; a page that lacks any is not kept."""
    answer = fetch(place.site_url + path)
    if answer is None:
        return 1
    page = answer.page
    if not page or "no-store" not in (answer.headers["Cache-Control"] or ""):
        return 0
    main = page.partition("<main")[2]
    if path == "/":
        return max(main.count("picture--pending"), 1)
    return main.partition("</article>")[0].count("picture--pending")


def wait_for_pictures(place: Place) -> None:
    """Wait until the front has all its pictures and each section its lead photo; the others follow."""
    deadline = time.monotonic() + PICTURES_LIMIT
    answer = fetch(place.site_url + "/")
    front = answer.page if answer else ""
    waiting = ["/", *NAMEPLATE_LINK.findall(front.partition("nameplate__links")[2].partition("</nav>")[0])]
    told, told_at = "", 0.0
    # One page at a time: asking for all of them over and over would take the processor from those who make pictures.
    while waiting:
        missing = pictures_missing(place, waiting[0])
        if not missing:
            waiting.pop(0)
            continue
        where = "the front" if waiting[0] == "/" else waiting[0]
        words = f"Making pictures: {missing} to go for {where}, {len(waiting) - 1} pages after it …"
        if words != told and time.monotonic() > told_at + TOLD_EVERY:
            say(words)
            told, told_at = words, time.monotonic()
        if time.monotonic() > deadline:
            say("Some pictures are still being made; they appear as they are ready.")
            return
        time.sleep(1)


def print_addresses(place: Place, variables: dict[str, str], seconds: float) -> None:
    from broadsheet.demo_logins import LOGINS

    logins = "\n".join(f"    {login.name:<14} {login.may}" for login in LOGINS)
    say(
        f"Ready after {seconds:.0f} seconds. Ctrl-C ends everything; `make run` goes on where it ended.\n\n"
        f"  The magazine   {place.site_url}/\n"
        f"  The admin      {place.site_url}/admin/\n"
        f"  Its pictures   {place.media_url}\n\n"
        f"  Logins, all with the password {variables['BROADSHEET_DEMO_PASSWORD']}\n{logins}\n"
    )


def say(text: str) -> None:
    # In one piece: other processes write to the same terminal.
    sys.stdout.write(f"Broadsheet: {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
