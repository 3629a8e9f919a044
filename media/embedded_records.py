"""What a picture file says about itself: IPTC, XMP and EXIF, read in this order of trust."""

import contextlib
import re
from collections.abc import Iterable

from PIL import ExifTags, Image, IptcImagePlugin

# Field of the photo's record: where it stands in IPTC, in XMP and in EXIF.
SOURCES = {
    "person": ((2, 80), "creator", ExifTags.Base.Artist),
    "credit": ((2, 110), "Credit", None),
    "copyright_notice": ((2, 116), "rights", ExifTags.Base.Copyright),
    "caption": ((2, 120), "description", ExifTags.Base.ImageDescription),
}
# Cameras write these where a caption should be.
EMPTY_PHRASES = {"olympus digital camera", "sony dsc", "dcim", "default", "untitled", "camera"}


def read(image: Image.Image) -> dict[str, str]:
    """Return the fields that `image` fills: person, credit, copyright_notice, caption. Broken notes count as absent."""
    iptc, xmp, exif = {}, {}, {}
    # A damaged note is no reason to refuse a good picture, and its readers fail in every way there is.
    with contextlib.suppress(Exception):
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
    with contextlib.suppress(Exception):
        xmp = dict(_leaves(image.getxmp()))
    with contextlib.suppress(Exception):
        exif = image.getexif()
    record = {}
    for field, (iptc_key, xmp_key, exif_key) in SOURCES.items():
        for found in (iptc.get(iptc_key), xmp.get(xmp_key), exif.get(exif_key)):
            if text := _text(found):
                record[field] = text
                break
    return record


def _leaves(node, name: str = "") -> Iterable[tuple[str, str]]:
    """Yield the first text under each named element of an XMP tree, whatever lists and languages lie between."""
    if isinstance(node, str):
        yield name, node
    elif isinstance(node, list):
        for child in node[:1]:
            yield from _leaves(child, name)
    elif isinstance(node, dict):
        for key, child in node.items():
            inner = key not in {"Alt", "Seq", "Bag", "li", "text"}
            if key not in {"lang", "type"}:
                yield from _leaves(child, key if inner else name)


def _text(found) -> str:
    """Return what was found as one clean line of text, or ""."""
    if isinstance(found, list):
        found = found[0] if found else ""
    if isinstance(found, bytes):
        try:
            found = found.decode("utf-8")
        except UnicodeDecodeError:
            found = found.decode("latin-1")
    text = re.sub(r"[\x00-\x1f\x7f\s]+", " ", str(found or "")).strip()
    return "" if text.lower() in EMPTY_PHRASES else text
