"""On board at night: a cabin, a deck at work."""

import math
import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .people import person
from .rays import Scene, Thing, again, ball, box, either, floor, less, photograph, rod
from .rooms import mottled, wood


def ferry_cabin(chance: random.Random):
    noise = Noise(chance)
    opening = box((0.15, 1.72, 3), (0.52, 0.42, 1), 0.2)
    back = less(box((0, 1.4, 3.1), (2, 1.6, 0.12)), opening)
    frame = less(box((0.15, 1.72, 2.97), (0.64, 0.54, 0.05), 0.22), box((0.15, 1.72, 3), (0.5, 0.4, 1), 0.19))
    rivets = either(
        *[
            ball((0.15 + 0.58 * math.cos(a), 1.72 + 0.48 * math.sin(a), 2.92), 0.022)
            for a in np.linspace(0.39, 6.67, 9)[:-1]
        ]
    )
    bunk = either(box((-1.0, 0.5, 1.6), (0.42, 0.09, 1.4), 0.05), box((-1.02, 0.22, 1.6), (0.4, 0.2, 1.38)))
    folded = either(
        box((-1.32, 1.75, 1.5), (0.05, 0.42, 1.15), 0.03),
        box((-1.2, 1.36, 0.7), (0.1, 0.02, 0.02)),
        box((-1.2, 1.36, 2.3), (0.1, 0.02, 0.02)),
    )
    pillow, blanket = box((-1.0, 0.68, 2.55), (0.34, 0.1, 0.26), 0.09), box((-1.0, 0.6, 1.0), (0.44, 0.06, 0.62), 0.05)
    desk = either(box((0.95, 0.76, 2.3), (0.45, 0.025, 0.68)), box((1.3, 0.4, 2.3), (0.06, 0.36, 0.6)))
    chair = either(
        box((0.62, 0.44, 1.35), (0.22, 0.03, 0.22)),
        box((0.62, 0.75, 1.12), (0.22, 0.22, 0.02), 0.02),
        *[rod((0.62 + a, 0.22, 1.35 + b), 0.02, 0.22) for a in (-0.18, 0.18) for b in (-0.18, 0.18)],
    )
    letter = either(box((0.82, 0.79, 2.1), (0.13, 0.006, 0.18)), box((0.93, 0.797, 2.34), (0.13, 0.006, 0.18)))
    stand = either(rod((1.15, 0.98, 2.68), 0.016, 0.2), rod((1.15, 0.8, 2.68), 0.09, 0.015))

    def shade(x, y, z):
        return np.maximum(np.hypot(x - 1.15, z - 2.68) - (0.17 - (y - 1.1) * 0.45), np.abs(y - 1.23) - 0.1) * 0.7

    coat = box((1.42, 1.5, 1.3), (0.06, 0.44, 0.2), 0.06)

    def dark_sea(x, y, z):
        horizon = -0.012
        water = blend(
            tone((10, 18, 30)),
            tone((62, 82, 104)),
            np.clip(0.3 + noise.at(x / np.maximum(0.02, -y) * 0.05, 1 / np.maximum(0.02, -y) * 0.05) * 0.5, 0, 1)[
                :, None
            ],
        )
        air = blend(tone((122, 128, 142)), tone((36, 48, 74)), step(0.0, 0.22, y)[:, None])
        return np.where((y > horizon)[:, None], air, water).astype(np.float32)

    cabin = either(box((-1.55, 1.4, 0), (0.1, 1.6, 3.2)), box((1.6, 1.4, 0), (0.1, 1.6, 3.2)))
    scene = Scene(
        [
            Thing(back, (206, 198, 176)),
            Thing(cabin, wood(noise, (132, 84, 50), (166, 112, 70), 0.5, 1)),
            Thing(box((0, 2.5, 1), (2, 0.06, 4)), (214, 206, 186)),
            Thing(floor(), mottled(noise, (58, 70, 78), (74, 86, 92), 0.3), 0.06),
            Thing(frame, (196, 152, 78), 0.3),
            Thing(rivets, (196, 152, 78), 0.3),
            Thing(bunk, (226, 220, 206)),
            Thing(folded, (120, 74, 44)),
            Thing(pillow, (238, 234, 224)),
            Thing(
                blanket,
                lambda x, y, z: np.where((np.abs(z - 0.9) < 0.1)[:, None], tone((236, 226, 200)), tone((40, 64, 98))),
            ),
            Thing(desk, wood(noise, (96, 56, 32), (136, 86, 52), 0.6, 1), 0.1),
            Thing(chair, (74, 46, 30)),
            Thing(letter, (246, 240, 224)),
            Thing(stand, (190, 146, 76), 0.3),
            Thing(shade, (250, 214, 150), glow=1.1),
            Thing(coat, (54, 60, 52)),
            Thing(rod((0.62, 0.84, 2.0), 0.05, 0.07), (226, 222, 212)),
        ],
        eye=(-0.35, 1.55, -1.5),
        target=(0.12, 1.2, 2.6),
        focal=0.84,
        sun_strength=0,
        ambient=(92, 100, 120),
        lamps=[
            ((1.1, 1.15, 2.5), (255, 200, 126), 1.2),
            ((0.15, 1.72, 2.5), (130, 156, 200), 0.7),
            ((0, 2.3, 0), (255, 220, 170), 0.7),
        ],
        sky=dark_sea,
        far=20,
        steps=80,
    )
    return film(photograph(scene) * 1.08, chance, warm=0.008, bloom=0.3, dark=0.45)


