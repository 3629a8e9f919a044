"""Halls lit by lamps: a customs shed, a fish auction."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .people import dressed, person
from .rays import Scene, Thing, again, ball, box, either, floor, less, photograph, rod, wall
from .rooms import mottled, number_of, wood


def customs_shed(chance: random.Random):
    noise = Noise(chance)

    def crates(x, y, z):
        side = np.abs(x + 0.6)
        row, column = np.clip(np.round((y - 0.62) / 1.15), 0, 3), np.round(z / 1.05)
        kind = number_of(row, column, np.sign(x + 0.6))
        a = np.abs(side - 3.2) - 0.5 - 0.12 * kind
        b, c = (
            np.abs(y - 0.52 - row * 1.15 + 0.12 * kind) - 0.42 + 0.12 * kind,
            np.abs(z - column * 1.05) - 0.46 + 0.1 * kind,
        )
        outside = np.sqrt(np.maximum(a, 0) ** 2 + np.maximum(b, 0) ** 2 + np.maximum(c, 0) ** 2)
        return (outside + np.minimum(np.maximum(a, np.maximum(b, c)), 0)) * 0.75

    def planks(x, y, z):
        row, column = np.round((y - 0.62) / 1.15), np.round(z / 1.05)
        kind = number_of(row, column, np.sign(x + 0.6))
        lines = 0.8 + 0.2 * step(0.0, 0.1, np.abs((y * 5.2) % 1 - 0.5))
        paint = (
            blend(tone((120, 84, 50)), tone((186, 146, 94)), kind[:, None])
            * lines[:, None]
            * (0.9 + 0.2 * noise.at(z * 0.4, y * 2))[:, None]
        )
        card = (np.abs(y - 0.5 - row * 1.15) < 0.13) & (np.abs(z - column * 1.05 - 0.12) < 0.11)
        return np.where(card[:, None], tone((232, 222, 196)), paint)

    boards = again(box((0, 0.02, 0), (0.66, 0.03, 60)), 1, 1.15, 0, 4)
    posts = again(box((0, 2.4, 0), (0.06, 2.4, 0.06)), 2, 3.15, -1, 9)
    racks = either(
        lambda x, y, z: boards(np.abs(x + 0.6) - 3.2, y, z), lambda x, y, z: posts(np.abs(x + 0.6) - 2.56, y, z)
    )
    desk = either(
        box((0.2, 0.78, 4.4), (0.95, 0.035, 0.5)),
        box((-0.5, 0.4, 4.4), (0.2, 0.38, 0.45)),
        box((0.9, 0.4, 4.4), (0.2, 0.38, 0.45)),
    )
    things = either(
        box((0.0, 0.83, 4.3), (0.22, 0.02, 0.3)),
        box((0.55, 0.86, 4.45), (0.16, 0.06, 0.22)),
        box((-0.5, 0.88, 4.5), (0.14, 0.08, 0.2)),
    )
    chair = either(box((0.15, 0.5, 5.4), (0.26, 0.03, 0.26)), box((0.15, 0.85, 5.66), (0.26, 0.3, 0.03)))

    def shade(x, y, z):
        return np.maximum(np.hypot(x - 0.2, z - 4.4) - (0.5 - (y - 2.3) * 1.3), np.abs(y - 2.45) - 0.15) * 0.6

    beams = again(either(box((0, 5.4, 0), (7, 0.12, 0.1)), box((0, 6.2, 0), (0.08, 0.8, 0.08))), 2, 4.0, -1, 7)
    scene = Scene(
        [
            Thing(floor(), mottled(noise, (78, 72, 66), (112, 106, 96), 0.08), 0.06),
            Thing(crates, planks),
            Thing(racks, (64, 74, 82)),
            Thing(desk, wood(noise, (84, 50, 30), (126, 80, 48))),
            Thing(things, (226, 218, 198)),
            Thing(chair, (70, 46, 32)),
            Thing(shade, (44, 84, 70)),
            Thing(ball((0.2, 2.3, 4.4), 0.09), (255, 230, 180), glow=7),
            Thing(rod((0.2, 4.4, 4.4), 0.012, 2), (20, 20, 20)),
            Thing(beams, (74, 62, 52)),
            Thing(wall(1, 7, -1), (64, 62, 62)),
            Thing(box((-0.6, 2.6, 34), (2.4, 2.6, 0.1)), (176, 198, 214), glow=0.8),
        ],
        eye=(-1.3, 1.75, -3.4),
        target=(-0.35, 1.75, 6),
        focal=0.86,
        sun_strength=0,
        ambient=(84, 92, 108),
        lamps=[((0.2, 2.1, 4.4), (255, 206, 130), 3.6), ((-0.6, 5, -2), (150, 160, 190), 3.0)],
        sky=(40, 44, 52),
        air=0.014,
        air_colour=(104, 110, 118),
        far=60,
        steps=85,
    )
    return film(photograph(scene) * 1.1, chance, bloom=0.34, dark=0.5)


def fish_market(chance: random.Random):
    noise = Noise(chance)
    crate = less(box((0, 0.42, 0), (0.62, 0.2, 0.42), 0.02), box((0, 0.55, 0), (0.56, 0.2, 0.36)))
    crates = again(again(crate, 0, 1.5, -3, 3), 2, 1.15, 0, 9)

    def ice(x, y, z):
        a, c = x - 1.5 * np.clip(np.round(x / 1.5), -3, 3), z - 1.15 * np.clip(np.round(z / 1.15), 0, 9)
        lumps = noise.at(x * 0.7, z * 0.7) * 0.035 + noise.at(x * 0.22, z * 0.22) * 0.03
        return np.maximum(np.maximum(np.abs(a) - 0.55, np.abs(c) - 0.35), np.abs(y - 0.47) - 0.06 - lumps) * 0.7

    def fish(x, y, z):
        column, row = np.clip(np.round(x / 1.5), -3, 3), np.clip(np.round(z / 1.15), 0, 9)
        a, c = x - 1.5 * column, z - 1.15 * row
        turn = (number_of(column, row) - 0.5) * 0.6
        a, c = a * np.cos(turn) + c * np.sin(turn), -a * np.sin(turn) + c * np.cos(turn)
        lane = np.clip(np.round(c / 0.17), -1, 1)
        c = c - lane * 0.17
        a = a + 0.06 * np.sin(lane * 3 + column)
        body = np.sqrt((a / 0.4) ** 2 + ((y - 0.57) / 0.065) ** 2 + (c / 0.078) ** 2) - 1
        tail = np.maximum(
            np.abs(c) - np.clip((a - 0.34) * 0.6, 0, 0.09),
            np.maximum(np.abs(y - 0.57) - 0.02, np.maximum(0.3 - a, a - 0.52)),
        )
        return np.minimum(body * 0.06, tail * 0.6)

    def silver(x, y, z):
        column, row = np.round(x / 1.5), np.round(z / 1.15)
        kind = number_of(row, column)
        flank = blend(tone((70, 92, 104)), tone((214, 222, 222)), step(0.6, 0.56, y)[:, None])
        return np.where(
            (kind > 0.62)[:, None],
            blend(tone((176, 84, 66)), tone((228, 176, 150)), step(0.6, 0.56, y)[:, None]),
            flank,
        )

    lamps = again(again(either(ball((0.75, 3.1, 1.5), 0.11)), 0, 3.0, -1, 0), 2, 3.4, 0, 3)

    def shades(x, y, z):
        a, c = (
            x - 0.75 - 3.0 * np.clip(np.round((x - 0.75) / 3.0), -1, 0),
            z - 1.5 - 3.4 * np.clip(np.round((z - 1.5) / 3.4), 0, 3),
        )
        return np.maximum(np.hypot(a, c) - (0.42 - (y - 3.12) * 1.5), np.abs(y - 3.24) - 0.12) * 0.5

    buyers = [
        (-3.0, 4.4, (226, 226, 216), 0.1),
        (-2.25, 5.6, (36, 62, 92), -0.1),
        (2.25, 6.8, (222, 150, 52), 0.12),
        (0.75, 9.0, (228, 226, 214), 0.0),
        (-0.75, 10.2, (60, 84, 70), 0.05),
        (3.75, 5.0, (40, 48, 60), -0.14),
        (2.3, 10.6, (222, 220, 210), 0),
    ]
    people = [Thing(person(x, z, 1.04, lean), dressed(coat, (34, 42, 54), (44, 40, 44))) for x, z, coat, lean in buyers]
    pillars = again(box((0, 2.4, 0), (0.14, 2.4, 0.14)), 2, 4.6, 0, 3)
    back = less(box((0, 2.6, 14), (8, 3, 0.2)), box((0, 1.6, 14), (1.7, 1.7, 1)))
    scene = Scene(
        [
            Thing(floor(), mottled(noise, (62, 70, 74), (94, 100, 102), 0.12), 0.3),
            Thing(crates, (40, 92, 116)),
            Thing(ice, (226, 236, 242), 0.08),
            Thing(fish, silver, 0.16),
            Thing(lamps, (255, 236, 196), glow=8),
            Thing(shades, (52, 62, 60)),
            *people,
            Thing(lambda x, y, z: pillars(np.abs(x) - 5.4, y, z), (120, 128, 124)),
            Thing(back, mottled(noise, (132, 140, 136), (156, 162, 154))),
            Thing(box((0, 5.0, 6), (8, 0.1, 12)), (60, 66, 70)),
            Thing(lambda x, y, z: 6.2 - np.abs(x), (128, 138, 136)),
        ],
        eye=(-0.5, 1.9, -2.3),
        target=(-0.15, 1.1, 5),
        focal=0.86,
        sun_strength=0,
        ambient=(92, 104, 120),
        sky=lambda x, y, z: blend(tone((44, 62, 96)), tone((26, 38, 66)), step(0, 0.2, y)[:, None]),
        lamps=[
            ((0.75, 2.9, 1.5), (255, 216, 150), 2.4),
            ((-2.25, 2.9, 1.5), (255, 216, 150), 2.4),
            ((0.75, 2.9, 4.9), (255, 216, 150), 2.6),
            ((-2.25, 2.9, 8.3), (255, 216, 150), 2.8),
        ],
        air=0.016,
        air_colour=(118, 124, 126),
        far=40,
        steps=70,
    )
    return film(photograph(scene) * 1.1, chance, bloom=0.32)
