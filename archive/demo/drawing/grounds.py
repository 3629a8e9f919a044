"""Weather over official grounds: flags in the rain, a runway at night."""

import math
import random

import numpy as np

from .light import Noise, blend, clouds, drawn, fbm, film, fog, lamp, lay, places, rain, rows, step, tone


def flags_in_rain(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (92, 104, 118)), (620, (150, 160, 166)), (1067, (168, 174, 176)))
    image = image * (1 + fbm(chance, cell=520, stretch=1.6) * 0.09)[..., None]
    windows = drawn(
        lambda pen: [
            pen.box(110 + c * 132, 330 + r * 180, 176 + c * 132, 440 + r * 180) for c in range(12) for r in range(4)
        ],
        blur=9,
    )
    image = lay(image, drawn(lambda pen: pen.box(60, 250, 1620, 1067), blur=10) * 0.5, (112, 116, 120))
    image = lay(image, windows * 0.5, (84, 92, 102))
    lit = drawn(
        lambda pen: [
            pen.box(110 + c * 132, 330 + r * 180, 176 + c * 132, 440 + r * 180)
            for c, r in ((3, 1), (4, 1), (8, 0), (9, 2))
        ],
        blur=10,
    )
    image = lay(image, lit * 0.75, (246, 212, 150))
    x, y = places(image)
    sets = (
        ((30, 62, 108), (232, 228, 216), (30, 62, 108)),
        ((150, 40, 42), (226, 186, 84)),
        ((38, 92, 74), (236, 232, 220)),
        ((226, 170, 64), (44, 52, 66), (226, 170, 64)),
        ((116, 40, 62), (228, 224, 214), (52, 92, 128)),
        ((60, 110, 140), (232, 228, 218)),
    )
    for number, bands in enumerate(sets):
        left, top, s = 60 + number * 262, 118 + number * 14, 1 - number * 0.045
        pole = drawn(
            lambda pen, left=left, top=top, s=s: (
                pen.line([(left, top - 40), (left, 1080)], 9 * s),
                pen.disc(left, top - 46, 10 * s),
            )
        )
        image = lay(image, pole, (206, 208, 206))
        image = image * (1 - 0.35 * np.roll(pole, 3, 1) * (1 - pole))[..., None]
        along = (x - left) / (236 * s)
        # Wet cloth sags: it falls further the further it is from the pole, in heavy folds.
        sag = 150 * np.clip(along, 0, 1) ** 0.75 * (1 + 0.1 * math.sin(number * 2))
        wave = along * 13 + number * 1.7 + (y - top) * 0.012
        fold = np.sin(wave + 0.9 * np.sin(wave * 0.37))
        v = (y - top - sag - fold * 9 * np.clip(along * 3, 0, 1)) / (250 * s + 90 * np.clip(along, 0, 1))
        shape = (
            step(0, 0.008, along)
            * step(0.97 + 0.02 * fold, 0.955 + 0.02 * fold, along)
            * step(-0.005, 0.005, v)
            * step(1.005, 0.995, v)
        )
        index = np.clip((v * len(bands)).astype(int), 0, len(bands) - 1)
        cloth = np.array([tone(each) for each in bands])[index]
        light = 0.74 + 0.3 * np.cos(wave + 0.9 * np.sin(wave * 0.37) + 0.6) + 0.06 * noise.at(x / 300, y / 300)
        light = light - 0.2 * step(0.5, 1.1, v)
        image = lay(image, shape, np.clip(cloth * light[..., None], 0, 1))
    image = fog(image, 560, 1067, (160, 168, 172), 0.28, fbm(chance, cell=400))
    image = rain(image, chance, 900, 62, -17, 0.3)
    image = rain(image, chance, 150, 150, -40, 0.34)
    return film(image, chance, bloom=0.12, dark=0.42)


