"""Maps of real waters. Seas, straits, rivers and a few towns are named; no border is drawn and no state."""

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from .geography import Projection, ground, mercator, smooth
from .lettering import INK, PAPER, RED, write

SEA, LAND = (58, 92, 108), (112, 98, 74)
Place = tuple[float, float]


def line(
    image: Image.Image, points: Sequence[Place], colour, width: float, *, dash: float = 0, alpha: float = 1
) -> None:
    """Draw a line with smooth edges; `dash` is the length of a dash and of the gap after it."""
    factor, far = 3, 0.0
    sheet = Image.new("L", (image.width * factor, image.height * factor))
    draw = ImageDraw.Draw(sheet)
    for one, other in pairwise(points):
        if not dash or far // dash % 2 == 0:
            draw.line([(x * factor, y * factor) for x, y in (one, other)], fill=255, width=round(width * factor))
            for x, y in (one, other):
                half = width * factor / 2 - 0.5
                draw.ellipse((x * factor - half, y * factor - half, x * factor + half, y * factor + half), fill=255)
        far += ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
    mask = sheet.resize(image.size, Image.Resampling.BOX)
    image.paste(colour, (0, 0), mask.point(lambda value: round(value * alpha)))


def disc(image: Image.Image, at: Place, radius: float, fill, ring=None, thick: float = 0) -> None:
    factor = 4
    for size, colour in ((radius + thick, ring), (radius, fill)):
        if colour is not None:
            side = round((size + 2) * 2)
            mask = Image.new("L", (side * factor, side * factor))
            middle = side * factor / 2
            reach = size * factor
            ImageDraw.Draw(mask).ellipse((middle - reach, middle - reach, middle + reach, middle + reach), fill=255)
            image.paste(
                colour,
                (round(at[0] - side / 2), round(at[1] - side / 2)),
                mask.resize((side, side), Image.Resampling.BOX),
            )


def route(image: Image.Image, projection: Projection, degrees: Sequence[Place], *, width: float = 4.5) -> None:
    """Draw a way at sea in the house's red, dashed, with a pale casing."""
    points = smooth([projection.point(*each) for each in degrees], 40)
    line(image, points, (255, 252, 246), width + 4, alpha=0.65)
    line(image, points, RED, width, dash=17)


def towns(image: Image.Image, projection: Projection, names: dict[str, tuple[float, float, str]]) -> None:
    for name, (longitude, latitude, side) in names.items():
        x, y = projection.point(longitude, latitude)
        disc(image, (x, y), 4.5, PAPER, INK, 2)
        shift = {"l": -13, "r": 13}[side]
        write(image, (x + shift, y + 8), name, "sans", 24, INK, anchor={"l": "r", "r": "l"}[side], halo=PAPER)


def waters(image: Image.Image, projection: Projection, names: Sequence[tuple]) -> None:
    """Write names of seas, slanted, as maps do: (name, longitude, latitude, size, angle)."""
    for name, longitude, latitude, size, angle in names:
        at = projection.point(longitude, latitude)
        write(image, at, name, "serif italic", size, SEA, spacing=0.12, anchor="m", angle=angle)


def lands(image: Image.Image, projection: Projection, names: Sequence[tuple]) -> None:
    for name, longitude, latitude, size, angle in names:
        at = projection.point(longitude, latitude)
        write(image, at, name, "serif", size, LAND, spacing=0.3, anchor="m", angle=angle, halo=(240, 235, 222))


def named_gap(image: Image.Image, at: Place, to: Place, name: str, side: str = "l") -> None:
    """Write the strait's name in red beside the map's busy part, with a leader to it."""
    line(image, [at, to], RED, 1.6)
    disc(image, at, 5, RED, PAPER, 2)
    shift = 10 if side == "l" else -10
    write(image, (to[0] + shift, to[1] + 10), name, "serif bold", 32, RED, anchor=side, halo=PAPER)


