"""The stories of the demo with their own words and dates, and pictures of a few pixels: they come in within seconds."""

import json
from pathlib import Path

from archive.management.commands.load_demo import FOLDER
from tests.factories import picture_bytes
from tests.story_files import import_file

QUESTIONS, JUDGMENTS = FOLDER / "searches.jsonl", FOLDER / "judgments.tsv"


def bring_in_the_demo(folder: Path) -> None:
    """Import the demo's lines as they are, so that a question for a month finds it whatever today is.

    Without the story that waits for its hour: that hour has come.
    """
    picture = picture_bytes()
    for file in (FOLDER / "media").rglob("*"):
        if file.is_file():
            copy = folder / "media" / file.relative_to(FOLDER / "media")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(picture if file.suffix in (".jpg", ".png") else file.read_bytes())
    lines = (FOLDER / "stories.jsonl").read_text().splitlines(keepends=True)
    (folder / "stories.jsonl").write_text(
        "".join(each for each in lines if json.loads(each).get("status") != "scheduled")
    )
    said = import_file(folder / "stories.jsonl", media=folder / "media")
    assert "refused" not in said, said
