"""An embassy's gate at dusk."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .rays import Scene, Thing, again, ball, box, either, floor, less, photograph, rod
from .rooms import mottled, number_of


def embassy_gate(chance: random.Random):
    noise = Noise(chance)
    pillars = either(
        *[
            either(
                box((x, 1.7, 4), (0.42, 1.7, 0.42)),
                box((x, 3.45, 4), (0.54, 0.09, 0.54)),
                box((x, 0.2, 4), (0.52, 0.2, 0.52)),
                ball((x, 4.0, 4), 0.26) if abs(x) > 3 else box((x, 3.6, 4), (0.1, 0.1, 0.1)),
            )
            for x in (-2.2, 2.2)
        ]
    )
    globes = either(ball((-2.2, 3.92, 4), 0.25), ball((2.2, 3.92, 4), 0.25))
    bars = again(either(rod((0, 1.6, 4), 0.026, 1.5), rod((0, 3.16, 4), 0.045, 0.09)), 0, 0.2, -8, 8)
    rails = either(
        box((0, 0.3, 4), (1.76, 0.035, 0.03)),
        box((0, 1.4, 4), (1.76, 0.03, 0.03)),
        box((0, 2.8, 4), (1.76, 0.03, 0.03)),
        less(rod((0, 2.1, 4), 0.42, 0.04, 2), rod((0, 2.1, 4), 0.36, 1, 2)),
    )
    fences = again(rod((0, 1.9, 4), 0.022, 1.1), 0, 0.22, -40, 40)

    def fence(x, y, z):
        return np.maximum(fences(x, y, z), 2.5 - np.abs(x))

    def walls(x, y, z):
        return box((0, 0.5, 4), (5.4, 0.5, 0.26))(np.abs(x) - 8.0, y, z)

    panes = again(again(box((0, 1.9, 15), (0.55, 1.0, 0.5)), 0, 2.4, -3, 3), 1, 3.2, 0, 1)
    villa = less(box((0, 3.6, 16), (9.4, 3.6, 1.0)), panes)
    trim = either(
        box((0, 7.2, 15.6), (9.8, 0.2, 1.0)),
        box((0, 3.55, 15), (9.5, 0.1, 0.15)),
        box((0, 1.3, 14.2), (1.1, 0.06, 0.8)),
        rod((-0.9, 0.6, 13.6), 0.12, 0.7),
        rod((0.9, 0.6, 13.6), 0.12, 0.7),
    )

    def glass(x, y, z):
        column, row = np.round(x / 2.4), np.round((y - 1.9) / 3.2)
        on = number_of(column, row) > 0.55
        return np.where(on[:, None], tone((255, 206, 124)) * 1.4, tone((36, 46, 66)))

    def crown(x0, z0, high, wide):
        def leaves(x, y, z):
            lump = noise.at(x * 0.09 + z * 0.05, y * 0.1) * 0.75
            return (
                (
                    np.sqrt(((x - x0) / wide) ** 2 + ((y - high) / (wide * 0.9)) ** 2 + ((z - z0) / wide) ** 2)
                    - 1
                    + lump * 0.35
                )
                * wide
                * 0.45
            )

        return leaves

    trees = either(crown(-6.5, 10, 5.4, 2.6), crown(6.8, 10.5, 5.8, 2.9), crown(-10.5, 8, 4.6, 2.6))
    trunks = either(rod((-6.5, 1.6, 10), 0.2, 2), rod((6.8, 1.6, 10.5), 0.22, 2.2))
    sentry = either(
        less(box((4.0, 1.25, 2.6), (0.55, 1.25, 0.5)), box((4.0, 1.1, 2.1), (0.42, 1.05, 0.6))),
        box((4.0, 2.6, 2.6), (0.68, 0.1, 0.62)),
    )

    def stripes(x, y, z):
        return np.where((np.floor((y + x * 0.6) * 2.2) % 2 > 0)[:, None], tone((226, 222, 210)), tone((44, 70, 104)))

    scene = Scene(
        [
            Thing(floor(), mottled(noise, (44, 48, 56), (70, 74, 80), 0.16), 0.3),
            Thing(pillars, mottled(noise, (186, 174, 150), (208, 198, 176), 0.3)),
            Thing(globes, (255, 226, 170), glow=5),
            Thing(either(bars, rails), (26, 28, 30), 0.1),
            Thing(fence, (26, 28, 30)),
            Thing(walls, (170, 160, 140)),
            Thing(villa, mottled(noise, (166, 150, 126), (186, 172, 146), 0.1)),
            Thing(box((0, 3.6, 15.6), (9, 3.5, 0.2)), glass, glow=0.5),
            Thing(trim, (206, 196, 176)),
            Thing(trees, (38, 58, 44)),
            Thing(trunks, (58, 46, 38)),
            Thing(sentry, stripes),
        ],
        eye=(-1.5, 1.6, -4.6),
        target=(0.35, 2.25, 5),
        focal=0.9,
        sun_strength=0,
        ambient=(96, 110, 146),
        sky=lambda x, y, z: blend(tone((112, 122, 150)), tone((46, 62, 104)), step(0.0, 0.5, y)[:, None]),
        lamps=[
            ((-2.2, 3.9, 3.4), (255, 214, 150), 2.6),
            ((2.2, 3.9, 3.4), (255, 214, 150), 2.6),
            ((0, 2.4, 12.5), (255, 206, 140), 2.2),
        ],
        air=0.016,
        air_colour=(104, 114, 142),
        far=60,
        steps=80,
        ripple=lambda x, z: (noise.at(x * 0.12, z * 0.12) * 0.03, noise.at(x * 0.1 + 0.4, z * 0.12) * 0.05),
    )
    return film(photograph(scene) * 1.08, chance, bloom=0.4, dark=0.42)
