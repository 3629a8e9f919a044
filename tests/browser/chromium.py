"""Which Chromium the tests and tools drive, and how."""

import os
import shutil

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str:
    """Return the path of a Chromium, or an empty string where there is none."""
    found = [os.environ.get("BROADSHEET_CHROMIUM"), *map(shutil.which, CHROMIUMS)]
    return next(filter(None, found), "")