def cable_deck(chance: random.Random):
    noise = Noise(chance)
    drum = either(
        rod((2.6, 2.3, 7.5), 2.2, 0.12, 0), rod((5.4, 2.3, 7.5), 2.2, 0.12, 0), rod((4, 2.3, 7.5), 0.5, 1.7, 0)
    )

    def coil(x, y, z):
        groove = 0.03 * np.sin(x * 40)
        return np.maximum(np.hypot(y - 2.3, z - 7.5) - 1.75 - groove, np.abs(x - 4) - 1.3) * 0.8

    def cable(x, y, z):
        high = 0.5 + 0.1 * np.sin(z * 0.6) + step(3.0, 7.5, z) * 0.15
        off = x + 1.2 - 0.3 * np.sin(z * 0.35)
        return np.maximum(np.hypot(off, y - high) - 0.07, z - 12) * 0.8

    rollers = again(
        either(
            rod((-1.2, 0.34, 0), 0.13, 0.6, 0),
            box((-1.85, 0.3, 0), (0.06, 0.3, 0.14)),
            box((-0.55, 0.3, 0), (0.06, 0.3, 0.14)),
        ),
        2,
        2.2,
        0,
        5,
    )
    rail = either(
        again(rod((-4.8, 0.6, 0), 0.04, 0.6), 2, 1.5, -2, 12),
        rod((-4.8, 1.2, 8), 0.04, 12, 2),
        rod((-4.8, 0.7, 8), 0.03, 12, 2),
    )
    house = either(box((1.5, 3.4, 16), (6.5, 3.4, 1.2)), box((1.5, 7.6, 16.3), (4.2, 0.9, 1)))
    arm = either(
        rod((-3.4, 2.6, 10), 0.22, 2.6), box((-1.7, 5.1, 10), (2.0, 0.16, 0.2)), rod((-0.2, 4.2, 10), 0.03, 0.9)
    )
    masts = either(rod((-4.4, 3, 3.2), 0.07, 3), rod((5.8, 3, 3.6), 0.07, 3), rod((-4.4, 3, 12.5), 0.07, 3))

    def front(x, y, z):
        panes = ((np.abs(y - 5.2) < 0.35) | (np.abs(y - 2.9) < 0.3)) & (np.abs((x % 1.6) - 0.8) < 0.32)
        bridge = (y > 7.4) & (y < 8.1)
        return np.where((panes | bridge)[:, None], tone((255, 214, 140)) * 1.3, tone((150, 152, 148)))

    crew = [(-2.1, 4.6, 0.12), (-0.4, 5.4, -0.12), (-2.0, 7.6, 0.1), (1.2, 6.4, -0.05), (-0.6, 2.7, -0.1)]
    people = [
        Thing(
            person(x, z, 1.02, lean),
            lambda x, y, z: np.where(
                (y > 1.6)[:, None],
                tone((240, 240, 232)),
                np.where(
                    (np.abs(y - 1.2) < 0.05)[:, None],
                    tone((230, 234, 220)),
                    np.where((y > 0.84)[:, None], tone((226, 96, 34)), tone((40, 50, 70))),
                ),
            ),
        )
        for x, z, lean in crew
    ]
    scene = Scene(
        [
            Thing(floor(), mottled(noise, (42, 62, 56), (62, 82, 74), 0.1), 0.24),
            Thing(drum, (206, 146, 44)),
            Thing(coil, (40, 42, 44)),
            Thing(cable, (24, 24, 26), 0.1),
            Thing(rollers, (150, 150, 146)),
            Thing(rail, (216, 214, 200)),
            Thing(house, front),
            Thing(arm, (200, 140, 44)),
            Thing(masts, (120, 120, 116)),
            *people,
            Thing(
                either(ball((-4.4, 6, 3.2), 0.16), ball((5.8, 6, 3.6), 0.16), ball((-4.4, 6, 12.5), 0.16)),
                (255, 240, 210),
                glow=9,
            ),
        ],
        eye=(-2.9, 2.1, -2.4),
        target=(0.3, 2.0, 7),
        focal=0.82,
        sun_strength=0,
        ambient=(44, 54, 76),
        sky=lambda x, y, z: blend(tone((18, 26, 42)), tone((6, 10, 22)), step(0, 0.4, y)[:, None]),
        lamps=[
            ((-4.2, 5.8, 3.2), (255, 232, 190), 5.0),
            ((5.6, 5.8, 3.6), (255, 232, 190), 4.6),
            ((-4.2, 5.8, 12.5), (255, 226, 180), 5.0),
        ],
        air=0.012,
        air_colour=(58, 68, 84),
        far=50,
        steps=75,
    )
    image = photograph(scene) * 1.15
    return film(image, chance, bloom=0.42, dark=0.5)
