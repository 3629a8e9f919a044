"""Along the Orlo: barges, and the river's mouth."""

import math
import random

import numpy as np

from .light import Noise, blend, clouds, drawn, fbm, film, lay, places, rows, step, sun, tone, water
from .river import woods
from .shores import coast


def barge(image, x, y, s, hull, cargo, *, cabin=True):
    image = lay(
        image,
        drawn(
            lambda pen: pen.area(
                [
                    (x + s * 0.1, y - s * 0.055),
                    (x + s * 0.68, y - s * 0.055),
                    (x + s * 0.62, y - s * 0.11),
                    (x + s * 0.5, y - s * 0.085),
                    (x + s * 0.38, y - s * 0.12),
                    (x + s * 0.22, y - s * 0.085),
                    (x + s * 0.16, y - s * 0.1),
                ]
            )
        ),
        cargo,
    )
    image = lay(
        image,
        drawn(
            lambda pen: pen.area(
                [
                    (x, y - s * 0.06),
                    (x + s * 0.9, y - s * 0.06),
                    (x + s, y - s * 0.092),
                    (x + s * 0.97, y + s * 0.006),
                    (x + s * 0.02, y + s * 0.006),
                ]
            )
        ),
        hull,
    )
    image = lay(
        image,
        drawn(
            lambda pen: pen.area(
                [
                    (x, y - s * 0.062),
                    (x + s * 0.9, y - s * 0.062),
                    (x + s, y - s * 0.096),
                    (x + s, y - s * 0.086),
                    (x + s * 0.9, y - s * 0.05),
                    (x, y - s * 0.05),
                ]
            )
        ),
        (226, 216, 190),
    )
    if cabin:
        image = lay(
            image,
            drawn(
                lambda pen: (
                    pen.box(x + s * 0.74, y - s * 0.125, x + s * 0.87, y - s * 0.06),
                    pen.box(x + s * 0.725, y - s * 0.136, x + s * 0.885, y - s * 0.122),
                )
            ),
            (214, 206, 186),
        )
        image = lay(
            image,
            drawn(
                lambda pen: [
                    pen.box(x + s * a, y - s * 0.113, x + s * (a + 0.026), y - s * 0.085) for a in (0.756, 0.794, 0.832)
                ]
            ),
            (44, 54, 62),
        )
        image = lay(
            image,
            drawn(lambda pen: pen.line([(x + s * 0.76, y - s * 0.13), (x + s * 0.76, y - s * 0.2)], 2.5)),
            (60, 56, 54),
        )
    return image


def orlo_barges(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (92, 138, 176)), (300, (176, 200, 210)), (520, (232, 226, 206)))
    image = clouds(
        image, noise, 540, (255, 252, 244), (164, 176, 190), cover=0.0, soft=0.5, scale=0.4, sun=(0.05, 0.05)
    )
    image = coast(image, noise, 520, 90, (150, 164, 160), 0.15, 1)
    image = woods(image, chance, noise, 526, 62, (52, 74, 52), (136, 142, 78), 0.8)
    for number in range(26):
        high = 70 + 40 * abs(math.sin(number * 2.3))
        px = 60 + number * 64 + 20 * math.sin(number * 5)
        image = (
            lay(image, drawn(lambda pen, px=px, high=high: pen.disc(px, 526 - high, 9, high)), (44, 66, 46))
            if number % 2
            else image
        )
    image = water(image, chance, 528, (78, 98, 88), chop=0.4, deep=0.45)
    x, y = places(image)
    fleet = (
        (1010, 546, 260, (92, 58, 48), (206, 172, 104)),
        (640, 572, 360, (48, 70, 88), (96, 84, 74)),
        (120, 626, 680, (126, 46, 38), (222, 184, 104)),
    )
    for left, line, s, hull, cargo in fleet:
        before = image
        image = barge(image, left, line, s, hull, cargo)
        high = round(s * 0.21)
        changed = np.abs(image - before).max(axis=2)[line - high : line][::-1] > 0.01
        ripple = (noise.at(x / 500, y / 60) * 0.5 + 0.5)[line : line + high, :, None]
        mirror = blend(image[line - high : line][::-1], tone((78, 98, 88)), 0.3 + 0.3 * ripple)
        image[line : line + high] = np.where(changed[..., None], mirror, image[line : line + high])
    wake = (
        step(0.3, 0.75, fbm(chance, cell=60, octaves=5, stretch=4))
        * np.exp(-(((y - 640) / 22) ** 2))
        * step(900, 300, x)
    )
    image = lay(image, wake * 0.4, (244, 246, 238))
    grass = drawn(
        lambda pen: [
            pen.line(
                [(bx, 1080), (bx + chance.uniform(-20, 20), 1080 - h * 0.55), (bx + chance.uniform(-46, 46), 1080 - h)],
                2.6,
            )
            for bx, h in ((1600 - 700 * chance.random() ** 1.6, chance.uniform(60, 300)) for _ in range(190))
        ]
    )
    image = lay(image, grass, (52, 66, 36))
    return film(image, chance, warm=0.012, bloom=0.15)


