"""Run one tier of the suite: python -m tests.tiers everyday|services|deep [pytest's own arguments].

everyday  SQLite and everything else embedded, browser journeys too where a Chromium is found
services  the same on PostgreSQL and Redis, without the browser, with the processes that share a database
deep      what is marked so: the rest, which takes half an hour; .ci/run runs a sample of it after the others

Every day two processes have four minutes, so that people run it before each change: every rule and every address once,
and one journey in a browser for each kind of reader and role. The second variant of a thing (another kind, screen or
state), a store that hangs, a race, the cost of a long list: that is deep. Where a file builds the same magazine for
each test, `make_once` of conftest.py builds it once.
"""

import os
import subprocess
import sys

from tests.browser.chromium import find_chromium
from tests.services import servers

NOTHING_TO_RUN = 5  # pytest's exit code
# Otherwise files with few tests come last, which are the journeys: one process would wait for the longest of the other.
IN_ORDER = ["--no-loadscope-reorder"]


def main() -> int:
    tier, *more = sys.argv[1:]
    if tier == "services":
        with servers() as variables:
            return pytest("not browser and (not deep or interleaving)", more, variables)
    if tier == "deep":
        return pytest("deep", more, {})
    chromium = find_chromium()
    code = pytest("not deep" if chromium else "not deep and not browser", more, {"BROADSHEET_CHROMIUM": chromium})
    if not chromium:
        print("Left out: the browser journeys, as there is no Chromium here (on Debian: apt-get install chromium).")
    return code


def pytest(marks: str, more: list[str], variables: dict[str, str]) -> int:
    """Run the tests with these marks on two processes and return the exit code; no such test is no failure."""
    # Nothing of an installation that this shell may be set up for reaches the tests.
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET_", "DJANGO_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *IN_ORDER, "-m", marks, *more]
    code = subprocess.run(command, env=outside | variables, check=False).returncode  # noqa: S603
    if code == NOTHING_TO_RUN:
        print(f"There is no test marked “{marks}” yet.")
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
