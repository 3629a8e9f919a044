"""What a picture file says about itself: in XMP, IPTC and EXIF, read in this order of trust.

XMP first: it has one way to write letters and cuts nothing off, while IPTC ends a name after 32 bytes. Programs that
know both write the same into both.
"""

import contextlib
import re
from datetime import date

from PIL import ExifTags, Image

from . import iptc, xmp

# Field of the photo's record: its names in XMP, its datasets in IPTC, its tags in EXIF. The first that says something
# counts; parts of a place are joined.
SOURCES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]] = {
    "title": (("photoshop:Headline", "dc:title"), ("105", "5"), (0x9C9B,)),
    "caption": (("dc:description",), ("120",), (ExifTags.Base.ImageDescription, 0x9C9F, 0x9C9C)),
    "description": (("core:AltTextAccessibility",), (), ()),
    "person": (("dc:creator",), ("80",), (ExifTags.Base.Artist, 0x9C9D)),
    "credit": (("photoshop:Credit",), ("110",), ()),
    "source": (("photoshop:Source",), ("115",), ()),
    "copyright_notice": (("dc:rights",), ("116",), (ExifTags.Base.Copyright,)),
    "licence": (("cc:license", "rights:UsageTerms"), (), ()),
    "source_url": (("rights:WebStatement", "plus:LicensorURL"), (), ()),
    "restrictions": (("photoshop:Instructions",), ("40",), ()),
    "taken_on": (
        ("photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate"),
        ("55",),
        (ExifTags.Base.DateTimeOriginal,),
    ),
    "rights_expire_on": (("plus:LicenseEndDate",), ("37",), ()),
}
PLACE_IN_XMP = (
    ("core:Location", "ext:Sublocation"),
    ("photoshop:City", "ext:City"),
    ("photoshop:State", "ext:ProvinceState"),
    ("photoshop:Country", "ext:CountryName"),
)
PLACE_IN_IPTC = ("92", "90", "95", "101")
# Cameras write these where a caption should be.
EMPTY_PHRASES = {"olympus digital camera", "sony dsc", "dcim", "default", "untitled", "camera", "screenshot"}
LONGEST = 5000  # signs of one field; agencies write up to 2,000
BY_MACHINE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


def read(image: Image.Image) -> dict[str, str]:
    """Return what `image` says of the fields named in `SOURCES` and of `place`, each as one line of text.

    Days are written as in "2026-02-27". `by_machine` is there when the file says that a machine made it up. Broken
    notes count as absent.
    """
    found: tuple[dict[str, str], dict[str, str], dict[int, str]] = ({}, {}, {})
    # A damaged note is no reason to refuse a good picture, and its readers fail in every way there is.
    with contextlib.suppress(Exception):
        if image.format == "PNG":
            image.load()  # its notes may stand behind its pixels
        found[0].update(_xmp(image))
    with contextlib.suppress(Exception):
        found[1].update({number: ", ".join(filter(None, texts)) for number, texts in iptc.datasets(image).items()})
    with contextlib.suppress(Exception):
        found[2].update(_exif(image))
    record = {}
    for field, sources in SOURCES.items():
        is_day = field.endswith("_on")
        for said, names in zip(found, sources, strict=True):
            for line in filter(None, (_line(said.get(name)) for name in names)):
                text = _day(line) if is_day else line
                # One of them may have been cut off: then the whole of it stands in the next.
                if text and (field not in record or (not is_day and text.startswith(record[field]))):
                    record[field] = text
    if place := _place(found[0], found[1]):
        record["place"] = place
    if found[0].get("ext:DigitalSourceType", "").rpartition("/")[2] in BY_MACHINE:
        record["by_machine"] = "yes"
    return record


def _xmp(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet and hasattr(image, "tag_v2"):
        packet = image.tag_v2.get(ExifTags.Base.XMLPacket)
    if isinstance(packet, str):
        packet = packet.encode()
    return xmp.properties(bytes(packet)) if packet else {}


def _exif(image: Image.Image) -> dict[int, str]:
    exif = image.getexif()
    tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    wanted = {tag for _, _, names in SOURCES.values() for tag in names}
    return {tag: _letters(tag, tags[tag]) for tag in wanted if tag in tags}


def _letters(tag: int, found) -> str:
    if tag >= 0x9C9B and tag <= 0x9C9F:  # Windows writes its own in UTF-16
        return bytes(found).decode("utf-16-le", "ignore")
    # Pillow takes each byte for a letter of Latin-1, though UTF-8 is what most programs write.
    return iptc.decode(found.encode("latin-1")) if isinstance(found, str) else iptc.decode(bytes(found))


def _place(in_xmp: dict[str, str], in_iptc: dict[str, str]) -> str:
    """Return the place from its smallest part to the country, each part once."""
    parts = [_line(in_xmp.get(core) or in_xmp.get(ext)) for core, ext in PLACE_IN_XMP]
    if not any(parts):
        parts = [_line(in_iptc.get(number)) for number in PLACE_IN_IPTC]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _day(text: str) -> str:
    """Return the day that begins `text` as in "2026-02-27", or "" where it says no whole one."""
    match = re.match(r"(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)", text)
    with contextlib.suppress(ValueError):
        if match and int(match[1]) > 1800:
            return date(*map(int, match.groups())).isoformat()
    return ""


def _line(text: str | None) -> str:
    """Return `text` as one clean line, or ""."""
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", (text or "")[: 4 * LONGEST]).strip()[:LONGEST]
    return "" if line.lower() in EMPTY_PHRASES else line