def orlo_mouth(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (40, 58, 96)), (280, (108, 112, 144)), (470, (226, 160, 136)), (540, (250, 206, 150)))
    image = clouds(
        image, noise, 560, (255, 170, 128), (72, 70, 104), cover=0.05, soft=0.55, scale=0.35, sun=(0.03, 0.06)
    )
    image = sun(image, (930, 520), 22, (255, 214, 150), 420, 0.8)
    image = water(image, chance, 540, (58, 66, 96), chop=0.4, deep=0.5)
    x, y = places(image)
    far = 1 / np.maximum(0.02, (y - 536) / 530)
    bars = noise.at((x / 1600 - 0.5) * far * 0.1 + 0.2, far * 0.16 + 0.1) + 0.18 * noise.at(
        (x / 1600) * far * 0.5, far * 0.9
    )
    mud = step(0.16, 0.24, bars) * step(541, 560, y)
    rim = step(0.1, 0.18, bars) * step(541, 560, y)
    silt = blend(tone((38, 32, 40)), tone((112, 80, 78)), np.clip((0.42 - bars) * 2.2, 0, 1)[..., None])
    image = lay(image, rim * 0.35, (30, 30, 44))
    image = lay(image, mud, silt)
    reeds = drawn(
        lambda pen: [
            pen.line([(bx, by), (bx + chance.uniform(-7, 7), by - h)], 1.7)
            for bx, by, h in (
                (chance.uniform(0, 1600), 552 + chance.random() * 5, chance.uniform(6, 22)) for _ in range(900)
            )
            if abs(bx - 930) > 240
        ]
    )
    image = lay(image, reeds, (44, 38, 48))
    boat = drawn(
        lambda pen: (
            pen.area([(420, 690), (560, 690), (600, 676), (576, 712), (436, 712)]),
            pen.line([(500, 690), (500, 560)], 3.5),
            pen.area([(455, 684), (462, 654), (478, 654), (484, 684)]),
            pen.disc(470, 645, 9),
            pen.line([(486, 662), (560, 720)], 2.5),
        )
    )
    back = np.roll(drawn(lambda pen: pen.area([(436, 712), (576, 712), (596, 728), (420, 728)]), blur=3), 2, 0)
    image = lay(image, back * 0.7, (30, 30, 44))
    image = lay(image, boat, (26, 24, 34))
    birds = [(1050 + 30 * i + 8 * math.sin(i * 4), 330 - 15 * abs(i - 5) + 5 * math.cos(i * 3)) for i in range(11)]
    image = lay(
        image,
        drawn(lambda pen: [pen.line([(bx - 11, by - 4), (bx, by), (bx + 11, by - 5)], 1.8) for bx, by in birds]),
        (48, 42, 62),
    )
    return film(image, chance, warm=0.012, bloom=0.3)
