"""The programs that judge pages in the deep tier: Lighthouse and the Nu HTML checker, in the versions of the lock file.

They come by npm, which checks each against its hash, into var/ once for each state of the lock file. Nothing of them
reaches an installation.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parents[2] / "var/judges"
INSTALL = {"npm": "npm", "java": "default-jre-headless"}


def modules() -> Path:
    """Return the folder of the installed packages; fetching about 30 MB takes a minute."""
    npm = program("npm")
    lock = HERE / "package-lock.json"
    folder = KEPT / hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, folder)
            # No scripts of packages run here; `engines` speaks of the node that npm uses, not of the one that we do.
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=folder, check=True)  # noqa: S603
            (folder / "complete").touch()
    return folder / "node_modules"


def program(name: str) -> str:
    """Return the path of a program. Without it, the test is left out on a developer's machine and fails in CI."""
    if found := shutil.which(name):
        return found
    said = f"{name} is missing (on Debian and Ubuntu: apt-get install {INSTALL[name]})."
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)
