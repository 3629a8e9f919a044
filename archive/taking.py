"""Taking photos and documents out of the media folder into the library, each file once."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from media.models import Document, Photo

from .files import MediaFolder
from .finding import Finder
from .models import Imported

# What a line calls them, and what the model does.
NAMES = {
    "title": "title",
    "person": "person",
    "kind": "kind",
    "alt": "description",
    "licence": "licence",
    "copyright": "copyright_notice",
    "source": "source_url",
    "rights_expire_on": "rights_expire_on",
    "territory": "territory",
    "restrictions": "restrictions",
    "decorative": "is_decorative",
    "taken_on": "taken_on",
    "place": "place",
}
FOCAL_POINT = ("x", "y", "width", "height")


class Library:
    def __init__(self, folder: MediaFolder | None, finder: Finder, *, dry_run: bool = False):
        self.folder = folder
        self.finder = finder
        self.dry_run = dry_run
        # What the line has changed of photos that are public now: the photo, and its fields as they were.
        self.changed_in_public: list[tuple[Photo, dict]] = []

    def photo(self, record: dict) -> tuple[Photo | None, str]:
        """Return the photo of a record, "" beside it; or None and why there is none.

        The record wins over what the library has, but for the caption: that of a photo which is there already stays,
        because each story may caption it differently.
        """
        known = self._known(Imported.Kind.PHOTO, Photo, record)
        if known:
            self._renew(known, record)
            return known, ""
        photo = Photo(**self._values(record), caption=record.get("caption", ""))
        problem = self._add(Imported.Kind.PHOTO, photo, record)
        if problem:
            return None, problem
        if tags := record.get("tags"):
            photo.tags.set(tags)
        return photo, ""

    def changes_in_public(self) -> Iterator[str]:
        """Yield what the line changes of photos that readers see."""
        for photo, before in self.changed_in_public:
            yield f"changes the {words_for(photo, before)} of “{before.get('title', photo.title)}”, which is public now"

    def take_back(self) -> Iterator[str]:
        """Give photos that readers see the records back that they had before the line, and yield what was left alone.

        The line was read with its own records all the same: whether its story may be public depends on them.
        """
        for photo, before in reversed(self.changed_in_public):
            for name, each in before.items():
                setattr(photo, name, each)
            photo.save()
            words = words_for(photo, before)
            yield f"leaves the {words} of “{photo.title}” alone: it is public now, and this is a draft"

    def document(self, record: dict) -> tuple[Document | None, str]:
        known = self._known(Imported.Kind.DOCUMENT, Document, record)
        if known:
            if record.get("title") and known.title != record["title"]:
                known.title = record["title"]
                known.save()
            return known, ""
        document = Document(title=record.get("title") or title_of(record["file"]))
        problem = self._add(Imported.Kind.DOCUMENT, document, record)
        return (None, problem) if problem else (document, "")

    def fingerprint(self, name: str) -> str:
        return self.folder.fingerprint(name) if self.folder else ""

    def _known(self, kind, model, record):
        """Return the object that this file became before: under its name, or under another with the same record."""
        fingerprint = self.fingerprint(record["file"])
        row = Imported.objects.filter(kind=kind, key=record["file"]).first()
        # A file that is not there now, or has not changed, is the one that came in before.
        if row and (not fingerprint or row.digest.startswith(fingerprint[:32])):
            return self._get(model, row)
        if not fingerprint:
            return None
        twin = Imported.objects.filter(kind=kind, digest=self._digest(fingerprint, record)).first()
        found = twin and self._get(model, twin)
        if found:
            self._note(kind, record, fingerprint, found)
        return found

    def _get(self, model, row: Imported):
        found = model.objects.select_related("agency") if model is Photo else model.objects
        return found.filter(pk=row.object_id).first()

    def _add(self, kind, subject, record) -> str:
        """Store the file and the record; return what keeps it from being stored, or ""."""
        name = record["file"]
        if not self.folder:
            return f"“{name}” could not be taken in: no media folder was given"
        file = self.folder.open(name)
        if not file:
            return f"there is no file “{name}” in the media folder"
        with file:
            if self.dry_run:
                # The record without its file, which no rollback would take out of the store again.
                if isinstance(subject, Photo):
                    subject.width = subject.height = 1  # pixels; the column takes no null
                type(subject).objects.bulk_create([subject])
                return ""
            try:
                subject.file = file
                subject.full_clean(exclude=["file_hash"])
                subject.file.open()
                subject.save()
            except ValidationError as error:
                return f"“{name}” could not be taken in: {' '.join(error.messages)}"
        self._note(kind, record, self.fingerprint(name), subject)
        return ""

    def _note(self, kind, record, fingerprint, subject) -> None:
        Imported.objects.update_or_create(
            kind=kind,
            key=record["file"],
            defaults={"object_id": subject.pk, "digest": self._digest(fingerprint, record)},
        )

    def _digest(self, fingerprint: str, record: dict) -> str:
        told = {name: each for name, each in record.items() if name != "file"}
        said = json.dumps(told, sort_keys=True, default=str)
        return fingerprint[:32] + hashlib.sha256(said.encode()).hexdigest()[:32]

    def _values(self, record: dict) -> dict:
        values = {field: record[name] for name, field in NAMES.items() if name in record}
        values.setdefault("title", title_of(record["file"]))
        if "agency" in record:
            values["agency"] = self.finder.agency(record["agency"]) if record["agency"] else None
        if "replacement" in record:
            values["replacement"] = self.photo(record["replacement"])[0]
        for side in FOCAL_POINT if "focal_point" in record else ():
            values[f"focal_point_{side}"] = record["focal_point"].get(side)
        return values

    def _renew(self, photo: Photo, record: dict) -> None:
        values = {name: each for name, each in self._values(record).items() if name != "title" or "title" in record}
        before = {name: getattr(photo, name) for name, each in values.items() if getattr(photo, name) != each}
        for name in before:
            setattr(photo, name, values[name])
        if before:
            photo.save()
            if photo.is_open:
                self.changed_in_public.append((photo, before))
        if "tags" in record and set(record["tags"]) != set(photo.tags.names()):
            photo.tags.set(record["tags"])


def words_for(photo: Photo, names: Iterable[str]) -> str:
    said = {"agency": "credit", "person": "credit", "description": "alt text"}
    said |= {f"focal_point_{side}": "focal point" for side in FOCAL_POINT}
    words = dict.fromkeys(
        said.get(name) or str(getattr(photo._meta.get_field(name), "verbose_name", name)) for name in names
    )
    return " and ".join(words)


def title_of(name: str) -> str:
    return PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip().capitalize() or name
