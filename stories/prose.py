"""Rich text: which marks a text may carry, and how anybody's HTML is brought down to them.

Stored rich text is Wagtail's: `<a linktype="page" id="7">` for a page, the same with "document", and
`<a href="…">` for the rest.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import nh3
from wagtail.rich_text import get_text_for_indexing

from media import plain_text

# A text of several paragraphs.
PROSE = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript", "strikethrough"]
# A line or two: the item of a list, the cell of a table.
LINE = ["bold", "italic", "link", "document-link"]

TAGS = {
    "bold": {"b", "strong"},
    "italic": {"i", "em"},
    "link": {"a"},
    "document-link": {"a"},
    "ol": {"ol", "li"},
    "ul": {"ul", "li"},
    "superscript": {"sup"},
    "subscript": {"sub"},
    "strikethrough": {"s"},
}
ALWAYS = {"p", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
# What a link may be apart from an address with a scheme: a place on this site, a place on this page.
LOCAL = re.compile(r"^(?:/(?![/\\])|#)")
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers drop these from an address before they read its scheme: "java\tscript:" runs.
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]")


def clean(html: str, features: Iterable[str] = PROSE) -> str:
    """Return `html` with nothing but what `features` allow, as well-formed HTML.

    Made for HTML from outside (import, paste, API): scripts and styles go with their text, other elements go and leave
    their text, links keep an address of a safe kind only. Blocks that are not paragraphs or lists become paragraphs.
    """
    return _clean(html or "", frozenset(features), keep_keys=True)


def for_print(html: str) -> str:
    """Return stored rich text fit to be printed, whoever wrote it into the database."""
    return _for_print(html or "")


def safe_address(address: str) -> str:
    """Return `address` if a link may point there, else ""."""
    address = UNSEEN.sub("", address or "")
    scheme = SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in SCHEMES else ""
    return address if LOCAL.match(address) else ""


def text_of(html: str) -> str:
    """Return the words of `html` on one line."""
    return " ".join(get_text_for_indexing(html or "").split())


@lru_cache(maxsize=2048)
def _for_print(html: str) -> str:
    return _clean(html, frozenset(PROSE), keep_keys=False)


def _clean(html: str, features: frozenset[str], *, keep_keys: bool) -> str:
    tags = ALWAYS.union(*(TAGS[feature] for feature in features))
    # The editor finds comments again by these keys; readers do not need them.
    keys = {"data-block-key"} if keep_keys else set()
    attributes = {tag: keys for tag in ("p", "li") if keys and tag in tags}
    if "a" in tags:
        attributes["a"] = {"href", "linktype", "id"}
    cleaned = nh3.clean(
        _paragraphs(html, tags),
        tags=tags,
        attributes=attributes,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return EMPTY.sub("", HALF_LINK.sub("<a>", plain_text.clean(cleaned)))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_address(value) or None
    if name == "linktype":
        return value if value in {"page", "document"} else None
    if name == "id":
        return value if value.isascii() and value.isdigit() else None
    return value


# Wagtail's editor stumbles over a link to a page that does not say which.
HALF_LINK = re.compile(r"<a\b(?=[^>]* linktype=)(?![^>]* id=)[^>]*>")
EMPTY = re.compile(r"<(p|li)\b[^>]*>(?:\s|&nbsp;|<br>)*</\1>")
BLOCKS = re.compile(r"<(/?)(?:h[1-6]|div|section|article|blockquote|pre|ul|ol|li)\b[^>]*>", re.IGNORECASE)


def _paragraphs(html: str, tags: set[str]) -> str:
    """Turn blocks that `tags` do not allow into paragraphs, so that their texts do not run together."""

    def replace(match: re.Match) -> str:
        name = match[0].strip("</>").split()[0].lower()
        return match[0] if name in tags else f"<{match[1]}p>"

    return BLOCKS.sub(replace, html)
