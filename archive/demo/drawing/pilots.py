"""A pilot boat in a swell."""

import math
import random

import numpy as np

from .light import Noise, blend, clouds, drawn, fbm, film, lamp, lay, places, rain, rows, step, tone


def pilot_boat(chance: random.Random):
    noise = Noise(chance, 7, 0.55, 4)
    image = rows((0, (116, 132, 146)), (330, (176, 188, 192)), (480, (206, 212, 208)))
    image = clouds(image, noise, 500, (226, 230, 228), (112, 126, 140), cover=0.15, soft=0.7, scale=0.3)
    x, y = places(image)
    side = drawn(lambda pen: pen.area([(1010, -20), (1620, -20), (1620, 900), (1120, 880), (1040, 420)]))
    plates = (
        1
        - 0.12 * step(0.06, 0.0, np.abs((y + (x - 1010) * 0.06) / 92 % 1 - 0.5))
        - 0.1 * step(0.03, 0, np.abs(x / 230 % 1 - 0.5))
    )
    rust = np.clip(fbm(chance, cell=320, octaves=6, gain=0.6, stretch=0.16), 0, 1)
    paint = (
        np.where((y > 640 + (x - 1010) * 0.03)[..., None], tone((132, 44, 38)), tone((40, 52, 68))) * plates[..., None]
    )
    paint = (
        blend(paint, tone((128, 84, 60)), (rust * 0.6)[..., None])
        * (0.75 + 0.4 * np.clip((x - 1010) / 600, 0, 1))[..., None]
    )
    image = lay(image, side, paint)
    ladder = drawn(
        lambda pen: (
            pen.line([(1180, -10), (1192, 700)], 3),
            pen.line([(1226, -10), (1238, 700)], 3),
            [pen.line([(1180 + a * 0.36, a * 21), (1227 + a * 0.36, a * 21)], 5) for a in range(34)],
        )
    )
    image = lay(image, ladder, (216, 186, 130))

    def sea(base, high, seed, colour, crest, sharp):
        line = (
            base
            - high * (1 - np.abs(noise.at(x / 2600 + seed, seed)) * 1.7)
            - 10 * noise.at(x / 420, seed + 0.2)
            - 3 * noise.at(x / 90, seed)
        )
        below = step(-1, 1, y - line)
        texture = noise.at(x / 900 + seed, (y - line) / 330 + seed) + 0.5 * noise.at(x / 300, (y - line) / 120)
        body = blend(tone(colour), tone(crest), np.clip(0.5 - (y - line) / 150 + texture * 0.45, 0, 1)[..., None])
        foam = step(0.1, 0.9, np.exp(-(y - line) / 22) + texture * 0.75 - sharp)
        return lay(lay(image, below, body), below * foam * 0.85, (236, 242, 240))

    image = sea(520, 46, 0.1, (64, 92, 98), (124, 146, 146), 0.5)
    image = sea(640, 100, 0.35, (38, 74, 82), (106, 138, 138), 0.42)
    turn = math.radians(-13)

    def at(*points):
        return [
            (
                560 + (a * math.cos(turn) - b * math.sin(turn)) * 1.12,
                590 + (a * math.sin(turn) + b * math.cos(turn)) * 1.12,
            )
            for a, b in points
        ]

    for points, colour in (
        (((-250, -10), (210, -18), (310, -58), (272, 40), (220, 84), (-236, 84)), (226, 92, 30)),
        (((-250, -14), (210, -22), (312, -64), (308, -48), (212, -4), (-250, 2)), (36, 38, 42)),
        (((-110, -18), (110, -20), (86, -112), (-84, -112)), (232, 230, 220)),
        (((-96, -58), (101, -58), (88, -102), (-84, -102)), (34, 46, 56)),
        (((-98, -114), (100, -114), (92, -126), (-88, -126)), (226, 92, 30)),
        (((-240, 62), (232, 62), (214, 86), (-236, 86)), (60, 34, 28)),
    ):
        image = lay(image, drawn(lambda pen, points=points: pen.area(at(*points))), colour)
    posts = [(-62, -57), (-20, -57), (22, -57), (64, -57)]
    image = lay(image, drawn(lambda pen: [pen.line(at((a, b), (a, b - 46)), 5) for a, b in posts]), (232, 230, 220))
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.line(at((-20, -126), (-20, -216)), 4),
                pen.line(at((-46, -186), (6, -186)), 4),
                pen.line(at((-250, -14), (-250, -56), (-120, -56)), 3),
                pen.line(at((130, -20), (150, -62), (250, -76), (292, -56)), 3),
                [pen.disc(x, y, 9) for x, y in at(*[(a, -6) for a in range(-200, 220, 58)])],
            )
        ),
        (30, 32, 36),
    )
    crew = at((176, -44))[0]
    image = lay(
        image,
        drawn(
            lambda pen: pen.area(
                [
                    (crew[0] - 15, crew[1] + 24),
                    (crew[0] + 15, crew[1] + 24),
                    (crew[0] + 11, crew[1] - 30),
                    (crew[0] - 11, crew[1] - 30),
                ]
            )
        ),
        (232, 196, 60),
    )
    image = lay(image, drawn(lambda pen: pen.disc(crew[0], crew[1] - 42, 10)), (40, 40, 46))
    image = lamp(image, at((-20, -216))[0], 60, (255, 236, 200), 0.8)
    image = sea(800, 130, 0.62, (24, 58, 66), (96, 132, 132), 0.36)
    spray = fbm(chance, cell=130, octaves=6, gain=0.66)
    burst = 1.1 * np.exp(-(((x - 905) / 105) ** 2) - ((y - 560) / 110) ** 2) + 0.9 * np.exp(
        -(((x - 700) / 330) ** 2) - ((y - 690) / 42) ** 2
    )
    image = lay(image, step(0.02, 0.8, burst * (0.85 + spray * 1.1) - 0.14), (240, 244, 242))
    image = sea(1000, 110, 0.87, (16, 44, 52), (70, 106, 108), 0.5)
    return film(rain(image, chance, 300, 26, -16, 0.2), chance, bloom=0.14)
