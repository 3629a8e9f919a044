"""How long do 10,000 stories take to come in, and does each of them cost as much as one of 1,000?

    python -m benchmarks.import_stories [--small 1000] [--large 10000]

Makes stories of about 700 words in the story format, each with an author, a column, topics, a round-up and a photo (200
different ones), and brings them into two throw-away magazines (SQLite and folders) with `import_stories`. Prints
seconds, processor time a story, peak memory, what a second import of the same file takes, and the ratio large : small
of the processor time, which other work on the machine does not change.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from PIL import Image

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
PHOTOS = 200
VOCABULARY = "harbour strait ferry minister grain cable treaty border silo pilot fleet port island envoy ledger tide"
WORDS = VOCABULARY.split()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--small", type=int, default=1_000)
    arguments.add_argument("--large", type=int, default=10_000)
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.folder)))
        return
    small, large = (in_a_process(count) for count in (options.small, options.large))
    print(f"{'stories':>10} {'seconds':>10} {'CPU ms a story':>16} {'peak MB':>10} {'again, s':>10}")
    each = [run["processor"] / run["stories"] * 1000 for run in (small, large)]
    for run, cost in zip((small, large), each, strict=True):
        row = f"{run['stories']:>10,} {run['seconds']:>10.1f} {cost:>16.1f} {run['peak']:>10.0f} {run['again']:>10.1f}"
        print(row)
    ratio = each[1] / each[0]
    print(f"a story among {large['stories']:,} costs {ratio:.2f} times as much as one among {small['stories']:,}")


def in_a_process(count: int) -> dict:
    """Measure in a process of its own, on a database of its own: peak memory is never given back."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "broadsheet.settings.development",
            "BROADSHEET_DATABASE_URL": f"sqlite:///{folder}/database.sqlite3",
            "BROADSHEET_MEDIA_BACKEND": "local",
        }
        command = [sys.executable, "-m", "benchmarks.import_stories", "--one", str(count), "--folder", folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def measure(count: int, folder: Path) -> dict:
    settings.VAR = folder
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    path, media = write_file(folder, count)
    processor = time.process_time()
    seconds = timed(lambda: call_command("import_stories", path, media=media, stdout=sys.stderr))
    processor = time.process_time() - processor
    again = timed(lambda: call_command("import_stories", path, media=media, stdout=sys.stderr))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"stories": count, "seconds": seconds, "processor": processor, "again": again, "peak": peak}


def timed(work) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def write_file(folder: Path, count: int) -> tuple[Path, Path]:
    chance = random.Random(4711)  # noqa: S311
    media = folder / "import"
    media.mkdir()
    for number in range(PHOTOS):
        (media / f"{number}.jpg").write_bytes(picture(number))
    path = folder / "stories.jsonl"
    with path.open("w") as file:
        for number in range(count):
            file.write(json.dumps(story(number, chance)) + "\n")
    return path, media


def picture(number: int) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (1200, 800), (number, 90, 255 - number)).save(buffer, "JPEG")
    return buffer.getvalue()


def story(number: int, chance: random.Random) -> dict:
    def words(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize()

    return {
        "id": f"bench-{number}",
        "headline": words(8),
        "standfirst": words(25),
        "section": chance.choice(["reporting", "analysis", "reporting/europe"]),
        "also_in": ["video"],
        "column": "Diplomacy Watch" if number % 5 == 0 else None,
        "authors": [f"Writer {chance.randrange(100)}"],
        "topics": [f"Topic {chance.randrange(50)}", f"Topic {chance.randrange(50)}"],
        "published_at": (NEWEST - timedelta(hours=number)).isoformat(),
        "old_url": f"/archive/{number}.html",
        "lead_photo": {"file": f"{number % PHOTOS}.jpg", "agency": "Harbour Press", "alt": "A plain field of colour"},
        "body": [
            *({"type": "paragraph", "html": f"<p>{words(80)}. <b>{words(5)}</b>.</p>"} for _ in range(8)),
            {"type": "block_quote", "text": words(30), "speaker": "Anna Moreau"},
            {"type": "round_up", "items": [{"text": f"<p>{words(12)}</p>"} for _ in range(4)]},
        ],
    }


if __name__ == "__main__":
    main()
