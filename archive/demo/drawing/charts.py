"""Charts of the column Counted: one accent, labels on the lines, the source below. All figures are invented."""

import random

from PIL import Image, ImageDraw

from .lettering import GREY, INK, PAPER, RED, width_of, write
from .maps import disc, line

SIZE = (1600, 1067)
HAIR, BLUE, PALE = (214, 209, 197), (92, 108, 122), (188, 192, 190)
SOURCE = "Source: {}. Invented for this demo."


def page(title: str, unit: str, source: str) -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    ImageDraw.Draw(image).rectangle((100, 84, 172, 94), fill=RED)
    write(image, (100, 160), title, "serif bold", 54)
    write(image, (100, 212), unit, "sans", 31, GREY)
    write(image, (100, 1010), SOURCE.format(source), "sans", 25, GREY)
    write(image, (1500, 1010), "Jonas Lind / The Meridian", "sans", 25, GREY, anchor="r")
    line(image, [(100, 962), (1500, 962)], HAIR, 1.5)
    return image


def chart_of_ship_sizes(chance: random.Random) -> Image.Image:
    image = page(
        "The ships grew, the harbour did not",
        "Length of the largest ship to call at Port Ellery in the year, metres",
        "Harbour Board of Port Ellery",
    )
    years = list(range(1965, 2026, 5))
    largest = (142, 151, 168, 189, 203, 221, 240, 262, 281, 304, 322, 338, 341)
    left, right, low, high = 170, 1330, 900, 280

    def at(year, metres):
        return left + (year - 1965) / 60 * (right - left), low - metres / 360 * (low - high)

    for metres in range(0, 361, 60):
        y = at(1965, metres)[1]
        line(image, [(left, y), (1500, y)], HAIR if metres else INK, 1.4 if metres else 2.4)
        write(image, (left - 18, y + 9), str(metres), "sans", 26, GREY, anchor="r")
    for year in range(1965, 2026, 10):
        write(image, (at(year, 0)[0], low + 40), str(year), "sans", 26, GREY, anchor="m")
    berth = at(1965, 240)[1]
    line(image, [(left, berth), (1500, berth)], INK, 2.6, dash=11)
    write(image, (left + 6, berth - 16), "The longest berth, 240 m, as built in 1931", "sans", 27, INK, halo=PAPER)
    points = [at(*each) for each in zip(years, largest, strict=True)]
    over = ImageDraw.Draw(image)
    cross = points[6]
    over.polygon([cross, *points[7:], (points[-1][0], berth)], fill=(238, 219, 211))
    line(image, [(left, berth), (1500, berth)], INK, 2.6, dash=11)
    line(image, points, RED, 5)
    for point in (points[0], cross, points[-1]):
        disc(image, point, 8, RED, PAPER, 3)
    write(image, (points[0][0] + 16, points[0][1] + 44), "142 m", "sans bold", 30, RED)
    write(image, (cross[0] + 16, cross[1] + 46), "1995: as long as the berth", "sans bold", 29, RED)
    write(image, (points[-1][0] + 22, points[-1][1] - 2), "341 m", "sans bold", 36, RED)
    write(image, (points[-1][0] + 22, points[-1][1] + 34), "in 2025", "sans", 26, GREY)
    return image


def chart_of_cable_repairs(chance: random.Random) -> Image.Image:
    image = page(
        "Waiting takes longer than mending",
        "Days from fault to repair, ten cable faults in the northern sea, longest first",
        "repair logs of the cable ship Halcyon",
    )
    # Days until a permit, until a ship, under repair.
    rows = (
        ("Vell 4", 31, 12, 5),
        ("Orrin", 27, 9, 6),
        ("Vell 2", 22, 11, 4),
        ("Calder North", 14, 15, 7),
        ("Selim East", 19, 6, 4),
        ("Vell 1", 16, 8, 3),
        ("Ostrel", 12, 9, 5),
        ("Tarn Link", 11, 5, 4),
        ("Calder South", 6, 8, 5),
        ("Amity", 4, 5, 3),
    )
    left, scale = 330, 21.5
    tones = (RED, PALE, BLUE)
    x = left
    for name, colour in zip(("waiting for a permit", "waiting for a ship", "repair at sea"), tones, strict=True):
        ImageDraw.Draw(image).rectangle((x, 262, x + 24, 286), fill=colour)
        write(image, (x + 36, 284), name, "sans", 27, INK)
        x += 36 + width_of(name, "sans", 27) + 48
    for number, (name, *days) in enumerate(rows):
        y = 326 + number * 60
        write(image, (left - 22, y + 29), name, "sans", 28, INK, anchor="r")
        x = left
        for count, colour in zip(days, tones, strict=True):
            ImageDraw.Draw(image).rectangle((round(x), y, round(x + count * scale) - 3, y + 38), fill=colour)
            if (count >= 4 and colour != PALE) or count >= 5:
                write(image, (x + 12, y + 29), str(count), "sans bold", 25, INK if colour == PALE else PAPER)
            x += count * scale
        write(image, (x + 14, y + 30), f"{sum(days)} days" if number == 0 else str(sum(days)), "sans bold", 29, INK)
    return image


def chart_of_border_hours(chance: random.Random) -> Image.Image:
    image = page(
        "When Gate Four is open",
        "Hours in which lorries were let through, one square an hour, four weeks of March",
        "drivers’ notebooks at Gate Four",
    )
    left, top, wide, high = 240, 330, 47, 19
    for hour in range(0, 25, 3):
        x = left + hour * wide
        write(image, (x, top - 18), f"{hour:02d}", "sans", 25, GREY, anchor="m")
        line(image, [(x, top - 8), (x, top + 28 * (high + 1.5) + 6)], HAIR, 1.2)
    total = 0
    for day in range(28):
        y = top + day * (high + 1.5)
        if day % 7 == 0:
            write(image, (left - 24, y + 22), f"Week {day // 7 + 1}", "sans", 26, INK, anchor="r")
            line(image, [(left - 110, y - 1), (left + 24 * wide, y - 1)], (180, 175, 162), 1.4)
        for hour in range(24):
            posted = 8 <= hour < 20 and day % 7 < 6
            opened = (
                posted
                and not 12 <= hour < 14
                and chance.random() < (0.86 if hour < 11 else 0.58) * (0.55 if day in {9, 10, 17} else 1)
            )
            total += opened
            x = left + hour * wide
            colour = RED if opened else (231, 225, 213) if posted else (243, 240, 232)
            ImageDraw.Draw(image).rectangle((x + 2, round(y) + 1, x + wide - 2, round(y) + high), fill=colour)
    x = left + 8
    for name, colour in (
        (f"open: {total} hours", RED),
        ("should have been open: 288 hours", (222, 214, 198)),
        ("closed by the timetable", (240, 236, 226)),
    ):
        ImageDraw.Draw(image).rectangle((x, 248, x + 24, 272), fill=colour, outline=(200, 194, 180))
        write(image, (x + 36, 270), name, "sans bold" if colour == RED else "sans", 27, RED if colour == RED else INK)
        x += 36 + width_of(name, "sans", 27) + 48
    return image
