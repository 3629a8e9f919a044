"""Files that somebody might upload by mistake or with intent: broken, lying, loaded, huge or strangely named.

All come from one seed, so that a file which fails can be made again: `hostile_files(count, seed)` in the same order.
"""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image, ImageDraw

SCRIPT = b"<script>alert(document.domain)</script>"
FORMS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF", "TIFF", "BMP")
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif", "HEIF": "heic", "TIFF": "tif"}
NAMES = [
    "photo.jpg",
    "../../etc/passwd.jpg",
    "..\\..\\windows\\system32\\drivers.jpg",
    "/etc/cron.d/ferry.jpg",
    "a/b/c.png",
    "ferry.php.jpg",
    "ferry.jpg.exe",
    "ferry.jpg\x00.php",
    "ferry\r\nSet-Cookie: a=b.jpg",
    "\u202egpj.exe.jpg",
    "\u200fالعبّارة.jpg",
    "🛥️.webp",
    "é" * 150 + ".png",
    "x" * 300 + ".jpg",
    "x" * 300,
    "CON.jpg",
    "aux.png",
    "NUL",
    ".htaccess",
    ".jpg",
    "...",
    " .png",
    "%2e%2e%2fferry.jpg",
    "ferry;rm -rf $HOME.jpg",
    "<img src=x onerror=alert(1)>.jpg",
    "'; DROP TABLE media_photo; --.jpg",
    "ferry?.jpg#x",
]


def picture(rng: random.Random, form: str, **options) -> bytes:
    """Return a small drawn picture of any size and mode that `form` takes."""
    size = (rng.randrange(1, 200), rng.randrange(1, 200))
    image = Image.new(rng.choice(["RGB", "L"]), size, rng.randrange(256))
    ImageDraw.Draw(image).line((0, 0, *size), fill=rng.randrange(256), width=3)
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def cut_off(rng, form) -> bytes:
    content = picture(rng, form)
    return content[: rng.randrange(len(content))]


def with_turned_bits(rng, form) -> bytes:
    content = bytearray(picture(rng, form))
    for _ in range(rng.choice([1, 3, 30])):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def with_a_piece_missing(rng, form) -> bytes:
    content = picture(rng, form)
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randrange(1, 50) :]


def with_a_piece_twice(rng, form) -> bytes:
    content = picture(rng, form)
    start = rng.randrange(len(content))
    return content[:start] + content[start : start + 200] * 2 + content[start:]


def with_wild_lengths(rng, form) -> bytes:
    """Put the numbers that programs stumble over where a length may stand."""
    content = bytearray(picture(rng, form))
    for _ in range(3):
        start = rng.randrange(min(len(content), 400))
        content[start : start + 4] = rng.choice([b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\x80\0\0\0"])
    return bytes(content)


def with_a_script_behind(rng, form) -> bytes:
    return picture(rng, form) + SCRIPT


def with_a_script_before(rng, form) -> bytes:
    return SCRIPT + picture(rng, form)


def with_an_archive_behind(rng, form) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../evil.php", SCRIPT)
    return picture(rng, form) + buffer.getvalue()


def with_a_script_as_comment(rng, form) -> bytes:
    return picture(rng, rng.choice(["JPEG", "GIF"]), comment=SCRIPT)


def gif_that_is_a_script(rng, form) -> bytes:
    return b"GIF89a/*" + picture(rng, "GIF")[8:] + b"*/=1;alert(1)//" + SCRIPT


def pdf_that_is_a_picture(rng, form) -> bytes:
    return b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" + picture(rng, "JPEG")


def page(rng, form) -> bytes:
    return b"<!doctype html><title>x</title>" + SCRIPT


def drawing(rng, form) -> bytes:
    return rng.choice(
        [
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/"/></svg>',
        ]
    )


def program(rng, form) -> bytes:
    return rng.choice([b"MZ\x90\x00", b"\x7fELF\x02\x01", b"#!/bin/sh\n", b"PK\x03\x04", b"%!PS-Adobe-3.0\n"]) + SCRIPT


def nothing(rng, form) -> bytes:
    return bytes(rng.choice([0, 0, 1, 5000]))


def noise(rng, form) -> bytes:
    return rng.randbytes(rng.randrange(1, 5000))


def only_the_beginning(rng, form) -> bytes:
    return picture(rng, form)[: rng.randrange(4, 40)] + rng.randbytes(300)


def in_another_format(rng, form) -> bytes:
    return picture(rng, rng.choice(["TIFF", "BMP", "PPM", "ICO", "PCX", "TGA", "SGI", "DDS", "PDF", "EPS", "JPEG2000"]))


def of_a_hundred_pictures(rng, form) -> bytes:
    frames = [Image.new("RGB", (120, 90), (number, 0, 0)) for number in range(100)]
    buffer = BytesIO()
    frames[0].save(buffer, rng.choice(["GIF", "WEBP", "PNG"]), save_all=True, append_images=frames[1:], duration=20)
    return buffer.getvalue()


def with_a_bomb_as_text(rng, form) -> bytes:
    """Return a PNG of a few kilobytes, of which a note or the colour profile has 60 megabytes when unpacked."""
    packed = zlib.compress(bytes(60_000_000), 9)
    kind, content = rng.choice(
        [
            (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed),
            (b"zTXt", b"Comment\0\0" + packed),
            (b"iCCP", b"icc\0\0" + packed),
        ]
    )
    small = picture(rng, "PNG")
    return small[:33] + chunk(kind, content) + small[33:]


def bomb(width: int, height: int, *, depth: int = 8, colour: int = 2) -> bytes:
    """Return a PNG of so many pixels, all black, and a few kilobytes: `colour` 0 is grey, 2 RGB, 6 RGB and alpha."""
    line = bytes(1 + (width * depth * {0: 1, 2: 3, 6: 4}[colour] + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def of_200_megapixels(rng, form) -> bytes:
    return bomb(20_000, 10_000, depth=1, colour=0)


def that_claims_to_be_endless(rng, form) -> bytes:
    head = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100)))


KINDS: list[Callable[[random.Random, str], bytes]] = [
    *[cut_off, with_turned_bits, with_wild_lengths] * 3,
    *[with_a_piece_missing, with_a_piece_twice, only_the_beginning, noise] * 2,
    with_a_script_behind,
    with_a_script_before,
    with_an_archive_behind,
    with_a_script_as_comment,
    gif_that_is_a_script,
    pdf_that_is_a_picture,
    page,
    drawing,
    program,
    nothing,
    in_another_format,
    of_a_hundred_pictures,
    with_a_bomb_as_text,
    of_200_megapixels,
    that_claims_to_be_endless,
]


def hostile_files(count: int, seed: int = 4) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each file is, its name and its content. Every kind comes once among the first few tens."""
    rng = random.Random(seed)  # noqa: S311 (nothing secret)
    kinds = list(dict.fromkeys(KINDS))
    for number in range(count):
        kind = kinds[number] if number < len(kinds) else rng.choice(KINDS)
        form = rng.choice(FORMS)
        try:
            content = kind(rng, form)
        except (KeyError, OSError, ValueError):  # this Pillow cannot write it
            content = noise(rng, form)
        name = rng.choice(NAMES) if rng.random() < 0.5 else f"ferry.{SUFFIXES.get(form, 'jpg')}"
        yield f"{number}: {kind.__name__} {form}", name, content
