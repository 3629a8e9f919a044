"""Taking photos and documents out of the media folder into the library, each file once."""

import hashlib
import json
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
        changed = [name for name, each in values.items() if getattr(photo, name) != each]
        for name in changed:
            setattr(photo, name, values[name])
        if changed:
            photo.save()
        if "tags" in record and set(record["tags"]) != set(photo.tags.names()):
            photo.tags.set(record["tags"])


def title_of(name: str) -> str:
    return PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip().capitalize() or name
