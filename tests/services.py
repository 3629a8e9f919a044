"""PostgreSQL and Redis of their own for one run of the suite, on free ports, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from media.embedded_store import free_ports, is_free

INSTALL = "install {} first (on Debian and Ubuntu: apt-get install postgresql redis-server)"
START_LIMIT = 30  # seconds


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Run both, and give the variables by which the test settings find them."""
    redis_port, postgres_port = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="broadsheet-services-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user has to come through
        with (
            running([program("redis-server"), "--port", str(redis_port), "--bind", "127.0.0.1", "--save", ""], folder),
            postgres(postgres_port, Path(folder) / "postgres"),
        ):
            wait_until_taken(redis_port)
            wait_until_taken(postgres_port)
            yield {
                "BROADSHEET_TEST_SERVICES": "yes",
                "BROADSHEET_DATABASE_URL": f"postgres://broadsheet@127.0.0.1:{postgres_port}/postgres",
                "BROADSHEET_CACHE_URL": f"redis://127.0.0.1:{redis_port}",
            }


@contextlib.contextmanager
def postgres(port: int, folder: Path) -> Iterator[None]:
    """PostgreSQL refuses to run as root, so root runs it as the user that the package made, or as nobody."""
    folder.mkdir(mode=0o700)
    who = {}
    if os.geteuid() == 0:
        owner = next(filter(None, map(account, ("postgres", "nobody"))))
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    made = subprocess.run(  # noqa: S603
        [
            program("initdb"),
            "-D",
            str(folder),
            "-U",
            "broadsheet",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **who,
    )
    if made.returncode:
        sys.exit(f"PostgreSQL cannot make a database here: {made.stderr.strip()}")
    # Nothing in it is worth the wait for the disk.
    fast = [part for name in ("fsync", "synchronous_commit", "full_page_writes") for part in ("-c", f"{name}=off")]
    where = ["-D", str(folder), "-k", str(folder), "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    with running([program("postgres"), *where, *fast], folder, **who):
        yield


@contextlib.contextmanager
def running(command: list[str], folder: str | Path, **who) -> Iterator[None]:
    log = Path(folder).parent / f"{Path(folder).name}-{Path(command[0]).name}.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True, **who) as process,  # noqa: S603
    ):
        try:
            yield
        finally:
            process.kill() if "redis" in command[0] else process.send_signal(3)  # SIGQUIT: PostgreSQL ends at once
            process.wait()
            log.unlink(missing_ok=True)


def program(name: str) -> str:
    """Return the path of a server's program; Debian keeps PostgreSQL's out of the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in [None, *map(str, versions)]:
        if found := shutil.which(name, path=folder):
            return found
    sys.exit(f"The tests of `make test-services` need {name}: {INSTALL.format('it')}.")


def account(name: str):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def wait_until_taken(port: int) -> None:
    deadline = time.monotonic() + START_LIMIT
    while is_free("127.0.0.1", port):
        if time.monotonic() > deadline:
            sys.exit(f"A test server did not start on port {port} within {START_LIMIT} seconds.")
        time.sleep(0.05)
