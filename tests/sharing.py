"""What the workers of pytest-xdist make once and use together."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def shared_folder(tmp_path_factory) -> Path:
    """Return a folder that all workers of pytest-xdist see, and no other run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """A block that one worker at a time is in, for what is made at `path`."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
