"""Throw away what `make run` keeps under `var/`: the database, the photos, the keys. Asks first."""

import fcntl
import shutil
import sys
from pathlib import Path

VAR = Path(__file__).resolve().parents[1] / "var"
LOCK = VAR / "run.lock"


def main() -> None:
    if not VAR.exists():
        print("There is nothing to throw away.")
        return
    if LOCK.exists():
        with LOCK.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sys.exit("Broadsheet is running from this folder; stop it first (Ctrl-C where it runs).")
    if "yes" not in sys.argv[1:]:
        if not sys.stdin.isatty():
            sys.exit("Nothing was thrown away: say `make reset CONFIRM=yes` where nobody can be asked.")
        answer = input(f"Throw away every story, photo and login under {VAR}? Type yes: ")
        if answer.strip().lower() != "yes":
            sys.exit("Nothing was thrown away.")
    shutil.rmtree(VAR)
    print("Thrown away; `make run` starts anew.")


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, EOFError):
        sys.exit("\nNothing was thrown away.")