def airfield_at_night(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (8, 12, 26)), (360, (24, 34, 58)), (520, (62, 66, 82)), (560, (88, 82, 84)))
    image = clouds(image, noise, 560, (70, 74, 92), (26, 34, 54), cover=0.1, soft=0.6, scale=0.3, strength=0.8)
    image = coast(image, noise)
    x, y = places(image)
    far = 1 / np.maximum(0.006, (y - 546) / 520)
    across = (x - 800) / 1600 * far
    wet = np.clip(0.5 + 0.6 * noise.at(across * 0.05, far * 0.05), 0, 1)
    ground = blend(tone((12, 15, 20)), tone((38, 42, 50)), wet[..., None])
    runway = np.abs(across) < 0.62
    ground = np.where(runway[..., None], ground * 1.25, ground * tone((190, 230, 200)) * 0.8)
    centre = (np.abs(across) < 0.012) & (np.sin(far * 2.4) > 0.1)
    ground = np.where(centre[..., None], tone((170, 172, 168)), ground)
    bars = (far < 1.9) & (far > 1.35) & (np.abs(across) < 0.5) & (np.sin(across * 62) > 0.1) & (np.abs(across) > 0.06)
    ground = np.where(bars[..., None], tone((150, 152, 150)), ground)
    image = np.where((y >= 548)[..., None], ground, image)
    for number in range(26):
        depth = 1.15 * 1.19**number
        py, unit = 546 + 520 / depth, 1600 / depth
        for side in (-1, 1):
            px = 800 + side * 0.66 * unit
            colour = (255, 232, 176) if number < 20 else (255, 120, 96)
            image = lamp(image, (px, py), max(5, 74 / depth), colour, 0.95)
            image = lamp(image, (px, py), max(2.2, 13 / depth), (255, 255, 246), 1.0)
            streak = (
                np.exp(-np.abs(x - px) / max(1.2, 9 / depth))
                * np.exp(-np.abs(y - py - 60 / depth) / (95 / depth))
                * (y > py)
            )
            image = 1 - (1 - image) * (1 - (streak * 0.42 * wet)[..., None] * tone(colour))
        if number % 2 == 0:
            image = lamp(image, (800, py), max(2.4, 18 / depth), (210, 236, 255), 0.8)
    for px in range(110, 1560, 47):
        image = (
            lamp(image, (px + 9 * math.sin(px), 545), 6 + 3 * math.sin(px * 3), (255, 200, 130), 0.6)
            if abs(px - 800) > 130
            else image
        )
    cx, cy, s = 800, 470, 1.45

    def plane(pen):
        pen.disc(cx, cy, 30 * s, 32 * s)
        pen.area(
            [
                (cx - 24 * s, cy + 12 * s),
                (cx - 300 * s, cy - 22 * s),
                (cx - 306 * s, cy - 30 * s),
                (cx - 296 * s, cy - 28 * s),
                (cx - 20 * s, cy - 4 * s),
            ]
        )
        pen.area(
            [
                (cx + 24 * s, cy + 12 * s),
                (cx + 300 * s, cy - 22 * s),
                (cx + 306 * s, cy - 30 * s),
                (cx + 296 * s, cy - 28 * s),
                (cx + 20 * s, cy - 4 * s),
            ]
        )
        pen.area(
            [
                (cx - 4 * s, cy - 26 * s),
                (cx + 4 * s, cy - 26 * s),
                (cx + 2.4 * s, cy - 118 * s),
                (cx - 2.4 * s, cy - 118 * s),
            ]
        )
        pen.area(
            [
                (cx - 78 * s, cy - 40 * s),
                (cx + 78 * s, cy - 40 * s),
                (cx + 20 * s, cy - 32 * s),
                (cx - 20 * s, cy - 32 * s),
            ]
        )
        for side in (-1, 1):
            pen.disc(cx + side * 112 * s, cy + 14 * s, 21 * s, 22 * s)
            pen.line([(cx + side * 44 * s, cy + 10 * s), (cx + side * 46 * s, cy + 66 * s)], 5 * s)
            pen.box(cx + side * 46 * s - 7 * s, cy + 58 * s, cx + side * 46 * s + 7 * s, cy + 78 * s)
        pen.line([(cx, cy + 26 * s), (cx, cy + 70 * s)], 4 * s)
        pen.box(cx - 5 * s, cy + 62 * s, cx + 5 * s, cy + 76 * s)

    body = blend(tone((40, 44, 54)), tone((120, 124, 134)), np.clip((cy + 40 - y) / 90, 0, 1)[..., None])
    image = lay(image, drawn(plane), body)
    image = lay(
        image,
        drawn(lambda pen: [pen.disc(cx + side * 112 * s, cy + 14 * s, 15 * s, 16 * s) for side in (-1, 1)]),
        (14, 16, 20),
    )
    image = lay(
        image,
        drawn(
            lambda pen: pen.area(
                [
                    (cx - 17 * s, cy - 14 * s),
                    (cx + 17 * s, cy - 14 * s),
                    (cx + 13 * s, cy - 22 * s),
                    (cx - 13 * s, cy - 22 * s),
                ]
            )
        ),
        (246, 220, 160),
    )
    for px, py, reach, colour in (
        (cx - 30 * s, cy + 16 * s, 210, (255, 246, 222)),
        (cx + 30 * s, cy + 16 * s, 210, (255, 246, 222)),
        (cx, cy + 44 * s, 90, (255, 246, 222)),
        (cx - 303 * s, cy - 28 * s, 44, (255, 70, 60)),
        (cx + 303 * s, cy - 28 * s, 44, (90, 255, 140)),
        (cx, cy + 33 * s, 34, (255, 60, 50)),
    ):
        image = lamp(image, (px, py), reach, colour, 1.0)
    return film(rain(image, chance, 260, 30, -6, 0.12), chance, bloom=0.4, dark=0.45)


def coast(image, noise):
    x = np.arange(1600, dtype=np.float32)
    line = 540 - 34 * np.clip(0.5 + noise.at(x / 4000, 0.3), 0, 1)
    _x, y = places(image)
    return lay(image, step(-1, 1, y - line), (16, 22, 34))
