"""What ties a line to the rest of the magazine: the places, photos and stories that it refers to."""

import re
import uuid
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.utils.encoding import escape_uri_path, iri_to_uri, repercent_broken_unicode
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from stories import prose
from stories.links import ATTRIBUTE
from stories.models import StoryPage

from .finding import Finder
from .models import Imported
from .taking import Library

NAMESPACE = uuid.UUID("5f0b7c1e-6a0e-4d5c-9f53-6a3f6f0f7a11")
OPENING = re.compile(r"<a\b([^>]*)>")


def story_uuid(key: str) -> uuid.UUID:
    """Return the translation key of the story that a file calls `key`: an export without a name of its own uses it."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.uuid5(NAMESPACE, key)


class Tie:
    """Made anew for each line. `problems` keep a story from being public, `notes` are only told.

    `is_waiting` says that the line refers to a story which has not come in yet; on the `last_call` such a reference is
    noted and left out.
    """

    def __init__(self, finder: Finder, library: Library, key: str, *, last_call: bool = False):
        self.finder = finder
        self.library = library
        self.key = key
        self.last_call = last_call
        self.is_waiting = False
        self.problems: list[str] = []
        self.notes: list[str] = []
        self._ids = 0

    def new_id(self) -> str:
        """Return the next id of a block: the same each time that the same line comes in."""
        self._ids += 1
        return str(uuid.uuid5(NAMESPACE, f"{self.key} {self._ids}"))

    def section(self, name: str):
        return self.finder.section(name)

    def snippet(self, model, name: str):
        return self.finder.snippet(model, name)

    def snippets(self, model, names: Iterable[str]) -> list:
        """Return what the names mean, in their order; what is named twice, by its name and its slug, stands once."""
        return list(dict.fromkeys(self.snippet(model, name) for name in names))

    def photo(self, record: dict):
        photo, problem = self.library.photo(record)
        if problem:
            self.problems.append(problem)
        return photo

    def document(self, record: dict):
        document, problem = self.library.document(record)
        if problem:
            self.problems.append(problem)
        return document

    def story(self, key: str) -> int | None:
        """Return the story's primary key, None where it is not there (yet)."""
        found = find_story(key)
        if found is None:
            self.is_waiting = True
            if self.last_call:
                self.notes.append(f"there is no story “{key}” to refer to")
        return found

    def page(self, path: str) -> int | None:
        """Return the primary key of the page with this path below the front, None where it is not there (yet)."""
        found = self._page_at(f"/{path.strip('/')}")
        if found is None:
            self.is_waiting = True
            if self.last_call:
                self.notes.append(f"there is no page “{path}” to refer to")
        return found

    def html(self, html: str, features) -> str:
        """Return `html` brought down to `features`, its links to pages of this site tied to those pages."""
        cleaned = prose.clean(html, features)
        return OPENING.sub(self._tie_link, cleaned) if "<a" in cleaned else cleaned

    def _tie_link(self, link: re.Match) -> str:
        attributes = dict(ATTRIBUTE.findall(link[1]))
        # Ids of another database mean nothing here.
        href = "" if "linktype" in attributes else unescape(attributes.get("href", ""))
        if not href.startswith("/"):
            return f'<a href="{escape(href)}">' if href else "<a>"
        if document := self._document_at(href):
            return f'<a linktype="document" id="{document}">'
        if page := self._page_at(href):
            return f'<a linktype="page" id="{page}">'
        self.is_waiting = True
        return f'<a href="{escape(href)}">'

    def _page_at(self, href: str) -> int | None:
        """Return the page with this address, now or formerly. With a fragment or a query, an address stays one."""
        parts = urlsplit(href)
        if parts.query or parts.fragment:
            return None
        path = self.finder.front.url_path.rstrip("/") + unquote(parts.path).rstrip("/") + "/"
        page = Page.objects.filter(url_path=path).values_list("pk", flat=True).first()
        return page or (
            Redirect.get_for_site(self.finder.site)
            .filter(old_path=redirected_path(parts.path), redirect_page__isnull=False)
            .values_list("redirect_page_id", flat=True)
            .first()
        )

    def _document_at(self, href: str) -> int | None:
        if not href.startswith(DOCUMENT_PREFIX):
            return None
        document = self.document({"file": unquote(href.removeprefix(DOCUMENT_PREFIX))})
        return document and document.pk


# How a link in a text names a document: "/file:documents/report.pdf".
DOCUMENT_PREFIX = "/file:"


def find_story(key: str) -> int | None:
    row = Imported.objects.filter(kind=Imported.Kind.STORY, key=key).values_list("object_id", flat=True).first()
    by_key = StoryPage.objects.filter(pk=row) if row else StoryPage.objects.filter(translation_key=story_uuid(key))
    return by_key.values_list("pk", flat=True).first()


def redirected_path(path: str, query: str = "") -> str:
    """Return what a redirect from this address has to hold: Wagtail compares it with the path of a request.

    Django escapes that anew, so a space is “%20” however it was written.
    """
    asked = escape_uri_path(repercent_broken_unicode(unquote_to_bytes(path)).decode())
    return Redirect.normalise_path(f"{asked}?{iri_to_uri(query)}" if query else asked)