def scale_bar(image: Image.Image, projection: Projection, latitude: float, kilometres: int, at: Place) -> None:
    one, other = projection.point(0, latitude)[0], projection.point(1, latitude)[0]
    long = kilometres / (111.32 * np.cos(np.radians(latitude))) * (other - one)
    x, y = at
    draw = ImageDraw.Draw(image)
    draw.rectangle((x, y, x + long, y + 7), fill=PAPER, outline=INK)
    draw.rectangle((x, y, x + long / 2, y + 7), fill=INK)
    write(image, (x + long + 12, y + 11), f"{kilometres} km", "sans", 22, INK, halo=PAPER)


def finished(image: Image.Image) -> Image.Image:
    """Return the map with a hairline frame inside a margin of paper."""
    sheet = Image.new("RGB", image.size, PAPER)
    margin = 22
    sheet.paste(image.crop((margin, margin, image.width - margin, image.height - margin)), (margin, margin))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((margin, margin, image.width - margin, image.height - margin), outline=(70, 72, 74), width=2)
    draw.rectangle(
        (margin - 8, margin - 8, image.width - margin + 8, image.height - margin + 8), outline=(160, 156, 146)
    )
    return sheet


def map_malacca(chance: random.Random) -> Image.Image:
    seen = mercator(94.2, 107.2, 3.4)
    image = ground(seen, "10m")
    way = [(93, 6.5), (95.5, 6.3), (98, 5.6), (100, 3.8), (101.3, 2.75), (102.6, 1.75), (103.5, 1.17), (104.1, 1.24)]
    route(image, seen, [*way, (104.9, 2.1), (105.7, 4), (107.6, 6.6)])
    lands(image, seen, [("SUMATRA", 100.6, 0.55, 46, -42), ("MALAY PENINSULA", 102.35, 4.25, 30, -64)])
    waters(image, seen, [("Andaman Sea", 97.2, 6.95, 40, 0), ("South China\nSea", 105.6, 5.9, 40, 0)])
    waters(image, seen, [("Indian Ocean", 96.3, 0.7, 42, 0), ("Singapore Strait", 105.75, 1.32, 23, 0)])
    x, y = seen.point(101.0, 2.95)
    named_gap(image, (x, y), (x - 8, y + 96), "Strait of Malacca", "r")
    towns(image, seen, {"George Town": (100.33, 5.42, "r"), "Port Klang": (101.39, 3.0, "r")})
    towns(image, seen, {"Singapore": (103.83, 1.32, "l"), "Malacca": (102.25, 2.2, "r"), "Medan": (98.67, 3.6, "l")})
    towns(image, seen, {"Banda Aceh": (95.32, 5.55, "r")})
    scale_bar(image, seen, 3, 200, (70, 1000))
    return finished(image)


def map_bab_el_mandeb(chance: random.Random) -> Image.Image:
    seen = mercator(39.4, 49.4, 12.9)
    image = ground(seen, "10m", crispness=0.8)
    way = [(39.6, 17.6), (41.0, 15.6), (42.3, 13.9), (43.1, 12.85), (43.4, 12.4), (43.9, 12.0), (45.6, 12.0)]
    route(image, seen, [*way, (47.6, 12.7), (50.2, 13.4)])
    lands(image, seen, [("ARABIA", 45.6, 15.2, 46, 0), ("HORN OF AFRICA", 44.9, 9.9, 42, 0)])
    waters(image, seen, [("Red Sea", 40.9, 14.9, 42, -58), ("Gulf of Aden", 46.9, 11.75, 40, 10)])
    waters(image, seen, [("Perim", 43.75, 12.62, 21, 0)])
    x, y = seen.point(43.33, 12.55)
    named_gap(image, (x, y), (x + 190, y - 230), "Bab el-Mandeb")
    write(image, (x + 200, y - 190), "the Gate of Tears", "serif italic", 26, RED, halo=PAPER)
    towns(image, seen, {"Aden": (45.03, 12.8, "r"), "Mokha": (43.25, 13.32, "r"), "Djibouti": (43.15, 11.59, "l")})
    towns(image, seen, {"Assab": (42.74, 13.0, "l"), "Berbera": (45.02, 10.44, "r"), "Hodeidah": (42.95, 14.8, "r")})
    scale_bar(image, seen, 12.9, 200, (70, 1000))
    return finished(image)


