"""XMP, the notes that most programs write into a picture: RDF in XML, with names in namespaces."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # only the type: what comes in is parsed by defusedxml

from defusedxml import ElementTree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SPACES = {
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "photoshop": "{http://ns.adobe.com/photoshop/1.0/}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
    "rights": "{http://ns.adobe.com/xap/1.0/rights/}",
    "exif": "{http://ns.adobe.com/exif/1.0/}",
    "cc": "{http://creativecommons.org/ns#}",
    "plus": "{http://ns.useplus.org/ldf/xmp/1.0/}",
    "core": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}",
    "ext": "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}",
}
PREFIXES = {space: prefix for prefix, space in SPACES.items()}
# More than a thousand pages of text; what is larger holds no caption but a copy of a picture or an attack.
MAX_BYTES = 2 * 1024 * 1024


def properties(packet: bytes) -> dict[str, str]:
    """Return what a packet says, as in {"dc:creator": "Jo Lee"}; of several languages the default one.

    Several values of one property are joined with commas. Raises an exception of the parser for what is no XMP, for
    entities and for document types, which grow or fetch things.
    """
    if len(packet) > MAX_BYTES:
        raise ValueError("This XMP packet is too large.")
    root = ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"), forbid_dtd=True)
    found: dict[str, str] = {}
    for name, text in _pairs(root):
        found.setdefault(name, text)
    # A place that the picture shows, or where the camera stood: both have a city, and the second counts.
    for created in root.iter(f"{SPACES['ext']}LocationCreated"):
        found.update(_pairs(created))
    return found


def _pairs(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        for name, text in element.attrib.items():
            if (known := _short(name)) and text.strip():
                yield known, text
        if (known := _short(element.tag)) and (text := _text(element)):
            yield known, text


def _short(name: str) -> str:
    space, brace, local = name.rpartition("}")
    prefix = PREFIXES.get(space + brace)
    return f"{prefix}:{local}" if prefix else ""


def _text(element: Element) -> str:
    for kind in ("Alt", "Seq", "Bag"):
        if (several := element.find(f"{RDF}{kind}")) is not None:
            items = several.findall(f"{RDF}li")
            if kind == "Alt":
                items = sorted(items, key=_how_foreign)[:1]
            return ", ".join(filter(None, (_text(item) for item in items)))
    return (element.text or "").strip() or element.get(f"{RDF}resource", "")


def _how_foreign(item: Element) -> int:
    language = item.get(LANGUAGE, "").lower()
    return 0 if language == "x-default" else 1 if language.startswith("en") else 2
