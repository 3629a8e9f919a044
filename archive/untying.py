"""What stands in a line for the places, photos and stories that an object refers to."""

import functools
import re
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote

from wagtail.models import Page

from media.models import Document, Photo
from stories import prose
from stories.links import ATTRIBUTE
from stories.models import SectionPage, StoryPage

from . import kinds
from .files import FOCAL_POINT, FileSink
from .models import Imported
from .tying import DOCUMENT_PREFIX, OPENING

KEYS = re.compile(r' data-block-key="[^"]*"')
REMEMBERED = 1024


class Untie:
    """Answers for one export. What it remembers is limited, so that a large archive needs no more memory."""

    def __init__(self, site, sink: FileSink | None):
        self.site = site
        self.front = site.root_page
        self.sink = sink
        for name in ("story", "section", "snippet", "photo", "document", "address"):
            setattr(self, name, functools.lru_cache(maxsize=REMEMBERED)(getattr(self, f"_{name}")))

    def html(self, html: str, features) -> str:
        cleaned = KEYS.sub("", prose.clean(html or "", features))
        return OPENING.sub(self._untie_link, cleaned) if "linktype" in cleaned else cleaned

    def _untie_link(self, link: re.Match) -> str:
        attributes = dict(ATTRIBUTE.findall(link[1]))
        pk = int(attributes.get("id") or 0)
        match attributes.get("linktype"):
            case "page":
                href = self.address(pk)
            case "document":
                record = self.document(pk)
                href = DOCUMENT_PREFIX + quote(record["file"]) if record else ""
            case _:
                href = unescape(attributes.get("href", ""))
        return f'<a href="{escape(href)}">' if href else "<a>"

    def _address(self, pk: int) -> str:
        page = Page.objects.filter(pk=pk).only("url_path").first()
        return page.url_path.removeprefix(self.front.url_path.rstrip("/")) if page else ""

    def path(self, page: Page) -> str:
        """Return a section's or a page's path below the front, without slashes at its ends."""
        return page.url_path.removeprefix(self.front.url_path).strip("/")

    def _story(self, pk: int) -> str | None:
        story = StoryPage.objects.filter(pk=pk).values_list("translation_key", flat=True).first()
        return story and (came_as(Imported.Kind.STORY, pk) or str(story))

    def _section(self, pk: int) -> str | None:
        section = SectionPage.objects.filter(pk=pk).first()
        return section and self.path(section)

    def _snippet(self, model, pk: int) -> str | None:
        return model.objects.filter(pk=pk).values_list("slug", flat=True).first()

    def _photo(self, pk: int) -> dict | None:
        photo = Photo.objects.select_related("agency").filter(pk=pk).first()
        return photo and self._with_file(
            photo,
            Imported.Kind.PHOTO,
            {
                "title": photo.title,
                "agency": photo.agency.name if photo.agency else "",
                "person": photo.person,
                "kind": photo.kind if photo.kind != Photo.Kind.PHOTOGRAPH else "",
                "caption": photo.caption,
                "alt": photo.description,
                "decorative": photo.is_decorative or None,
                "taken_on": kinds.Day().write(photo.taken_on, self),
                "place": photo.place,
                "licence": photo.licence,
                "copyright": photo.copyright_notice,
                "source": photo.source_url,
                "rights_expire_on": kinds.Day().write(photo.rights_expire_on, self),
                "territory": photo.territory,
                "restrictions": photo.restrictions,
                "tags": sorted(photo.tags.names()),
                "focal_point": focal_point_of(photo),
                "replacement": self._replacement(photo),
            },
        )

    def _replacement(self, photo: Photo) -> dict | None:
        """Return the record of what stands in for `photo`, without what stands in for that again."""
        found = self.photo(photo.replacement_id) if photo.replacement_id else None
        return found and {name: value for name, value in found.items() if name != "replacement"}

    def _document(self, pk: int) -> dict | None:
        document = Document.objects.filter(pk=pk).first()
        return document and self._with_file(document, Imported.Kind.DOCUMENT, {"title": document.title})

    def _with_file(self, subject, kind, record) -> dict:
        folder = {Imported.Kind.PHOTO: "photos", Imported.Kind.DOCUMENT: "documents"}[kind]
        name = came_as(kind, subject.pk) or free_name(kind, folder, subject)
        if self.sink:
            self.sink.add(name, subject.file)
        return kinds.filled({"file": name, **record})


def came_as(kind: str, pk: int) -> str:
    """Return what the object was called by the file that it came in with, "" if it did not come in so."""
    return Imported.objects.filter(kind=kind, object_id=pk).order_by("pk").values_list("key", flat=True).first() or ""


def free_name(kind: str, folder: str, subject) -> str:
    """Return the name of the file of an object that did not come in by the story format."""
    own = PurePosixPath(subject.file.name).name
    name, number = f"{folder}/{subject.pk}-{own}", 1
    while Imported.objects.filter(kind=kind, key=name).exists():
        number += 1
        name = f"{folder}/{subject.pk}-{number}-{own}"
    return name


def focal_point_of(photo: Photo) -> dict:
    return kinds.filled({side: getattr(photo, f"focal_point_{side}") for side in FOCAL_POINT.fields})
