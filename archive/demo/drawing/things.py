"""Cranes, ferries, silos, lorries: what stands in more than one scene."""

import random

from PIL import Image, ImageDraw

from .canvas import Colour, mix


def crane(draw: ImageDraw.ImageDraw, x: float, ground: float, size: float, colour: Colour) -> None:
    top = ground - 300 * size
    for leg in (0, 76):
        draw.line(
            (x + leg * size, ground, x + (leg * 0.7 + 12) * size, top + 60 * size), fill=colour, width=round(9 * size)
        )
    draw.line((x - 40 * size, top + 62 * size, x + 220 * size, top + 62 * size), fill=colour, width=round(10 * size))
    draw.line((x + 40 * size, top + 62 * size, x + 40 * size, top), fill=colour, width=round(8 * size))
    draw.line((x + 40 * size, top, x + 215 * size, top + 60 * size), fill=colour, width=3)
    draw.line((x + 40 * size, top, x - 38 * size, top + 60 * size), fill=colour, width=3)
    draw.line((x + 150 * size, top + 62 * size, x + 150 * size, top + 170 * size), fill=colour, width=2)


def containers(draw: ImageDraw.ImageDraw, chance: random.Random, left: int, ground: int, right: int) -> None:
    for x in range(left, right, 46):
        for level in range(chance.randint(1, 4)):
            colour = mix(chance.choice([(90, 44, 40), (44, 58, 78), (86, 74, 44), (52, 66, 58)]), (28, 24, 40), 0.45)
            draw.rectangle((x, ground - 20 - level * 20, x + 43, ground - 2 - level * 20), fill=colour)


def ferry(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, hull: Colour, windows: Colour) -> None:
    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    draw.polygon(at((0, 0), (190, 0), (214, -16), (196, 26), (14, 26)), fill=hull)
    draw.polygon(at((18, -2), (170, -2), (170, -22), (18, -22)), fill=hull)
    draw.polygon(at((40, -22), (150, -22), (146, -40), (46, -40)), fill=hull)
    draw.polygon(at((84, -40), (106, -40), (104, -62), (88, -62)), fill=mix(hull, (150, 60, 50), 0.6))
    for px in range(28, 164, 14):
        draw.polygon(at((px, -8), (px + 7, -8), (px + 7, -15), (px, -15)), fill=windows)
    draw.line(at((4, 14), (200, 14)), fill=mix(hull, windows, 0.6), width=max(1, round(2 * size)))


def town(
    image: Image.Image, chance: random.Random, left: int, right: int, ground: int, high: int, colour: Colour
) -> None:
    draw = ImageDraw.Draw(image)
    x = left
    while x < right:
        wide, tall = chance.randint(12, 30), chance.randint(high, high * 4)
        shade = mix(colour, (110, 112, 118), chance.random() * 0.6)
        draw.rectangle((x, ground - tall, x + wide, ground), fill=shade)
        if chance.random() < 0.4:
            draw.polygon(
                [(x, ground - tall), (x + wide / 2, ground - tall - 9), (x + wide, ground - tall)], fill=(150, 86, 66)
            )
        x += wide + chance.randint(-2, 10)


def silo(image: Image.Image, x: int, top: int, wide: int, tall: int) -> None:
    body = Image.new("RGB", (wide, 1))
    for column in range(wide):
        light = 1 - abs(column / wide - 0.3) * 1.25
        body.putpixel((column, 0), mix((92, 96, 98), (240, 234, 218), max(0.0, light)))
    image.paste(body.resize((wide, tall)), (x, top))
    draw = ImageDraw.Draw(image)
    draw.polygon([(x, top), (x + wide / 2, top - 46), (x + wide, top)], fill=(206, 200, 186))
    draw.polygon([(x + wide / 2, top - 46), (x + wide, top), (x + wide * 0.62, top)], fill=(150, 148, 142))
    for y in range(top + 40, top + tall, 52):
        draw.line((x, y, x + wide, y), fill=(150, 148, 140), width=2)


def tower(draw: ImageDraw.ImageDraw, x: float, ground: float, colour: Colour) -> None:
    for leg in (-34, 34):
        draw.line((x + leg, ground + 10, x + leg * 0.6, ground - 210), fill=colour, width=8)
    for up in range(30, 200, 50):
        draw.line((x - 32, ground - up, x + 28, ground - up - 44), fill=colour, width=4)
    draw.rectangle((x - 46, ground - 280, x + 46, ground - 206), fill=colour)
    draw.rectangle((x - 36, ground - 264, x + 36, ground - 236), fill=(236, 206, 150))
    draw.polygon([(x - 58, ground - 278), (x, ground - 316), (x + 58, ground - 278)], fill=colour)


def lorry(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour, number: int) -> None:
    tones = ((150, 70, 60), (70, 90, 110), (150, 130, 90), (120, 120, 120))
    draw.rectangle((x, y - 130 * size, x + 250 * size, y), fill=mix(colour, tones[number % 4], 0.45))
    draw.rectangle((x + 254 * size, y - 96 * size, x + 322 * size, y), fill=colour)
    draw.rectangle(
        (x + 296 * size, y - 84 * size, x + 318 * size, y - 50 * size), fill=mix(colour, (255, 226, 170), 0.6)
    )
    for wheel in (24, 70, 206, 290):
        draw.ellipse((x + wheel * size, y - 16 * size, x + (wheel + 34) * size, y + 18 * size), fill=(20, 18, 24))
    draw.ellipse((x + 316 * size, y - 26 * size, x + 328 * size, y - 14 * size), fill=(255, 240, 200))
