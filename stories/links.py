"""The links in rich text: where they lead, found for a whole body at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin

from wagtail.documents import get_document_model
from wagtail.models import Page

from . import prose
from .querysets import unrestricted

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Piece:
    """A stretch of rich text: plain, or with the address that it links to."""

    html: str
    url: str = ""


@dataclass
class Links:
    """Addresses of the pages and documents that a body links to, and what its links are joined to, if anything."""

    pages: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    base_url: str = ""

    @classmethod
    def of(cls, sources: Iterable[str], base_url: str = "") -> "Links":
        """Look up all internal links in `sources` with one query for the pages and one for the documents.

        `base_url` makes every address absolute, for feeds and mail.
        """
        ids = {"page": set(), "document": set()}
        for source in sources:
            if "linktype" not in source:
                continue
            for attributes, _ in LINK.findall(source):
                found = dict(ATTRIBUTE.findall(attributes))
                if found.get("linktype") in ids and found.get("id", "").isdecimal():
                    ids[found["linktype"]].add(int(found["id"]))
        return cls(page_addresses(ids["page"]), document_addresses(ids["document"]), base_url)

    def pieces(self, html: str) -> list[Piece]:
        """Cut `html` at its links. A link that leads nowhere the public may go is plain text."""
        pieces, end = [], 0
        for link in LINK.finditer(html):
            pieces.append(Piece(html[end : link.start()]))
            pieces.append(Piece(link[2], self.address(dict(ATTRIBUTE.findall(link[1])))))
            end = link.end()
        pieces.append(Piece(html[end:]))
        return pieces

    def address(self, attributes: dict[str, str]) -> str:
        kind = attributes.get("linktype")
        if kind == "page":
            address = self.pages.get(attributes.get("id", ""), "")
        elif kind == "document":
            address = self.documents.get(attributes.get("id", ""), "")
        else:
            address = prose.safe_address(unescape(attributes.get("href", "")))
        return urljoin(self.base_url, address) if address and self.base_url else address


def page_addresses(ids: Iterable[int]) -> dict[str, str]:
    """Return the addresses of those pages that the public may see, by their ids as strings."""
    if not ids:
        return {}
    pages = Page.objects.live().filter(unrestricted(), pk__in=ids)
    return {str(page.pk): page.url for page in pages if page.url}


def document_addresses(ids: Iterable[int]) -> dict[str, str]:
    if not ids:
        return {}
    return {str(document.pk): document.url for document in get_document_model().objects.filter(pk__in=ids)}
