"""Bringing lines of the story format in, for tests."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from archive.models import Imported
from stories.models import StoryPage

STORY = {
    "id": "s1",
    "headline": "The ferry never came back",
    "section": "reporting",
    "byline": "The editors",
    "published_at": "2025-03-05T08:00:00Z",
    "body": [{"type": "paragraph", "html": "<p>The quay is empty.</p>"}],
}


def import_lines(folder: Path, *lines: dict | str | bytes, **options) -> str:
    """Import lines (objects, or what stands in the file as it is) and return what the command said."""
    path = folder / "stories.jsonl"
    texts = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
    path.write_bytes(b"".join((text if isinstance(text, bytes) else text.encode()) + b"\n" for text in texts))
    return import_file(path, **options)


def import_file(path: Path, **options) -> str:
    said = StringIO()
    try:
        call_command("import_stories", path, stdout=said, stderr=StringIO(), **options)
    except CommandError as error:
        said.write(f"exit {error.returncode}: {error}")
    return said.getvalue()


def export_to(folder: Path, name: str) -> list[str]:
    """Export into `folder`, media files beside it, and return the lines."""
    call_command("export_stories", folder / name, media=folder / f"{name}-media", stderr=StringIO())
    return (folder / name).read_text().splitlines()


def imported(key: str = "s1") -> StoryPage:
    return StoryPage.objects.get(pk=Imported.objects.get(kind="story", key=key).object_id)
