"""What a body holds: read from its stored form, so that a body in a revision costs no query."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..links import ATTRIBUTE, LINK


@dataclass
class Contents:
    """Ids of what a body uses, and the kinds of its blocks."""

    kinds: set[str] = field(default_factory=set)
    photo_ids: set[int] = field(default_factory=set)
    document_ids: set[int] = field(default_factory=set)
    story_ids: set[int] = field(default_factory=set)


def contents(raw: list[dict] | None) -> Contents:
    """Return what a body uses. `raw` is its JSON: `list(body.raw_data)`, or the parsed field of a revision."""
    found = Contents()
    for block in raw or []:
        found.kinds.add(block["type"])
        value = block.get("value") or {}
        match block.get("type"):
            case "photo":
                _add(found.photo_ids, value.get("photo"))
            case "gallery":
                for item in value.get("photos") or []:
                    _add(found.photo_ids, item.get("value", item).get("photo"))
            case "document":
                _add(found.document_ids, value.get("document"))
            case "related_story":
                _add(found.story_ids, value.get("story"))
        for source in strings_in(value):
            found.document_ids.update(_linked_documents(source))
    return found


def strings_in(value) -> Iterator[str]:
    """Yield every string in stored JSON, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from strings_in(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from strings_in(child)


def _add(ids: set[int], value) -> None:
    if isinstance(value, int):
        ids.add(value)


def _linked_documents(source: str) -> Iterator[int]:
    if 'linktype="document"' not in source:
        return
    for attributes, _ in LINK.findall(source):
        link = dict(ATTRIBUTE.findall(attributes))
        if link.get("linktype") == "document" and link.get("id", "").isdecimal():
            yield int(link["id"])
