"""The site's one style sheet: the files under `static/css/`, joined in layer order as `site.css`.

Made anew whenever it is asked for, so that work on the files shows at once; `collectstatic` gives it its hashed name.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "site.css"
PARTS = settings.ROOT / "static/css"
MADE = settings.VAR / "css"
# The first file declares the order of the layers; each of the others says into which it belongs.
FIRST = ("tokens.css", "fonts.css", "reset.css", "base.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class StylesheetFinder(BaseFinder):
    """Gives `site.css` to `collectstatic`, and to the servers that find static files without it."""

    def __init__(self, app_names: Iterable[str] | None = None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=MADE)

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        if path != NAME:
            return []
        made = str(write())
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        write()
        yield NAME, self.storage


def write() -> Path:
    """Write the joined style sheet where it changed, and return its path."""
    joined, made = join(), MADE / NAME
    if not made.exists() or made.read_text(encoding="utf-8") != joined:
        made.parent.mkdir(parents=True, exist_ok=True)
        half_done = made.with_suffix(".part")
        half_done.write_text(joined, encoding="utf-8")
        half_done.replace(made)
    return made


def join() -> str:
    """Return all parts as one sheet, without their comments and indents."""
    first = [PARTS / name for name in FIRST]
    rest = [*sorted((PARTS / "layout").glob("*.css")), *sorted((PARTS / "components").glob("*.css"))]
    text = "\n".join(part.read_text(encoding="utf-8") for part in [*first, *rest])
    # The parts stand one folder below the joined sheet, so what they name beside themselves is one step nearer.
    text = text.replace('url("../', 'url("')
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
