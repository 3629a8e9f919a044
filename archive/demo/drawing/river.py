"""Along the Orlo: the mill and the weir."""

import math
import random

import numpy as np

from .light import Noise, blend, drawn, fbm, film, fog, lay, places, rows, step, tone, water
from .shores import coast


def woods(image, chance, noise, foot, high, dark, light, seed):
    """Return the picture with a wood whose trees stand at `foot`."""
    x, y = places(image)
    crowns = foot - high * (
        0.72 + 0.35 * noise.at(x / 2600 + seed, seed) + 0.16 * np.abs(noise.at(x / 420 + seed, 0.3))
    )
    leaves = np.clip(0.45 + fbm(chance, cell=64, gain=0.68) * 0.75 - (y - foot + high) / high * 0.35, 0, 1)
    edge = fbm(chance, cell=26, octaves=4) * 7
    return lay(image, step(-2, 2, y - crowns + edge) * (y < foot), blend(tone(dark), tone(light), leaves[..., None]))


def orlo_mill(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (196, 208, 214)), (420, (226, 226, 216)), (640, (234, 228, 212)))
    image = coast(image, noise, 640, 330, (176, 190, 190), 0.2, 2)
    image = fog(image, 360, 640, (230, 228, 216), 0.6)
    image = woods(image, chance, noise, 650, 230, (96, 116, 92), (170, 172, 116), 0.1)
    image = fog(image, 480, 650, (230, 228, 214), 0.45)
    image = woods(image, chance, noise, 656, 120, (44, 66, 44), (150, 148, 74), 0.6)
    plaster = blend(
        tone((176, 164, 142)),
        tone((226, 216, 194)),
        np.clip(0.6 + fbm(chance, cell=120, gain=0.6) * 0.5, 0, 1)[..., None],
    )
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.area([(860, 660), (860, 330), (1010, 220), (1160, 330), (1160, 660)]),
                pen.box(1160, 420, 1420, 660),
            )
        ),
        plaster,
    )
    shade = drawn(lambda pen: pen.area([(1010, 220), (1160, 330), (1160, 660), (1040, 660), (1040, 250)]))
    image = image * (1 - 0.2 * shade[..., None])
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.area([(836, 346), (1010, 206), (1184, 346), (1166, 352), (1010, 230), (854, 354)]),
                pen.area([(1150, 424), (1180, 350), (1400, 350), (1440, 424)]),
            )
        ),
        (124, 66, 50),
    )
    tiles = drawn(
        lambda pen: [pen.line([(1150 + a * 10, 424 - a * 24), (1440 - a * 13, 424 - a * 24)], 1.6) for a in range(4)]
    )
    image = lay(image, tiles * 0.5, (84, 44, 36))
    panes = [
        (912, 400),
        (1000, 400),
        (1090, 400),
        (956, 500),
        (1050, 500),
        (1210, 486),
        (1290, 486),
        (1366, 486),
        (1000, 306),
    ]
    image = lay(image, drawn(lambda pen: [pen.box(x - 20, y - 28, x + 20, y + 28) for x, y in panes]), (232, 230, 216))
    image = lay(
        image,
        drawn(
            lambda pen: [
                (pen.box(x - 16, y - 24, x - 1.5, y + 24), pen.box(x + 1.5, y - 24, x + 16, y + 24)) for x, y in panes
            ]
        ),
        (52, 62, 66),
    )
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.box(700, 640, 1500, 668),
                pen.area([(0, 652), (300, 648), (700, 650), (1600, 646), (1600, 668), (0, 668)]),
            )
        ),
        (92, 92, 68),
    )
    image = water(image, chance, 664, (48, 70, 58), chop=0.5, deep=0.6)
    cx, cy, r = 800, 598, 176

    def wheel(pen):
        for radius in (r, r * 0.86):
            pen.line([(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in np.linspace(0, 6.29, 90)], 8)
        for number in range(16):
            a = number * math.pi / 8 + 0.1
            if number % 2 == 0:
                pen.line([(cx, cy), (cx + r * math.cos(a), cy + r * math.sin(a))], 8)
            pen.area(
                [
                    (cx + r * 0.82 * math.cos(a - 0.03), cy + r * 0.82 * math.sin(a - 0.03)),
                    (cx + r * 1.1 * math.cos(a - 0.05), cy + r * 1.1 * math.sin(a - 0.05)),
                    (cx + r * 1.1 * math.cos(a + 0.05), cy + r * 1.1 * math.sin(a + 0.05)),
                    (cx + r * 0.82 * math.cos(a + 0.03), cy + r * 0.82 * math.sin(a + 0.03)),
                ]
            )
        pen.disc(cx, cy, 20)

    image = image * (1 - 0.3 * np.roll(drawn(wheel, blur=4), (8, 14), (0, 1))[..., None])
    image = lay(image, drawn(wheel), (70, 50, 36))
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.area([(300, 396), (770, 408), (770, 424), (300, 412)]),
                [pen.box(a, 410, a + 10, 664) for a in (360, 520, 660)],
            )
        ),
        (92, 70, 50),
    )
    fall = drawn(
        lambda pen: (
            pen.area([(690, 420), (760, 420), (680, 470), (634, 560), (626, 690), (606, 690), (614, 540)]),
            pen.disc(640, 694, 90, 12),
        ),
        blur=9,
    )
    image = lay(image, np.clip(fall * (0.55 + fbm(chance, cell=40, stretch=0.5) * 0.6), 0, 1), (238, 242, 238))
    return film(image, chance, warm=0.01, bloom=0.18)


