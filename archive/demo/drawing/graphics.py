"""Plain maps, charts and the logo. Each function draws one picture."""

import math
import random

from PIL import Image, ImageDraw, ImageFont

from .canvas import HEIGHT, WIDTH, gradient, mix, noise_line

PAPER = (244, 239, 228)
INK = (38, 42, 50)


def letters(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def map_of_the_strait(chance: random.Random) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), (198, 216, 222))
    north = [260 + 150 * each for each in noise_line(chance, WIDTH, 8, 0.55)]
    south = [720 + 150 * each for each in noise_line(chance, WIDTH, 8, 0.55)]
    for x in range(WIDTH):
        pinch = 150 * math.exp(-(((x - 860) / 170) ** 2))
        north[x] += pinch
        south[x] -= pinch
    draw = ImageDraw.Draw(image)
    for ring in range(5, 0, -1):
        shade = mix((198, 216, 222), (176, 202, 212), 1 - ring / 5)
        draw.polygon([(0, 0), *((x, y + ring * 16) for x, y in enumerate(north)), (WIDTH, 0)], fill=shade)
        draw.polygon([(0, HEIGHT), *((x, y - ring * 16) for x, y in enumerate(south)), (WIDTH, HEIGHT)], fill=shade)
    for coast, edge, colour in ((north, 0, (232, 222, 196)), (south, HEIGHT, (226, 214, 190))):
        points = list(enumerate(coast))
        draw.polygon([(0, edge), *points, (WIDTH, edge)], fill=colour)
        draw.line(points, fill=(120, 112, 96), width=3)
    for x in range(0, WIDTH, 26):
        draw.line(
            (x, 520 + 26 * math.sin(x / 150), x + 13, 520 + 26 * math.sin((x + 13) / 150)), fill=(150, 60, 50), width=4
        )
    places = (
        ("Port Ellery", 330, north, -24, "rb"),
        ("Karsova", 1180, north, -24, "lb"),
        ("Selim Point", 875, south, 46, "mt"),
        ("Ostrel Bay", 380, south, 24, "lt"),
    )
    for name, x, coast, beside, anchor in places:
        y = coast[x]
        draw.ellipse((x - 8, y - 8, x + 8, y + 8), fill=INK)
        draw.text((x, y + beside), name, fill=INK, font=letters(34), anchor=anchor)
    draw.text((150, 440), "STRAIT OF VELL", fill=(70, 104, 120), font=letters(38))
    draw.text((90, 60), "VELLIA", fill=(150, 134, 104), font=letters(64))
    draw.text((1120, 960), "NORTH TARSIA", fill=(150, 134, 104), font=letters(56))
    draw.line((80, 1010, 280, 1010), fill=INK, width=4)
    draw.text((90, 962), "25 km", fill=INK, font=letters(28))
    draw.text((1180, 545), "grain corridor", fill=(150, 60, 50), font=letters(28))
    return image


def chart_of_crossings(chance: random.Random) -> Image.Image:
    image = Image.new("RGB", (WIDTH, 1000), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((110, 70), "Ferry crossings a day", fill=INK, font=letters(54))
    draw.text(
        (110, 140),
        "Strait of Vell, yearly average, from year 95 of the line to year 104, its last",
        fill=(110, 108, 102),
        font=letters(34),
    )
    # The last ten years of the line, by its own count: the demo’s dates move, and a calendar year would not.
    values = (10, 9, 9, 8, 8, 7, 6, 5, 4, 4)
    for number in range(3):
        y = 820 - number * 190
        draw.line((110, y, 1500, y), fill=(206, 200, 186), width=2)
        draw.text((110, y - 40), str(number * 5), fill=(130, 126, 118), font=letters(28))
    best = 820 - 15 * 38
    for x in range(110, 1500, 24):
        draw.line((x, best, x + 12, best), fill=(178, 62, 48), width=3)
    draw.text((110, best - 42), "15: the most that there ever were, in year 53", fill=(178, 62, 48), font=letters(30))
    for number, value in enumerate(values):
        x = 210 + number * 130
        lane = number > 7
        draw.rectangle((x, 820 - value * 38, x + 84, 820), fill=(178, 62, 48) if lane else (52, 88, 112))
        draw.text((x + 42, 820 - value * 38 - 8), str(value), fill=INK, font=letters(32), anchor="mb")
        draw.text((x + 42, 836), str(95 + number), fill=INK, font=letters(30), anchor="mt")
    draw.text((1500, 616), "behind a minesweeper", fill=(178, 62, 48), font=letters(30), anchor="rb")
    draw.line((110, 820, 1500, 820), fill=INK, width=4)
    draw.text(
        (110, 910),
        "Source: Harbour Board of Port Ellery (invented for this demo)",
        fill=(110, 108, 102),
        font=letters(28),
    )
    return image


def cable_chart(chance: random.Random) -> Image.Image:
    image = gradient(
        (WIDTH, HEIGHT), [(0, (186, 208, 214)), (0.24, (120, 164, 178)), (0.26, (60, 108, 130)), (1, (10, 26, 44))]
    )
    draw = ImageDraw.Draw(image)
    floor = [820 + 90 * each for each in noise_line(chance, WIDTH, 7, 0.5)]
    for x in range(WIDTH):
        floor[x] -= 360 * (1 - math.sin(math.pi * x / WIDTH)) ** 2
    draw.polygon([(0, HEIGHT), *enumerate(floor), (WIDTH, HEIGHT)], fill=(58, 50, 44))
    draw.line([(x, y - 6) for x, y in enumerate(floor)], fill=(232, 178, 70), width=7)
    for x, name in ((130, "landing station"), (800, "repeater"), (1240, "fault")):
        y = floor[x] - 6
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=(200, 60, 46) if name == "fault" else (244, 236, 214))
        draw.line((x, y - 14, x, y - 110), fill=(220, 226, 226), width=2)
        draw.text((x - 60, y - 156), name, fill=(240, 240, 232), font=letters(34))
    draw.polygon([(690, 262), (930, 262), (960, 232), (900, 290), (720, 290)], fill=(166, 56, 44))
    draw.rectangle((770, 206, 860, 262), fill=(238, 234, 222))
    draw.line((730, 270, 1236, floor[1240] - 10), fill=(240, 236, 220), width=3)
    return image


def logo(chance: random.Random) -> Image.Image:
    image = Image.new("RGB", (600, 600), (24, 42, 58))
    draw = ImageDraw.Draw(image)
    draw.ellipse((90, 90, 510, 510), outline=PAPER, width=14)
    draw.arc((190, 90, 410, 510), 0, 360, fill=PAPER, width=10)
    draw.line((300, 90, 300, 510), fill=(206, 74, 54), width=14)
    draw.line((90, 300, 510, 300), fill=PAPER, width=10)
    return image
