"""Lighthouse, as a phone on a slow line, gives every kind of page full marks; its speed is printed, not judged."""

import json
import os
import shlex
import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.browser import judges
from tests.browser.chromium import FLAGS, find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.deep]

# One page for each template; in the dark only what has all components, as Lighthouse takes long.
LIGHT = (
    *("front", "latest", "section", "month", "column", "author", "topic", "columns", "authors", "topics"),
    *("story-gallery-and-corrections", "story-video", "standard-about", "search-found"),
    *("search-nothing", "search-narrowed", "login"),
)
DARK = ("front", "section", "story-gallery-and-corrections", "search-found")
JUDGED = ("accessibility", "best-practices", "seo")
SPEED = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
# Search results and the login stay out of other search engines on purpose.
ALLOWED = {name: {"is-crawlable"} for name in ("search-found", "search-nothing", "search-narrowed", "login")}
# 0 is dark in Blink's own settings; Lighthouse has no switch of its own.
SCHEMES = {"light": "--blink-settings=preferredColorScheme=1", "dark": "--blink-settings=preferredColorScheme=0"}


@pytest.mark.parametrize(("scheme", "names"), [("light", LIGHT), ("dark", DARK)])
def test_every_page_gets_full_marks(demo, demo_pages, tmp_path, capsys, scheme, names):
    pages = [page for page in demo_pages if page.name in names]
    if not find_chromium():
        pytest.skip("There is no Chromium.")

    reports = {page.name: report(demo + page.address, scheme, tmp_path / f"{page.name}.json") for page in pages}

    with capsys.disabled():
        for name, found in reports.items():
            print(f"\n{name}, {scheme}: {speed(found)}", end="")
    assert {name: faults for name, found in reports.items() if (faults := lost(found) - ALLOWED.get(name, set()))} == {}
    assert len(reports) == len(names) or "CHECKED_SITE" in os.environ


def report(address: str, scheme: str, path) -> dict:
    node, _ = compute_driver_executable()  # Lighthouse wants a newer node than Debian has; Playwright brings one
    command = [
        *(
            node,
            judges.modules() / "lighthouse/cli/index.js",
            address,
            "--quiet",
            "--output=json",
            "--disable-full-page-screenshot",
        ),
        *(f"--output-path={path}", f"--only-categories={','.join(JUDGED)},performance"),
        f"--chrome-flags={shlex.join(['--headless', *FLAGS, SCHEMES[scheme]])}",
    ]
    environment = os.environ | {"CHROME_PATH": find_chromium()}
    # On a busy machine Lighthouse may miss the beginning of its own trace, says so, and asks to be run again.
    for attempt in (1, 2):
        done = subprocess.run(list(map(str, command)), env=environment, check=attempt == 2, timeout=120)  # noqa: S603
        if not done.returncode:
            break
    return json.loads(path.read_text())


def speed(found: dict) -> str:
    figures = {name: found["audits"][name]["displayValue"].replace("\xa0", " ") for name in SPEED}
    return f"performance {found['categories']['performance']['score'] * 100:.0f}, {figures}"


def lost(found: dict) -> set[str]:
    """Return the audits that cost a mark."""
    assert "runtimeError" not in found, found["runtimeError"]
    counted = {each["id"] for name in JUDGED for each in found["categories"][name]["auditRefs"] if each["weight"]}
    return {name for name in counted if (score := found["audits"][name]["score"]) is not None and score < 1}
