"""An island and a bridge, seen over the water."""

import math
import random

import numpy as np

from .light import (
    Noise,
    blend,
    clouds,
    drawn,
    fbm,
    film,
    fog,
    lamp,
    lay,
    places,
    rows,
    step,
    sun,
    tone,
    water,
)


def coast(image, noise, base, high, colour, seed, rough=1.0):
    """Return the picture with a range of hills whose foot is at `base`."""
    x = np.arange(image.shape[1], dtype=np.float32)
    line = base - high * np.clip(
        0.5 + noise.at(x / 5200 + seed, seed * 1.7) * 0.7 + noise.at(x / 900, seed) * 0.05 * rough, 0.02, 2
    )
    _x, y = places(image)
    return lay(image, step(-0.7, 0.7, y - line) * (y <= base + 1), colour)


def skiff(image, x, y, s, hull, people, *, flip=False):
    """Draw a long open boat of length `s` with people in it: (place along it, colour of the coat)."""
    turn = -1 if flip else 1

    def at(*points):
        return [(x + turn * a * s, y + b * s) for a, b in points]

    for place, coat in people:
        image = lay(
            image,
            drawn(
                lambda pen, a=place: (
                    pen.area(at((a - 0.034, -0.02), (a + 0.034, -0.02), (a + 0.028, -0.115), (a - 0.028, -0.115))),
                    pen.disc(x + turn * a * s, y - 0.098 * s, 0.03 * s, 0.026 * s),
                )
            ),
            coat,
        )
        image = lay(
            image,
            drawn(lambda pen, a=place: pen.disc(x + turn * (a + 0.004) * s, y - 0.145 * s, 0.019 * s, 0.022 * s)),
            (70, 48, 38),
        )
    body = at((-0.5, -0.045), (-0.3, -0.028), (0.3, -0.032), (0.56, -0.085), (0.47, 0.04), (-0.46, 0.045))
    image = lay(image, drawn(lambda pen: pen.area(body)), hull)
    rim = at(
        (-0.5, -0.045),
        (-0.3, -0.028),
        (0.3, -0.032),
        (0.56, -0.085),
        (0.55, -0.066),
        (0.3, -0.016),
        (-0.3, -0.012),
        (-0.495, -0.028),
    )
    return lay(image, drawn(lambda pen: pen.area(rim)), (236, 228, 206))


def island_polling_boat(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (58, 124, 178)), (300, (130, 182, 208)), (500, (206, 224, 224)))
    image = clouds(
        image, noise, 520, (255, 255, 252), (156, 176, 196), cover=-0.05, soft=0.5, scale=0.4, sun=(-0.05, 0.05)
    )
    for base, high, colour, seed in ((497, 60, (142, 174, 192), 0.11), (498, 96, (96, 138, 150), 0.47)):
        image = coast(image, noise, base, high, colour, seed, 2)
    x, y = places(image)
    green = (
        500
        - 150 * np.clip(1 - np.abs(x - 1260) / 330, 0, 1) ** 0.7 * (0.8 + 0.4 * noise.at(x / 1700, 0.6))
        - 10 * noise.at(x / 160, 0.2)
    )
    woods = fbm(chance, cell=50, gain=0.65)
    image = lay(
        image,
        step(-1, 1, y - green) * (y < 500) * (np.abs(x - 1260) < 345),
        blend(tone((26, 64, 46)), tone((92, 132, 74)), np.clip(0.45 + woods * 0.8 - (y - 420) / 300, 0, 1)[..., None]),
    )
    image = lay(
        image, drawn(lambda pen: pen.area([(950, 500), (1030, 489), (1500, 490), (1590, 500)])), (238, 222, 184)
    )

    def palms(pen):
        for px, top, lean in ((1010, 380, -26), (1050, 352, 14), (1090, 392, 34), (1440, 372, 22), (1485, 396, -12)):
            pen.line([(px, 492), (px + lean * 0.4, (492 + top) / 2), (px + lean, top)], 4)
            for a in range(9):
                turn = a * 0.7 + px
                pen.line(
                    [
                        (px + lean, top),
                        (px + lean + 20 * math.cos(turn), top - 9 + 7 * math.sin(turn)),
                        (px + lean + 38 * math.cos(turn), top + 6 + 13 * math.sin(turn)),
                    ],
                    3.2,
                )

    image = lay(image, drawn(palms), (34, 62, 40))
    image = water(image, chance, 500, (14, 122, 138), chop=0.55, deep=0.85)
    x, y = places(image)
    shallow = step(500, 560, y) * step(760, 560, y) * np.clip(1 - np.abs(x - 1260) / 560, 0, 1)
    image = lay(image, shallow * 0.6, (110, 206, 196))
    glint = step(0.5, 0.8, fbm(chance, cell=26, octaves=4, stretch=4)) * step(520, 800, y)
    image = lay(image, glint * 0.22, (250, 255, 250))
    shade = drawn(lambda pen: pen.disc(640, 802, 400, 22), blur=10)
    image = image * (1 - 0.5 * shade[..., None])
    crew = (
        (-0.42, (44, 62, 90)),
        (-0.2, (226, 226, 216)),
        (-0.06, (196, 70, 56)),
        (0.26, (232, 196, 92)),
        (0.38, (66, 110, 92)),
    )
    image = skiff(image, 640, 762, 720, (32, 84, 128), crew)
    image = lay(image, drawn(lambda pen: (pen.box(700, 672, 776, 744), pen.box(694, 666, 782, 678))), (238, 236, 228))
    image = lay(
        image, drawn(lambda pen: (pen.box(722, 669, 754, 672), pen.line([(738, 678), (738, 742)], 1))), (120, 120, 124)
    )
    image = lay(image, drawn(lambda pen: pen.box(700, 700, 776, 712)), (155, 28, 31))
    foam = drawn(
        lambda pen: (
            pen.area([(980, 788), (1060, 806), (1010, 812), (300, 806), (270, 796)]),
            pen.area([(290, 790), (60, 822), (0, 860), (0, 828), (120, 806)]),
        ),
        blur=5,
    )
    image = lay(image, foam * np.clip(0.5 + fbm(chance, cell=36, stretch=2) * 0.9, 0, 1), (244, 250, 248))
    return film(image, chance, bloom=0.14, dark=0.28)


