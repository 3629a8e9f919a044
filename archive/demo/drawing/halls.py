"""Halls by day: one for signatures, one for waiting."""

import random

import numpy as np

from .light import Noise, blend, film, tone
from .rays import Scene, Thing, again, ball, box, either, floor, less, photograph, rod, wall
from .rooms import mottled, wood


def flag(x0, z0, colour_one, colour_two, noise):
    """Return the pole and the hanging cloth of an invented flag in two bands."""

    def cloth(x, y, z):
        fold = 0.07 * np.sin((x - x0) * 22 + y * 1.6) + 0.02 * np.sin((x - x0) * 51)
        inside = np.maximum(
            np.abs(x - x0 - 0.06 * (2.2 - y)) - 0.34 * (0.7 + 0.14 * (2.9 - y)), np.abs(y - 2.05) - 0.95
        )
        return np.maximum(np.abs(z - z0 - fold) - 0.03, inside) * 0.5

    def bands(x, y, z):
        return np.where((y + (x - x0) * 0.5 > 2.05)[:, None], tone(colour_one), tone(colour_two))

    return [
        Thing(cloth, bands),
        Thing(either(rod((x0 - 0.1, 1.6, z0), 0.025, 1.6), ball((x0 - 0.1, 3.24, z0), 0.06)), (196, 160, 90), 0.2),
    ]


def signing_room(chance: random.Random):
    noise = Noise(chance)
    room = either(wall(2, 5.0, -1), wall(0, 6.5, -1))
    panels = again(less(box((0, 1.0, 4.97), (0.78, 0.75, 0.06)), box((0, 1.0, 4.9), (0.66, 0.62, 0.05))), 0, 1.7, -5, 3)
    upper = again(less(box((0, 3.1, 4.97), (0.78, 1.1, 0.06)), box((0, 3.1, 4.9), (0.66, 0.97, 0.05))), 0, 1.7, -5, 3)
    table = either(
        box((0, 0.76, 1.6), (2.9, 0.04, 0.62), 0.02),
        box((0, 0.4, 1.4), (2.75, 0.36, 0.02)),
        box((0, 0.03, 1.6), (2.8, 0.03, 0.5)),
    )
    chairs = again(
        either(
            box((0, 0.55, 2.6), (0.3, 0.05, 0.28), 0.03),
            box((0, 1.02, 2.86), (0.3, 0.5, 0.04), 0.03),
            box((0.26, 0.3, 2.6), (0.025, 0.3, 0.25)),
            box((-0.26, 0.3, 2.6), (0.025, 0.3, 0.25)),
        ),
        0,
        1.9,
        -1,
        1,
    )
    folders = again(box((0, 0.812, 1.45), (0.24, 0.014, 0.17)), 0, 1.9, -1, 1)
    leaves = again(either(box((0, 0.83, 1.43), (0.2, 0.004, 0.14))), 0, 1.9, -1, 1)
    pens = again(rod((0.34, 0.812, 1.42), 0.011, 0.09, 2), 0, 1.9, -1, 1)
    glasses = again(rod((0.5, 0.87, 1.75), 0.04, 0.07), 0, 1.9, -1, 1)

    def bunting(x, y, z):
        return np.where((np.abs(x) % 0.5 < 0.25)[:, None], tone((240, 234, 220)), tone((214, 204, 184)))

    things = [
        Thing(
            floor(),
            lambda x, y, z: (
                np.where(
                    ((np.floor(x * 1.6 + np.floor(z * 1.6)) % 2) > 0)[:, None], tone((120, 78, 48)), tone((104, 66, 40))
                )
                * (0.9 + 0.2 * noise.at(x * 0.3, z * 2))[:, None]
            ),
            0.14,
        ),
        Thing(room, (196, 186, 164)),
        Thing(either(panels, upper), (212, 202, 180)),
        Thing(table, wood(noise, (72, 36, 22), (116, 62, 36), 0.4), 0.16),
        Thing(chairs, (96, 34, 34)),
        Thing(folders, (24, 52, 84)),
        Thing(leaves, (248, 244, 232)),
        Thing(pens, (26, 26, 28), 0.2),
        Thing(glasses, (200, 214, 216), 0.3),
        Thing(box((0, 4.7, 0), (6.6, 0.1, 30)), (222, 214, 198)),
        *flag(-3.3, 3.9, (34, 72, 120), (236, 230, 214), noise),
        *flag(-2.35, 3.9, (160, 48, 40), (228, 190, 92), noise),
        *flag(3.0, 3.9, (44, 96, 72), (234, 228, 210), noise),
    ]

    bars = less(
        box((-6.6, 2.5, 1), (0.08, 8, 12)),
        either(*[box((-6.6, 2.4, z), (0.5, 1.6, 0.8)) for z in (-3.2, -0.8, 1.6, 4.0)]),
    )
    things.append(Thing(bars, (188, 178, 156)))
    scene = Scene(
        things,
        eye=(0.9, 1.75, -4.2),
        target=(-0.25, 1.25, 2.2),
        focal=0.95,
        sun=(-1.0, 0.5, -0.18),
        sunlight=(255, 226, 178),
        sun_strength=1.9,
        ambient=(172, 166, 164),
        sky=(250, 244, 230),
        lamps=[((0, 4.0, 0), (255, 236, 206), 2.0)],
        far=26,
        steps=80,
    )
    return film(photograph(scene), chance, warm=0.01, bloom=0.25)


