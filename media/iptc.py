"""IPTC-IIM, the notes that agencies have put into pictures since 1991, and the letters that they are written in."""

import struct

from PIL import Image, TiffImagePlugin

RESOURCE = 0x0404  # the number of IPTC among Photoshop's resources
# What announces the letters (dataset 1:90): escape sequences of ISO 2022.
UTF_8 = b"\x1b%G"
LETTERS = {
    b"A": "iso8859-1",
    b"B": "iso8859-2",
    b"C": "iso8859-3",
    b"D": "iso8859-4",
    b"F": "iso8859-7",
    b"G": "iso8859-6",
    b"H": "iso8859-8",
    b"L": "iso8859-5",
    b"M": "iso8859-9",
    b"b": "iso8859-15",
}
MOST_DATASETS = 1000  # more than any picture has; the rest of a file made to have more is left unread


def datasets(image: Image.Image) -> dict[str, list[str]]:
    """Return the texts of the second record, as in {"80": ["Jo Lee"]}."""
    found: dict[tuple[int, int], list[bytes]] = {}
    for record, number, content in _walk(_block_of(image)):
        found.setdefault((record, number), []).append(content)
    announced = (found.get((1, 90)) or [b""])[0]
    return {
        str(number): [decode(content, announced) for content in contents]
        for (record, number), contents in found.items()
        if record == 2
    }


def decode(content: bytes, announced: bytes = b"") -> str:
    """Return the text of `content`: in the letters that were announced, else in those that make words of it."""
    if announced[:2] in (b"\x1b-", b"\x1b.", b"\x1b/") and announced[2:3] in LETTERS:
        return content.decode(LETTERS[announced[2:3]], "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if announced == UTF_8:  # it lies, or was cut in the middle of a letter
            cut = content.decode("utf-8", "ignore")
            if len(cut.encode()) > len(content) - 4:
                return cut
    windows, macintosh = content.decode("cp1252", "replace"), content.decode("mac-roman")
    return macintosh if _oddness(macintosh) < _oddness(windows) else windows


def _oddness(text: str) -> int:
    """Count the signs that no word has: a capital or a symbol behind a small letter, or what could not be read."""
    odd = text.count("\ufffd")
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if sign.isascii() or sign == "’":
            continue
        if sign in "‘“”„«»–—…\u00a0°€£©®™":
            odd += before.islower() and after.islower()
        elif not sign.isalpha() or sign in "ªºƒ" or (before.islower() and sign.isupper()):
            odd += 1
    return odd


def _walk(block: bytes):
    """Yield record, number and content of each dataset up to the first that is broken."""
    position = 0
    for _ in range(MOST_DATASETS):
        if position + 5 > len(block) or block[position] != 0x1C:
            return
        record, number, size = struct.unpack_from(">BBH", block, position + 1)
        position += 5
        if size & 0x8000:  # so many bytes hold the size itself
            digits = size & 0x7FFF
            if digits > 4:
                return
            size = int.from_bytes(block[position : position + digits], "big")
            position += digits
        yield record, number, block[position : position + size]
        position += size


def _block_of(image: Image.Image) -> bytes:
    """Return the IPTC block of a JPEG, a TIFF, or a PNG that ImageMagick wrote; b"" where there is none."""
    if found := (image.info.get("photoshop") or {}):
        return found.get(RESOURCE, b"") if isinstance(found, dict) else _resource(found)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        tags = image.tag_v2
        found = tags.get(TiffImagePlugin.IPTC_NAA_CHUNK, b"")
        if isinstance(found, tuple):  # some programs say that it is made of numbers
            order = "little" if tags.prefix == b"II" else "big"
            found = b"".join(number.to_bytes(4, order) for number in found)
        return found or _resource(tags.get(TiffImagePlugin.PHOTOSHOP_CHUNK, b""))
    if raw := image.info.get("Raw profile type iptc"):
        return _resource(bytes.fromhex("".join(raw.split()[2:])))
    return b""


def _resource(resources: bytes) -> bytes:
    """Return the IPTC block among Photoshop's resources."""
    position = 0
    while resources[position : position + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", resources, position + 4)
        position += 6
        position += (resources[position] + 2) // 2 * 2  # its name, with its length before it, made even
        (size,) = struct.unpack_from(">I", resources, position)
        position += 4
        if number == RESOURCE:
            return resources[position : position + size]
        position += (size + 1) // 2 * 2
    return b"" if position else resources
