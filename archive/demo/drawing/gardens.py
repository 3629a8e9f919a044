"""The ministry's garden."""

import random

import numpy as np

from .light import Noise, film
from .quays import sheet
from .rays import Scene, Thing, again, box, either, floor, less, photograph, rod
from .rooms import mottled


def ministry_garden(chance: random.Random):
    noise = Noise(chance, 7, 0.55, 8)

    def clipped(solid, rough=0.05):
        return lambda x, y, z: (solid(x, y, z) - rough * noise.at(x * 0.5 + y * 0.2, z * 0.5 + y * 0.3)) * 0.75

    hedges = clipped(
        lambda x, y, z: again(
            either(
                box((3.4, 0.42, 0), (1.7, 0.42, 0.28), 0.05),
                box((3.4, 0.42, 3.4), (1.7, 0.42, 0.28), 0.05),
                box((1.95, 0.42, 1.7), (0.25, 0.42, 1.9), 0.05),
                box((4.9, 0.42, 1.7), (0.25, 0.42, 1.9), 0.05),
            ),
            2,
            5.6,
            0,
            2,
        )(np.abs(x), y, z)
    )

    def cones(x, y, z):
        local = np.abs(z - 1.7 - 5.6 * np.clip(np.round((z - 1.7) / 5.6), 0, 2))
        return (
            np.maximum(np.hypot(np.abs(x) - 3.4, local) - (2.9 - y) * 0.29, -y)
            - 0.06 * noise.at(x * 0.6 + y * 0.3, z * 0.6)
        ) * 0.65

    basin = less(rod((0, 0.22, 9.3), 1.9, 0.26), rod((0, 0.5, 9.3), 1.68, 0.25))
    pool = rod((0, 0.2, 9.3), 1.7, 0.1)
    bowl = either(rod((0, 0.8, 9.3), 0.16, 0.8), rod((0, 1.5, 9.3), 0.7, 0.07), rod((0, 1.9, 9.3), 0.09, 0.4))

    def jet(x, y, z):
        return np.maximum(np.hypot(x, z - 9.3) - 0.16 + 0.05 * np.clip(y - 2.0, 0, 1.4), np.abs(y - 2.5) - 0.95) * 0.7

    panes = again(again(box((0, 2.6, 24), (0.75, 1.4, 0.6)), 0, 2.9, -4, 4), 1, 4.2, 0, 1)
    palace = less(box((0, 4.6, 25), (14.5, 4.6, 1.2)), panes)
    columns = again(rod((1.45, 4.4, 23.1), 0.34, 4.4), 0, 2.9, -2, 1)
    porch = either(
        box((0, 9.1, 23.2), (5.6, 0.5, 0.9)),
        lambda x, y, z: np.maximum(np.abs(x) * 0.36 + (y - 11.4) * 0.93, np.maximum(9.5 - y, np.abs(z - 23.2) - 0.8)),
        box((0, 0.25, 22.4), (6.4, 0.25, 1.6)),
        box((0, 9.3, 24.2), (14.8, 0.22, 0.6)),
    )

    def path(x, y, z):
        return np.where(
            (np.abs(x) < 1.55)[:, None] | (np.hypot(x, z - 9.3) < 2.9)[:, None] | (z > 19)[:, None],
            mottled(noise, (190, 172, 142), (218, 202, 172), 0.4)(x, y, z),
            mottled(noise, (70, 104, 54), (112, 142, 76), 0.2)(x, y, z),
        )

    leaf = mottled(noise, (26, 58, 36), (66, 100, 54), 0.7)

    def trees(x, y, z):
        side = np.abs(x) - 11.0
        local = z - 5.0 * np.clip(np.round(z / 5.0), 0, 4)
        lump = noise.at(x * 0.07 + y * 0.04, z * 0.07 + y * 0.06)
        crown = (np.sqrt((side / 2.6) ** 2 + ((y - 5.2) / 3.0) ** 2 + (local / 2.5) ** 2) - 1 + 0.34 * lump) * 1.6
        return np.minimum(crown, np.maximum(np.hypot(side, local) - 0.24, y - 4))

    def benches(x, y, z):
        return again(
            either(
                box((2.35, 0.45, 6.8), (0.24, 0.04, 0.8)),
                box((2.35, 0.2, 6.3), (0.2, 0.2, 0.08)),
                box((2.35, 0.2, 7.3), (0.2, 0.2, 0.08)),
            ),
            2,
            5.0,
            0,
            1,
        )(np.abs(x), y, z)

    scene = Scene(
        [
            Thing(floor(), path),
            Thing(hedges, leaf),
            Thing(cones, mottled(noise, (30, 66, 42), (74, 110, 58), 0.8)),
            Thing(either(basin, bowl), (196, 188, 170)),
            Thing(pool, (52, 92, 102), 0.4),
            Thing(jet, (240, 246, 250)),
            Thing(palace, mottled(noise, (222, 204, 166), (236, 220, 186), 0.1)),
            Thing(box((0, 4.6, 25.4), (14, 4.4, 0.3)), (58, 70, 82), 0.2),
            Thing(either(columns, porch), (238, 232, 216)),
            Thing(trees, mottled(noise, (40, 74, 40), (98, 126, 58), 0.5)),
            Thing(benches, (236, 232, 222)),
        ],
        eye=(-0.75, 2.0, -4.0),
        target=(0.15, 2.9, 12),
        focal=0.88,
        sun=(-0.7, 0.75, -0.45),
        sunlight=(255, 238, 206),
        sun_strength=1.15,
        ambient=(132, 150, 172),
        sky=sheet(noise, 0.0, 0.6, (214, 226, 232), (150, 190, 220), (84, 140, 194)),
        air=0.006,
        air_colour=(214, 224, 228),
        far=70,
        steps=80,
    )
    return film(photograph(scene), chance, bloom=0.12, warm=0.008)
