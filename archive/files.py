"""Photos and documents: their records in a line, and the folder that their files lie in."""

import functools
import hashlib
import re
import shutil
from pathlib import Path

from django.core.files.base import File

from media.models import Photo

from . import kinds
from .kinds import Field, Wrong

LONGEST_PATH = 255


class FilePath(kinds.Text):
    """A path below the media folder, with slashes between its parts."""

    def read(self, value):
        value = super().read(value)
        parts = value.split("/")
        if "\\" in value or value.startswith("/") or re.match(r"[a-zA-Z]:", value):
            raise Wrong(f"“{value[:60]}” has to be a path inside the media folder, such as photos/harbour.jpg")
        if any(part in ("", ".", "..") for part in parts):
            raise Wrong(f"“{value[:60]}” leads out of the media folder or is no path")
        return value

    def describe(self):
        return "path of a file in the media folder"


class PhotoKind(kinds.Parts):
    def store(self, value, tie):
        photo = tie.photo(value)
        return photo and photo.pk

    def write(self, value, untie):
        return untie.photo(value) if value else None


class DocumentKind(kinds.Parts):
    def store(self, value, tie):
        document = tie.document(value)
        return document and document.pk

    def write(self, value, untie):
        return untie.document(value) if value else None


FILE = FilePath(limit=LONGEST_PATH)
FOCAL_POINT = kinds.Parts(
    "focal point",
    Field("x", kinds.Whole(), "Centre of the part that every crop keeps, in pixels from the left.", 800, required=True),
    Field("y", kinds.Whole(), "The same from the top.", 300, required=True),
    Field("width", kinds.Whole(), "Width of that part in pixels.", 200),
    Field("height", kinds.Whole(), "Its height.", 200),
)
PHOTO_FIELDS = (
    Field("file", FILE, "The picture itself.", "photos/harbour.jpg", required=True),
    Field("title", kinds.Text(255), "Its name in the library; the file’s name when left out.", "Harbour at dusk"),
    Field("agency", kinds.Text(120), "Name of the agency; one that is missing is made.", "Harbour Press"),
    Field("person", kinds.Text(200), "Photographer, illustrator or author of the chart.", "Ana Bel"),
    Field("kind", kinds.OneOf(Photo.Kind.values), "`photograph` when left out.", "map"),
    Field("caption", kinds.Text(lines=True), "What it shows, when and where.", "Ferries wait for the tide."),
    Field("alt", kinds.Text(255), "What it shows, for readers who cannot see it.", "Two ferries at a stone quay"),
    Field("decorative", kinds.Switch(), "`true`: it tells nothing that a text beside it does not say.", True),
    Field("taken_on", kinds.Day(), "When it was taken or drawn.", "2026-02-27"),
    Field("place", kinds.Text(160), "Where, the smallest part first.", "Old port, Marseille, France"),
    Field("licence", kinds.Text(120), "Licence or number of the contract.", "CC BY 4.0"),
    Field("copyright", kinds.Text(255), "Copyright notice, for the newsroom.", "© 2026 Ana Bel"),
    Field("source", kinds.WebAddress(500), "Where the file came from.", "https://example.org/4711"),
    Field("rights_expire_on", kinds.Day(), "Last day on which it may be used.", "2031-12-31"),
    Field("territory", kinds.Text(255), "Where it may be used, if not everywhere.", "Europe only"),
    Field("restrictions", kinds.Text(500), "What may not be done with it.", "Not for social media"),
    Field("tags", kinds.Each(kinds.Text(100)), "Tags in the library.", ["harbour", "dusk"]),
    Field("focal_point", FOCAL_POINT, "The part that every crop keeps.", {"x": 800, "y": 300}),
)
RECORD_STAYS = (
    "Of a photo that is in the library already, a field that is left out keeps what it has, rights and restrictions "
    'too. `""` empties a text and the agency, `[]` the tags; a day, the focal point and the replacement are taken away '
    "in the library alone."
)
REPLACEMENT = PhotoKind("replacement", *PHOTO_FIELDS, meaning=RECORD_STAYS)
PHOTO = PhotoKind(
    "photo",
    *PHOTO_FIELDS,
    Field("replacement", REPLACEMENT, "Another photo, printed in its place once its rights have ended."),
    meaning=RECORD_STAYS,
)
DOCUMENT = DocumentKind(
    "document",
    Field("file", FILE, "The file itself.", "documents/report.pdf", required=True),
    Field("title", kinds.Text(255), "Its name; the file’s name when left out.", "Report of the harbour board"),
)


class MediaFolder:
    """The folder of `--media`. Nothing outside it is ever opened, whatever a line or a symbolic link says."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        self.fingerprint = functools.lru_cache(maxsize=4096)(self._fingerprint)

    def path_of(self, name: str) -> Path | None:
        """Return where the file lies, None where there is no such file inside the folder."""
        path = (self.root / name).resolve()
        return path if path.is_relative_to(self.root) and path.is_file() else None

    def open(self, name: str) -> File | None:
        path = self.path_of(name)
        return File(path.open("rb"), name=path.name) if path else None

    def _fingerprint(self, name: str) -> str:
        """Return the digest of the file's bytes, "" where there is no such file."""
        path = self.path_of(name)
        if not path:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class FileSink:
    """The folder that an export puts media files into. `missing` counts those that the store did not give."""

    def __init__(self, root: Path):
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self.written: set[str] = set()
        self.missing = 0

    def add(self, name: str, file) -> None:
        if name in self.written:
            return
        self.written.add(name)
        path = self.root / FILE.read(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(self.root):
            raise Wrong(f"“{name}” leads out of the media folder through a symbolic link")
        try:
            with file.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
        except OSError:
            path.unlink(missing_ok=True)
            self.missing += 1
