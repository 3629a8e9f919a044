"""Containers on a quay, lorries in a queue."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .people import dressed, person
from .quays import STEEL, sheet
from .rays import Scene, Thing, again, ball, box, either, floor, photograph, rod
from .rooms import mottled, number_of


def container_stacks(chance: random.Random):
    noise = Noise(chance)
    stacks = [
        (-13.5, 0, 5),
        (-10.8, 0, 4),
        (-8.1, 0, 5),
        (-5.4, 0, 2),
        (6.2, 0, 4),
        (8.9, 0, 5),
        (11.6, 0, 6),
        (-13.5, 14, 6),
        (-10.8, 14, 6),
        (-5.4, 14, 5),
        (6.2, 14, 6),
        (11.6, 14, 4),
        (-8.1, 28, 6),
        (8.9, 28, 6),
        (0, 44, 5),
        (3, 44, 4),
        (-3, 44, 6),
    ]
    piles = either(*[box((x, height * 1.3, z + 8), (1.22, height * 1.3, 6.05), 0.04) for x, z, height in stacks])

    def paint(x, y, z):
        kind = number_of(np.round(x / 2.7), np.floor(y / 2.6), np.floor((z - 1) / 14))
        colours = np.array([tone(each) for each in STEEL])[(kind * 6.99).astype(int)]
        ribs = 0.86 + 0.14 * np.sin((z + x) * 22)
        seam = step(0.0, 0.07, np.abs((y / 2.6 + 0.5) % 1 - 0.5) * 2.6)
        rust = step(0.25, 0.9, noise.at((z + x) * 0.06, y * 0.02))
        return blend(colours * ribs[:, None] * (0.35 + 0.65 * seam)[:, None], tone((96, 62, 46)), (rust * 0.4)[:, None])

    legs = again(again(box((0, 11, 6), (0.45, 11, 0.45)), 0, 34.0, 0, 0), 2, 12.0, 0, 1)
    crane = either(
        lambda x, y, z: legs(np.abs(x + 1) - 16.6, y, z),
        box((-1, 22, 6), (22, 0.7, 0.5)),
        box((-1, 22, 18), (22, 0.7, 0.5)),
        box((3, 22.9, 12), (1.6, 0.6, 6.6)),
        box((3, 20.4, 12), (1.2, 1.0, 1.4)),
    )
    ropes = either(*[rod((3 + dx, 16.6, 12 + dz), 0.05, 4) for dx in (-1, 1) for dz in (-2.4, 2.4)])
    hung = box((3, 11.6, 12), (1.22, 1.3, 6.05), 0.04)
    wet = mottled(noise, (70, 72, 74), (112, 112, 110), 0.03)

    def asphalt(x, y, z):
        line = (np.abs(np.abs(x + 0.2) - 3.2) < 0.09) | (np.abs(x - 4.6) < 0.05)
        return np.where(line[:, None], tone((206, 178, 92)), wet(x, y, z))

    worker = person(1.2, 8.0, 1.08)
    scene = Scene(
        [
            Thing(floor(), asphalt, 0.1),
            Thing(piles, paint),
            Thing(crane, (196, 76, 44)),
            Thing(ropes, (40, 40, 44)),
            Thing(hung, (44, 92, 124)),
            Thing(
                worker,
                lambda x, y, z: np.where(
                    (y > 1.5)[:, None],
                    tone((240, 240, 236)),
                    np.where((y > 0.75)[:, None], tone((236, 120, 40)), tone((40, 46, 60))),
                ),
            ),
        ],
        eye=(-1.2, 1.9, -9),
        target=(0.6, 7.2, 14),
        focal=0.8,
        sun=(-0.62, 0.8, -0.35),
        sun_strength=1.15,
        ambient=(128, 146, 170),
        sky=sheet(noise, -0.05, 0.7, (216, 222, 222), (140, 176, 206), (70, 118, 168)),
        air=0.0075,
        air_colour=(206, 216, 222),
        far=140,
        steps=100,
    )
    return film(photograph(scene), chance, bloom=0.1, contrast=0.35)


def lorry_queue(chance: random.Random):
    noise = Noise(chance)
    cargo = box((2.5, 2.5, 0), (1.25, 1.4, 3.6), 0.05)
    cab = either(box((2.5, 1.85, -4.7), (1.18, 1.25, 0.95), 0.18), box((2.5, 3.25, -4.2), (1.0, 0.2, 0.5), 0.1))
    wheels = either(*[rod((side, 0.52, z), 0.52, 0.18, 0) for side in (1.5, 3.5) for z in (-4.6, 0.8, 2.0, 3.1)])
    frame = box((2.5, 0.95, -0.6), (1.0, 0.14, 4.2))
    line = 11.2
    cargoes, cabs, tyres, frames = (again(each, 2, line, 0, 9) for each in (cargo, cab, wheels, frame))
    tones = ((176, 66, 44), (44, 98, 124), (206, 160, 72), (92, 120, 84), (214, 206, 188))

    def paint(x, y, z):
        kind = number_of(np.round((z + 0.7) / line), np.array(3.0))
        body = np.array([tone(each) for each in tones])[(kind * 4.99).astype(int)]
        folds = 0.88 + 0.12 * np.sin(z * 7.5) * (y > 1.2)
        dust = step(2.6, 0.6, y) * 0.5 + 0.18 + 0.2 * noise.at(z * 0.1, y * 0.1)
        return blend(body * folds[:, None], tone((196, 148, 104)), np.clip(dust, 0, 1)[:, None])

    def front(x, y, z):
        local = z - line * np.round((z + 0.7) / line)
        glass = (y > 2.05) & (y < 2.85) & (local < -5.4)
        lights = (np.abs(y - 1.0) < 0.14) & (np.abs(np.abs(x - 2.5) - 0.85) < 0.2) & (local < -5.4)
        side_glass = (y > 2.1) & (y < 2.8) & (np.abs(local + 4.9) < 0.45)
        body = np.where((glass | side_glass)[:, None], tone((46, 54, 60)), paint(x, y, z))
        return np.where(lights[:, None], tone((250, 236, 200)), body)

    earth = mottled(noise, (150, 96, 62), (196, 144, 98), 0.05)

    def road(x, y, z):
        ruts = (
            step(0.45, 0.0, np.abs(np.abs(x - 2.5) - 1.0)) * 0.3 + step(0.4, 0.0, np.abs(np.abs(x + 1.6) - 0.9)) * 0.22
        )
        return earth(x, y, z) * (1 - ruts)[:, None]

    crowd = [
        (0.5, -2.2, (44, 66, 96)),
        (0.05, -1.4, (222, 214, 190)),
        (-0.5, 7.5, (206, 92, 48)),
        (-2.2, 4.6, (226, 190, 90)),
        (0.4, 19, (90, 60, 96)),
    ]
    people = [Thing(person(x, z, 1.05), dressed(coat, (58, 50, 48), (40, 30, 28))) for x, z, coat in crowd]
    stall = either(
        box((-5.6, 2.2, 6), (1.7, 0.04, 1.6)),
        rod((-7, 1.1, 4.6), 0.05, 1.1),
        rod((-4.2, 1.1, 4.6), 0.05, 1.1),
        rod((-4.2, 1.1, 7.4), 0.05, 1.1),
    )
    goods = either(box((-5.6, 0.45, 5.6), (1.3, 0.45, 0.5), 0.03), again(ball((0, 1.0, 5.5), 0.17), 0, 0.36, -18, -13))
    gate = either(box((-1, 5.6, 92), (9, 0.5, 1)), box((-7, 3, 92), (0.5, 3, 0.5)), box((6, 3, 92), (0.5, 3, 0.5)))
    sky = sheet(noise, -0.02, 0.45, (236, 216, 184), (214, 212, 200), (140, 172, 196))
    scene = Scene(
        [
            Thing(floor(), road),
            Thing(cargoes, paint),
            Thing(cabs, front),
            Thing(tyres, (36, 32, 32)),
            Thing(frames, (50, 46, 44)),
            *people,
            Thing(stall, (196, 62, 50)),
            Thing(goods, (224, 150, 52)),
            Thing(gate, (150, 150, 146)),
        ],
        eye=(-3.0, 2.5, -13.5),
        target=(0.9, 2.0, 8),
        focal=1.05,
        sun=(-0.6, 0.75, -0.3),
        sunlight=(255, 232, 194),
        sun_strength=1.2,
        ambient=(150, 142, 134),
        sky=sky,
        air=0.012,
        air_colour=(232, 204, 164),
        far=130,
        steps=100,
    )
    return film(photograph(scene), chance, warm=0.015, bloom=0.2)
