"""Quiet rooms: an archive, a telegraph desk."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .rays import Scene, Thing, again, ball, box, either, floor, less, photograph, rod, wall


def number_of(*cells):
    """Return a number from 0 to 1 that belongs to a cell of a grid, the same every time."""
    mixed = sum(np.round(cell) * share for cell, share in zip(cells, (12.9898, 78.233, 37.719), strict=False))
    return np.abs(np.sin(mixed) * 43758.5453) % 1


def wood(noise: Noise, dark, light, scale=0.2, axis=0):
    """Return a colour that runs along x (0) or z (1) like grain."""

    def colour(x, y, z):
        along, over = (x, z + y) if axis == 0 else (z, x + y)
        grain = noise.at(along * scale * 0.12, over * scale * 1.8) * 0.5 + 0.5
        return blend(tone(dark), tone(light), np.clip(grain, 0, 1)[:, None])

    return colour


def mottled(noise: Noise, dark, light, scale=0.2):
    def colour(x, y, z):
        return blend(
            tone(dark),
            tone(light),
            np.clip(0.5 + noise.at((x + y * 0.6) * scale, (z + y) * scale) * 0.5, 0, 1)[:, None],
        )

    return colour


def archive_shelves(chance: random.Random):
    noise = Noise(chance)

    def vault(x, y, z):
        return np.where(y > 2.7, 2.15 - np.hypot(x, (y - 2.7)), 2.15 - np.abs(x))

    def boxes(x, y, z):
        side, cell_y, cell_z = np.abs(x), np.clip(np.round((y - 0.36) / 0.52), 0, 5), np.round(z / 0.4)
        pulled = number_of(cell_y, cell_z, np.sign(x)) * 0.1
        a = np.abs(side - 1.55 - pulled * 0.6) - 0.36
        b, c = np.abs(y - 0.36 - cell_y * 0.52) - 0.19, np.abs(z - cell_z * 0.4) - 0.172
        outside = np.sqrt(np.maximum(a, 0) ** 2 + np.maximum(b, 0) ** 2 + np.maximum(c, 0) ** 2)
        return (outside + np.minimum(np.maximum(a, np.maximum(b, c)), 0) - 0.008) * 0.8

    def card(x, y, z):
        cell_y, cell_z = np.round((y - 0.36) / 0.52), np.round(z / 0.4)
        kind = number_of(cell_y, cell_z, np.sign(x))
        grey = blend(tone((104, 112, 116)), tone((150, 154, 150)), kind[:, None])
        grey = np.where((kind > 0.9)[:, None], tone((128, 92, 74)), grey)
        label = (np.abs(y - 0.39 - cell_y * 0.52) < 0.07) & (np.abs(z - cell_z * 0.4) < 0.09) & (np.abs(x) < 1.42)
        return np.where(label[:, None], tone((236, 226, 202)), grey)

    frames = again(box((0, 1.6, 0), (0.035, 1.75, 0.03)), 2, 2.0, -1, 20)
    boards = again(box((0, 0.13, 0), (0.42, 0.018, 50)), 1, 0.52, 0, 6)

    def shelves(x, y, z):
        side = np.abs(x)
        return np.minimum(np.minimum(frames(side - 1.16, y, z), frames(side - 1.9, y, z)), boards(side - 1.55, y, z))

    ladder = either(
        rod((0.86, 1.5, 7.1), 0.03, 1.6),
        rod((0.86, 1.5, 7.6), 0.03, 1.6),
        again(rod((0.86, 0, 7.35), 0.022, 0.25, 2), 1, 0.32, 1, 9),
    )
    bulbs = again(ball((0, 4.0, 0), 0.1), 2, 4.0, 1, 6)
    scene = Scene(
        [
            Thing(boxes, card),
            Thing(shelves, (74, 84, 82)),
            Thing(vault, mottled(noise, (186, 166, 138), (218, 204, 180))),
            Thing(floor(), mottled(noise, (84, 70, 58), (120, 102, 84)), 0.1),
            Thing(ladder, (150, 104, 62)),
            Thing(bulbs, (255, 232, 190), glow=6),
            Thing(box((0, 1.6, 26), (2.4, 3, 0.1)), (220, 226, 224), glow=0.7),
        ],
        eye=(-0.12, 1.45, -0.6),
        target=(0.03, 1.62, 8),
        focal=0.86,
        sun_strength=0,
        ambient=(122, 114, 108),
        lamps=[
            ((0, 3.7, 4), (255, 214, 160), 4.2),
            ((0, 3.7, 8), (255, 214, 160), 4.2),
            ((0, 3.7, 16), (255, 220, 170), 5.0),
            ((0, 2.2, 0.2), (200, 190, 180), 1.6),
        ],
        air=0.012,
        air_colour=(150, 136, 118),
        far=40,
        steps=80,
    )
    return film(photograph(scene) * 1.06, chance, warm=0.01, bloom=0.3)


def old_telegraph(chance: random.Random):
    noise = Noise(chance)
    brass = (196, 148, 66)
    key = either(
        box((0, 0.42, 0), (0.14, 0.07, 1.15), 0.04),
        box((0, 0.28, 0.12), (0.5, 0.07, 0.12), 0.03),
        rod((-0.42, 0.33, 0.12), 0.1, 0.2),
        rod((0.42, 0.33, 0.12), 0.1, 0.2),
        rod((0, 0.62, 0.75), 0.1, 0.16),
        rod((0, 0.3, 0.75), 0.05, 0.2),
        rod((0, 0.36, 0.12), 0.055, 0.6, 0),
        rod((0.62, 0.24, -0.5), 0.12, 0.1),
        rod((-0.62, 0.24, -0.5), 0.12, 0.1),
    )
    knob = either(rod((0, 0.56, -1.02), 0.3, 0.05), ball((0, 0.62, -1.02), 0.16), rod((0, 0.5, -1.02), 0.1, 0.1))
    reel = less(
        either(rod((2.5, 1.25, 1.6), 0.98, 0.05, 2), rod((2.5, 1.25, 1.95), 0.98, 0.05, 2)),
        rod((2.5, 1.25, 1.8), 0.12, 2, 2),
    )
    paper = rod((2.5, 1.25, 1.78), 0.74, 0.13, 2)

    def tape(x, y, z):
        curve = 0.42 + 0.32 * np.cos(x * 0.9 + 1.1) * step(2.4, 0.6, x) + 0.12
        high = np.where(x > 1.9, 0.52 + (x - 1.9) * 0.1, np.maximum(0.05, curve - 0.5 + 0.05 * np.sin(x * 3)))
        inside = np.maximum(np.abs(z - 1.78 + 0.35 * np.maximum(0, 1.6 - x)) - 0.12, np.maximum(x - 2.5, -3.4 - x))
        return np.maximum(np.abs(y - high) - 0.012, inside) * 0.55

    sheets = either(box((-2.6, 0.03, 0.4), (0.9, 0.02, 1.2)), box((-2.45, 0.07, 0.5), (0.86, 0.02, 1.15)))
    pencil = rod((-1.35, 0.08, -0.9), 0.05, 0.85, 0)
    stand = either(box((2.5, 0.12, 1.8), (0.6, 0.12, 0.4), 0.04), box((2.5, 0.6, 2.05), (0.1, 0.62, 0.06)))
    lamp_stand = either(rod((-1.7, 1.1, 2.6), 0.06, 1.1), rod((-1.7, 0.06, 2.6), 0.5, 0.06))

    def shade(x, y, z):
        high = np.clip((y - 1.9) / 0.7, 0, 1)
        return np.maximum(np.hypot(x + 1.7, z - 2.6) - (0.95 - high * 0.62), np.abs(y - 2.25) - 0.36) * 0.7

    scene = Scene(
        [
            Thing(floor(), wood(noise, (66, 36, 22), (132, 78, 44), 0.5), 0.1),
            Thing(box((0, 0.1, 0), (0.85, 0.1, 1.45), 0.05), wood(noise, (44, 24, 16), (76, 42, 26), 0.6, 1), 0.08),
            Thing(key, brass, 0.34),
            Thing(knob, (22, 20, 20), 0.14),
            Thing(reel, brass, 0.3),
            Thing(paper, (226, 212, 180)),
            Thing(tape, (238, 226, 196)),
            Thing(sheets, (226, 216, 192)),
            Thing(pencil, (150, 46, 36)),
            Thing(stand, (60, 34, 22), 0.1),
            Thing(lamp_stand, brass, 0.3),
            Thing(shade, (34, 84, 66), 0.2),
            Thing(wall(2, 5.2, -1), mottled(noise, (92, 84, 70), (124, 114, 94))),
        ],
        eye=(-0.9, 2.5, -4.9),
        target=(0.5, 0.62, 0.5),
        focal=1.12,
        sun=(-0.75, 0.62, -0.1),
        sunlight=(255, 216, 160),
        sun_strength=1.5,
        ambient=(136, 130, 138),
        sky=lambda x, y, z: blend(tone((40, 34, 30)), tone((250, 226, 186)), step(-0.1, -0.9, x)[:, None]),
        lamps=[((-1.7, 1.95, 2.5), (255, 206, 130), 1.5)],
        far=30,
        steps=90,
    )
    return film(photograph(scene), chance, warm=0.012, bloom=0.25, dark=0.5)
