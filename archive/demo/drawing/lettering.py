"""Words on maps and charts: two typefaces, letter-spacing, halos."""

from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .canvas import Colour
from .parcels import file_of

INK, GREY, RED, PAPER = (34, 36, 40), (104, 101, 94), (155, 28, 31), (247, 244, 236)


@cache
def face(style: str, size: int, signs: str = "latin") -> ImageFont.FreeTypeFont:
    """Return a typeface: "serif", "serif italic", "serif bold", "sans" or "sans bold"."""
    family = "source-serif-4" if style.startswith("serif") else "source-sans-3"
    weight, slope = 600 if "bold" in style else 400, "italic" if "italic" in style else "normal"
    package = f"@fontsource/{family}@5.3.1"
    return ImageFont.truetype(str(file_of(package, f"files/{family}-{signs}-{weight}-{slope}.woff")), size)


@cache
def letter(sign: str, style: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the typeface's file that has the sign: ğ and ț are in a second one."""
    return face(style, size, "latin-ext" if 0xFF < ord(sign) < 0x2000 and sign not in "ıŒœ" else "latin")


def width_of(text: str, style: str, size: int, spacing: float = 0) -> float:
    return face(style, size).getlength(text) + spacing * size * (len(text) - 1)


def write(
    image: Image.Image,
    place: tuple[float, float],
    text: str,
    style: str,
    size: int,
    colour: Colour = INK,
    *,
    spacing: float = 0,
    anchor: str = "l",
    angle: float = 0,
    halo: Colour | None = None,
) -> None:
    """Write lines of text onto `image`; `place` is the baseline of the first at its left, middle or right (l, m, r).

    `spacing` is a share of the size. Letters are set one by one so that it can be a fraction of a pixel.
    """
    big = 3
    for number, line in enumerate(text.split("\n")):
        wide = width_of(line, style, size * big, spacing)
        sheet = Image.new("L", (round(wide) + 40 * big, size * 2 * big))
        draw, x = ImageDraw.Draw(sheet), 20 * big
        for sign, following in zip(line, line[1:] + " ", strict=True):
            draw.text((x, size * 1.4 * big), sign, fill=255, font=letter(sign, style, size * big), anchor="ls")
            # The pair's length less the second sign's keeps the kerning.
            font = letter(sign, style, size * big)
            x += font.getlength(sign + following) - font.getlength(following) + spacing * size * big
        mask = sheet.resize((sheet.width // big, sheet.height // big), Image.Resampling.LANCZOS)
        dx, dy = {"l": 20, "m": mask.width / 2, "r": mask.width - 20}[anchor], size * 1.4
        if angle:
            # Round the anchor, so that the place stays what it was.
            room = Image.new("L", (2 * mask.width, 2 * mask.width))
            room.paste(mask, (round(mask.width - dx), round(mask.width - dy)))
            mask, dx, dy = room.rotate(angle, Image.Resampling.BICUBIC), mask.width, mask.width
        at = (round(place[0] - dx), round(place[1] + number * size * 1.22 - dy))
        if halo:
            ring = mask.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2.2))
            image.paste(halo, at, ring.point(lambda value: round(value * 0.75)))
        image.paste(colour, at, mask)