def bridge_at_first_light(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)
    image = rows((0, (112, 128, 156)), (300, (186, 180, 186)), (520, (246, 212, 184)))
    image = sun(image, (1130, 470), 26, (255, 226, 180), 460, 0.75)
    for base, high, colour, seed in (
        (600, 190, (190, 178, 184), 0.2),
        (600, 130, (152, 146, 158), 0.5),
        (600, 74, (112, 112, 126), 0.8),
    ):
        image = coast(image, noise, base, high, colour, seed, 2)
        image = fog(image, 480, 600, (240, 214, 196), 0.5)

    def stone(pen):
        pen.area([(-10, 470), (560, 428), (1000, 428), (1610, 470), (1610, 640), (-10, 640)])

    def arches(pen):
        for left, right, top in (
            (-40, 196, 520),
            (250, 560, 486),
            (622, 980, 476),
            (1040, 1350, 486),
            (1404, 1640, 520),
        ):
            pen.disc((left + right) / 2, 612, (right - left) / 2, 612 - top)
            pen.box(left, 610, right, 660)

    mask = drawn(stone) * (1 - drawn(arches))
    x, y = places(image)
    blocks = 0.9 + 0.1 * step(0.04, 0.12, np.abs((y / 13) % 1 - 0.5)) + fbm(chance, cell=60, gain=0.6) * 0.1
    wall = (
        blend(tone((58, 54, 64)), tone((118, 100, 96)), np.clip((x - 200) / 1400, 0, 1)[..., None]) * blocks[..., None]
    )
    image = lay(image, mask, wall)
    under = drawn(
        lambda pen: [
            pen.line([(cx - r * math.cos(a), 612 - h * math.sin(a)) for a in np.linspace(0.05, 3.09, 40)], 7)
            for cx, r, h in ((405, 155, 126), (801, 179, 136), (1195, 155, 126))
        ]
    )
    image = lay(image, under * mask, (150, 122, 110))
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.box(552, 350, 640, 436),
                pen.area([(540, 352), (652, 352), (596, 306)]),
                *[
                    pen.box(px, 560, px + 62, 640)
                    or pen.area([(px - 8, 640), (px + 70, 640), (px + 62, 560), (px, 560)])
                    for px in (192, 560, 980, 1346)
                ],
            )
        ),
        (66, 60, 70),
    )
    image = lay(image, drawn(lambda pen: (pen.box(584, 378, 606, 412),)), (255, 206, 120))
    image = lay(
        image,
        drawn(
            lambda pen: [
                (pen.line([(px, py), (px, py - 56)], 2.4), pen.disc(px, py - 58, 4))
                for px, py in ((180, 458), (370, 444), (780, 430), (960, 430), (1200, 444), (1400, 458))
            ]
        ),
        (44, 42, 52),
    )
    image = fog(image, 520, 640, (244, 218, 200), 0.6, fbm(chance, cell=340, stretch=2.4))
    image = water(image, chance, 640, (70, 80, 98), chop=0.28, deep=0.35)
    image = fog(image, 560, 690, (246, 222, 204), 0.55, fbm(chance, cell=420, stretch=3))
    reeds = drawn(
        lambda pen: [
            pen.line(
                [(bx, 1080), (bx + chance.uniform(-14, 14), 1080 - h * 0.6), (bx + chance.uniform(-34, 34), 1080 - h)],
                2.2,
            )
            for bx, h in ((chance.uniform(-10, 520), chance.uniform(40, 220)) for _ in range(120))
        ]
    )
    image = lay(image, reeds, (44, 46, 56))
    image = lamp(image, (595, 396), 70, (255, 206, 130), 0.8)
    return film(image, chance, warm=0.008, bloom=0.3)
