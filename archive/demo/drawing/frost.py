"""A quay in winter."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .quays import hull, rope, sheet
from .rays import Scene, Thing, again, box, either, photograph, rod
from .rooms import number_of


def ice_on_the_quay(chance: random.Random):
    noise = Noise(chance, 7, 0.6, 8)

    def iced(solid, thick):
        def distance(x, y, z):
            lumps = noise.at(x * 0.09 + y * 0.05, z * 0.09 + y * 0.11) * thick
            return (solid(x, y, z) - thick - lumps) * 0.7

        return distance

    quay = box((0, -0.9, 10), (3.0, 1.0, 16))
    bollard = either(rod((0, 0.45, 0), 0.3, 0.45), rod((0, 0.86, 0), 0.44, 0.1))
    bollards = again(lambda x, y, z: bollard(x - 1.9, y, z - 1.2), 2, 5.0, 0, 3)

    def icicles(x, y, z):
        cell = np.round(z / 0.24)
        long = 0.2 + 0.75 * number_of(cell, cell * 0.37)
        down = np.clip((-0.02 - y) / long, 0, 1)
        return (
            np.maximum(np.hypot(x - 3.02, z - cell * 0.24) - 0.085 * (1 - down), np.maximum(y - 0.05, -y - long))
            - 0.012
        ) * 0.6

    ship = hull(16, 2.4, 3.6, rise=1.2, bow=0.4)

    def vessel(x, y, z):
        return ship(z - 9.0, y + 1.4, x - 6.9)

    house = either(
        box((6.9, 3.9, 2.6), (1.7, 1.7, 2.2)),
        box((6.9, 6.0, 3.2), (1.2, 0.5, 1.2)),
        rod((6.9, 7.6, 3.0), 0.09, 1.6),
        rod((6.9, 5.0, 16), 0.1, 3),
    )
    rails = either(
        again(rod((4.62, 2.75, 0), 0.035, 0.5), 2, 1.1, 0, 16),
        rod((4.62, 3.2, 9), 0.04, 9, 2),
        rod((4.62, 2.9, 9), 0.03, 9, 2),
    )
    ropes = either(
        rope((4.6, 2.3, 9.5), (1.9, 0.8, 6.2)),
        rope((4.6, 2.3, 13), (1.9, 0.8, 11.2)),
        rope((4.6, 2.2, 3.2), (1.9, 0.8, 1.2)),
    )

    def frost(x, y, z):
        return blend(
            tone((150, 172, 190)),
            tone((242, 246, 250)),
            np.clip(0.55 + noise.at(x * 0.3 + y * 0.2, z * 0.3) * 0.6, 0, 1)[:, None],
        )

    def painted(x, y, z):
        base = np.where((y > 0.3)[:, None], tone((34, 62, 84)), tone((110, 44, 40)))
        cover = step(0.0, 0.55, noise.at(z * 0.12, y * 0.06) + (y - 0.9) * 0.4)
        return blend(base, frost(x, y, z), cover[:, None] * 0.92)

    def walls(x, y, z):
        return blend(
            tone((206, 190, 160)), frost(x, y, z), step(-0.2, 0.6, noise.at(z * 0.2 + x * 0.2, y * 0.1))[:, None]
        )

    scene = Scene(
        [
            Thing(iced(quay, 0.06), frost, 0.16),
            Thing(iced(bollards, 0.1), frost, 0.14),
            Thing(icicles, (214, 228, 238), 0.2),
            Thing(vessel, painted),
            Thing(iced(house, 0.05), walls),
            Thing(iced(rails, 0.06), frost, 0.1),
            Thing(iced(ropes, 0.05), (226, 234, 242)),
            Thing(lambda x, y, z: y + 1.55 + noise.at(x * 0.05, z * 0.05) * 0.04, (40, 62, 78), 0.3),
        ],
        eye=(-0.9, 1.75, -4.2),
        target=(2.5, 1.35, 6),
        focal=0.86,
        sun=(0.55, 0.2, 0.8),
        sunlight=(255, 216, 168),
        sun_strength=1.4,
        ambient=(140, 158, 186),
        sky=sheet(noise, -0.02, 0.42, (248, 222, 190), (190, 200, 214), (112, 146, 184), glare=(0.55, 0.18, 0.8)),
        air=0.012,
        air_colour=(226, 214, 206),
        far=120,
        steps=85,
    )
    return film(photograph(scene), chance, bloom=0.28)