def orlo_weir(chance: random.Random):
    noise = Noise(chance, 7, 0.55, 4)
    image = rows((0, (150, 164, 174)), (340, (204, 208, 204)))
    for base, high, colour, seed in ((330, 200, (150, 164, 168), 0.3), (336, 120, (106, 126, 124), 0.7)):
        image = coast(image, noise, base, high, colour, seed, 2)
        image = fog(image, 200, 336, (206, 210, 206), 0.5)
    image = woods(image, chance, noise, 344, 66, (48, 66, 54), (116, 126, 84), 0.4)
    calm = water(image, chance, 340, (60, 86, 86), chop=0.25, deep=0.6, near=4)
    x, y = places(image)
    lip = 512 + (x - 800) * 0.035 + 10 * np.sin(x / 190)
    foot = lip + 150 + (x - 800) * 0.03
    image = np.where((y < lip)[..., None], calm, image)
    threads = fbm(chance, cell=210, octaves=6, gain=0.72, stretch=0.12)
    share = np.clip((y - lip) / (foot - lip), 0, 1)
    fall = blend(
        tone((96, 132, 124)), tone((236, 242, 238)), np.clip(0.25 + share * 0.7 + threads * 0.55, 0, 1)[..., None]
    )
    fall = fall * (0.62 + 0.38 * step(0, 0.12, share))[..., None]
    image = np.where(((y >= lip) & (y < foot))[..., None], fall, image)
    far = 1 / np.maximum(0.05, (y - foot + 60) / 420)
    churn = noise.at((x / 1600 - 0.5) * far * 0.55, far * 1.1) + 0.6 * noise.at((x / 1600) * far * 1.4, far * 2.9)
    pool = blend(tone((22, 56, 54)), tone((112, 146, 132)), np.clip(0.42 + churn * 0.5, 0, 1)[..., None])
    white = step(0.1, 0.8, churn + 1.15 * np.exp(-(y - foot) / 90) - (y - foot) / 700)
    pool = blend(pool, tone((236, 242, 238)), np.clip(white, 0, 1)[..., None])
    image = np.where((y >= foot)[..., None], pool, image)
    image = fog(image, 560, 690, (226, 232, 228), 0.42, fbm(chance, cell=220))

    def masonry(pen):
        pen.area([(1170, 470), (1250, 470), (1300, 760), (1150, 760)])
        pen.area([(1470, 450), (1600, 430), (1600, 860), (1440, 800)])

    stone = blend(
        tone((74, 74, 72)),
        tone((140, 136, 124)),
        np.clip(0.4 + fbm(chance, cell=70, gain=0.65) * 0.6 - (x - 1300) / 1400, 0, 1)[..., None],
    )
    image = lay(image, drawn(masonry), stone)
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.area([(1120, 452), (1610, 424), (1610, 442), (1120, 470)]),
                pen.box(1290, 380, 1306, 450),
                pen.box(1390, 374, 1406, 446),
                pen.area([(1280, 384), (1416, 376), (1416, 364), (1280, 372)]),
            )
        ),
        (54, 52, 50),
    )
    image = lay(image, drawn(lambda pen: pen.box(1310, 452, 1386, 600)), (96, 62, 44))
    return film(image, chance, bloom=0.16)