def waiting_hall(chance: random.Random):
    noise = Noise(chance)
    bench = either(
        box((0, 0.44, 0), (1.5, 0.035, 0.24), 0.02),
        box((0, 0.78, 0.26), (1.5, 0.2, 0.03), 0.02),
        box((-1.2, 0.2, 0.05), (0.04, 0.22, 0.2)),
        box((1.2, 0.2, 0.05), (0.04, 0.22, 0.2)),
    )
    benches = again(again(bench, 2, 1.5, 0, 4), 0, 4.0, -1, 1)
    openings = again(box((0, 1.75, 11), (0.62, 0.62, 0.5)), 0, 2.1, -3, 3)
    back = less(box((0, 3, 11.2), (12, 3.4, 0.25)), openings)
    counter = box((0, 1.0, 10.75), (8, 0.06, 0.35))
    shutters = again(box((0, 1.75, 11.25), (0.66, 0.62, 0.03)), 0, 2.1, -3, 3)
    columns = again(either(rod((4.9, 2.6, 2.4), 0.26, 3), box((4.9, 0.15, 2.4), (0.36, 0.15, 0.36))), 2, 4.2, 0, 2)
    left = less(box((-7.2, 3, 0), (0.2, 4, 30)), again(box((-7, 3.6, 0.6), (1.5, 1.7, 0.75)), 2, 2.6, -2, 4))

    def slats(x, y, z):
        open_one = np.abs(x - 4.2) < 1.0
        lines = 0.78 + 0.22 * (np.sin(y * 60) > 0)
        return np.where(open_one[:, None], tone((255, 226, 160)), tone((92, 100, 98)) * lines[:, None])

    def tiles(x, y, z):
        check = (np.floor(x * 1.1) + np.floor(z * 1.1)) % 2
        return (
            blend(tone((92, 96, 94)), tone((176, 170, 156)), check[:, None])
            * (0.94 + 0.1 * noise.at(x * 0.1, z * 0.1))[:, None]
        )

    lit_window = Thing(box((4.2, 1.75, 11.35), (0.62, 0.6, 0.05)), (255, 222, 150), glow=2.2)
    scene = Scene(
        [
            Thing(floor(), tiles, 0.22),
            Thing(benches, wood(noise, (92, 58, 34), (138, 92, 54), 0.5), 0.06),
            Thing(back, mottled(noise, (150, 160, 150), (172, 180, 168))),
            Thing(counter, (84, 58, 40), 0.1),
            Thing(less(shutters, box((4.2, 1.75, 11), (0.9, 0.9, 1))), slats),
            lit_window,
            Thing(columns, (186, 184, 170)),
            Thing(left, mottled(noise, (190, 192, 178), (206, 206, 192))),
            Thing(wall(0, 7, -1), (178, 182, 168)),
            Thing(box((0, 6.3, 4), (7.2, 0.1, 30)), (206, 204, 192)),
            Thing(rod((0, 4.0, 10.9), 0.5, 0.06, 2), (236, 232, 220)),
            Thing(
                either(
                    box((0, 4.14, 10.8), (0.02, 0.18, 0.02)),
                    box((0.12, 4.0, 10.8), (0.14, 0.02, 0.02)),
                    less(rod((0, 4, 10.86), 0.55, 0.05, 2), rod((0, 4, 10.8), 0.48, 0.4, 2)),
                ),
                (30, 32, 34),
            ),
        ],
        eye=(-1.6, 1.55, -3.6),
        target=(0.7, 1.55, 8),
        focal=0.82,
        sun=(-0.9, 0.62, -0.05),
        sunlight=(255, 232, 190),
        sun_strength=2.0,
        ambient=(158, 164, 166),
        sky=(250, 250, 244),
        lamps=[((4.2, 1.9, 10.2), (255, 214, 140), 1.3)],
        air=0.014,
        air_colour=(206, 200, 184),
        far=34,
        steps=80,
    )
    return film(photograph(scene) * 1.06, chance, bloom=0.25, contrast=0.55)
