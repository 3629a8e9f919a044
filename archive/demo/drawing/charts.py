"""Charts of the column Counted: one accent, labels on the bars, the source below.

All figures are invented. They are those of the tables in the three stories that the charts lead: change both or none.
"""

import random

from PIL import Image, ImageDraw

from .lettering import GREY, INK, PAPER, RED, width_of, write
from .maps import line

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


def bar(image: Image.Image, left: float, right: float, top: float, high: float, colour) -> None:
    ImageDraw.Draw(image).rectangle((round(left), round(top), round(right) - 1, round(top + high) - 1), fill=colour)


def keys(image: Image.Image, left: float, low: float, entries) -> None:
    """Say above the bars what their colours mean."""
    for name, colour in entries:
        bar(image, left, left + 25, low - 22, 25, colour)
        write(image, (left + 36, low), name, "sans", 27, INK)
        left += 36 + width_of(name, "sans", 27) + 48


def chart_of_ship_sizes(chance: random.Random) -> Image.Image:
    image = page(
        "Forty-four metres too long",
        "The longest ship to call at Port Ellery in a year, and the longest berth, metres",
        "registers of the Harbour Board of Port Ellery",
    )
    # When, longest ship, longest berth. No years: the demo’s dates move.
    rows = (
        ("50 years ago", 162, 180),
        ("40 years ago", 188, 220),
        ("30 years ago", 221, 290),
        ("20 years ago", 259, 290),
        ("10 years ago", 294, 290),
        ("this year", 334, 290),
    )
    left, scale, top, step, high = 300, 2.75, 290, 110, 42
    for number, (when, ship, berth) in enumerate(rows):
        y = top + number * step
        end, quay = left + ship * scale, left + berth * scale
        write(image, (left - 24, y + high - 9), when, "sans", 29, INK, anchor="r")
        bar(image, left, min(end, quay), y, high, BLUE)
        if ship > berth:
            bar(image, quay, end, y, high, RED)
        # The quay lies below its ship, as long as its berth.
        bar(image, left, quay, y + high + 6, 7, INK)
        colour = RED if ship > berth else INK
        write(image, (end + 16, y + high - 9), f"{ship} m", "sans bold", 34, colour)
        # The first row names what the others only show.
        note = f"{ship - berth} m too long" if ship > berth else "the longest ship"
        if ship > berth or number == 0:
            write(image, (end + 114, y + high - 9), note, "sans", 27, colour)
        note = f"the longest berth, {berth} m" if number == 0 else f"{berth} m"
        write(image, (quay, y + high + 39), note, "sans", 25, GREY, anchor="r")
    return image


def chart_of_cable_repairs(chance: random.Random) -> Image.Image:
    image = page(
        "Waiting takes longer than mending",
        "Days from fault to repair, stage by stage, average of 64 cable faults in five years",
        "fault register of the Northern Sea Commission",
    )
    stages = (
        ("Finding the fault", 0.2, PALE),
        ("Waiting for a ship", 5.9, RED),
        ("Waiting for a permit", 4.6, RED),
        ("Passage to the place", 2.4, PALE),
        ("Waiting for weather", 2.7, RED),
        ("Repair", 1.2, BLUE),
    )
    left, scale, top, step, high = 400, 60, 342, 90, 52
    keys(image, left, 288, (("waiting: 13.2 days", RED), ("repair: 1.2 days", BLUE), ("all else: 2.6 days", PALE)))
    foot = top + len(stages) * step - 14
    for day in (0, 5, 10, 15, 17):
        x = left + day * scale
        line(image, [(x, top - 14), (x, foot)], HAIR if day else INK, 1.4 if day else 2.4)
        write(image, (x, foot + 38), f"day {day}" if day else "fault", "sans", 26, GREY, anchor="m")
    so_far = 0.0
    for number, (name, days, colour) in enumerate(stages):
        y = top + number * step
        x, end = left + so_far * scale, left + (so_far + days) * scale
        write(image, (left - 24, y + 36), name, "sans", 29, INK, anchor="r")
        bar(image, x, end, y, high, colour)
        if number < len(stages) - 1:
            line(image, [(end, y + high), (end, y + step)], GREY, 1.6)
        figure = f"{days} days" if number == 0 else str(days)
        write(image, (end + 14, y + 37), figure, "sans bold", 32, RED if colour == RED else INK, halo=PAPER)
        so_far += days
    return image


def chart_of_border_hours(chance: random.Random) -> Image.Image:
    image = page(
        "Four days at one gate, under an hour at another",
        "Hours from joining the queue to the bar, lorries with full papers, median of seven drivers",
        "drivers’ notes from one week, seven for each crossing",
    )
    rows = (
        ("Two Bridges", 96),
        ("Gate Four", 61),
        ("Karsova, rail", 19),
        ("Tarn ridge road", 9),
        ("Upper Sarn", 7),
        ("Brenn bridge", 5),
        ("Meren east", 0.7),
    )
    left, scale, top, step, high = 390, 10, 320, 84, 50
    foot = top + len(rows) * step - 14
    for day, name in enumerate(("0", "1 day", "2 days", "3 days", "4 days")):
        x = left + day * 24 * scale
        line(image, [(x, top - 16), (x, foot)], HAIR if day else INK, 1.4 if day else 2.4)
        write(image, (x, top - 30), name, "sans", 26, GREY, anchor="m")
    for number, (name, hours) in enumerate(rows):
        y, end = top + number * step, left + hours * scale
        write(image, (left - 24, y + 35), name, "sans", 29, INK, anchor="r")
        bar(image, left, end, y, high, BLUE if number else RED)
        figure = str(hours) if number else f"{hours} hours"
        write(image, (end + 13, y + 36), figure, "sans bold", 31, INK if number else RED, halo=PAPER)
    return image