def map_turkish_straits(chance: random.Random) -> Image.Image:
    seen = mercator(24.3, 32.1, 40.55)
    image = ground(seen, "10m", crispness=0.35)
    way = [(24.1, 38.7), (25.2, 39.4), (25.95, 39.95), (26.18, 40.03), (26.4, 40.15), (26.37, 40.2), (26.7, 40.42)]
    way += [(27.2, 40.6), (28.1, 40.72), (28.75, 40.82), (28.98, 40.97), (29.06, 41.1), (29.12, 41.23), (29.5, 41.6)]
    route(image, seen, [*way, (30.8, 42.4), (32.6, 43)], width=3.6)
    lands(image, seen, [("THRACE", 26.9, 41.35, 38, 0), ("ANATOLIA", 30.0, 39.5, 48, 0)])
    waters(image, seen, [("Black Sea", 30.4, 41.75, 46, 0), ("Aegean\nSea", 25.5, 38.98, 38, 0)])
    waters(image, seen, [("Sea of Marmara", 28.35, 40.52, 25, 0), ("Lesbos", 26.3, 39.22, 20, 0)])
    x, y = seen.point(29.09, 41.15)
    named_gap(image, (x, y), (x + 120, y + 10), "Bosporus")
    x, y = seen.point(26.41, 40.17)
    named_gap(image, (x, y), (x + 150, y + 88), "Dardanelles")
    towns(image, seen, {"Istanbul": (28.96, 41.01, "l"), "Izmit": (29.93, 40.77, "r"), "Bandırma": (27.97, 40.35, "r")})
    towns(image, seen, {"Çanakkale": (26.41, 40.14, "r"), "Tekirdağ": (27.51, 40.98, "l")})
    scale_bar(image, seen, 40.55, 100, (1250, 1000))
    return finished(image)


def map_black_sea(chance: random.Random) -> Image.Image:
    seen = mercator(25.4, 43.6, 43.9)
    image = ground(seen, "10m")
    danube = [(25.0, 43.68), (25.97, 43.85), (27.26, 44.12), (28.03, 44.34), (27.95, 44.68), (27.97, 45.27)]
    rivers = [[*danube, (28.05, 45.43), (28.8, 45.18), (29.65, 45.15)]]
    rivers += [
        [(31.2, 50), (32.0, 49.1), (33.5, 48.9), (35.0, 48.5), (35.1, 47.8), (33.9, 47.3), (33.3, 46.75), (32.2, 46.5)]
    ]
    rivers += [[(43.5, 47.6), (41.8, 47.5), (40.2, 47.25), (39.3, 47.1)]]
    for river in rivers:
        line(image, smooth([seen.point(*each) for each in river]), (112, 150, 166), 2.6)
    way = [(28.6, 40.85), (29.0, 41.02), (29.12, 41.25), (29.6, 42.3), (30.3, 44.0), (30.9, 45.4), (30.8, 46.3)]
    route(image, seen, way)
    waters(image, seen, [("Black Sea", 34.2, 43.15, 66, 0), ("Sea of Azov", 36.6, 45.95, 26, 14)])
    waters(
        image, seen, [("Danube", 26.7, 43.7, 22, 14), ("Dnieper", 34.45, 48.82, 22, -20), ("Don", 41.4, 47.6, 22, 6)]
    )
    waters(image, seen, [("Marmara", 28.2, 40.55, 18, 0)])
    lands(image, seen, [("ANATOLIA", 34.0, 40.1, 44, 0), ("CAUCASUS", 41.5, 43.55, 30, -22)])
    towns(image, seen, {"Istanbul": (28.96, 41.01, "l"), "Constanța": (28.65, 44.18, "l"), "Varna": (27.91, 43.2, "l")})
    towns(image, seen, {"Odesa": (30.73, 46.48, "l"), "Batumi": (41.64, 41.64, "r"), "Trabzon": (39.72, 41.0, "r")})
    towns(image, seen, {"Samsun": (36.33, 41.29, "r"), "Sinop": (35.15, 42.03, "r")})
    scale_bar(image, seen, 43.9, 300, (70, 1000))
    return finished(image)
