"""A tanker and a frigate."""

import random

import numpy as np

from .light import Noise, blend, film, step, tone
from .quays import hull, rope, sheet, waves
from .rays import Scene, Thing, again, ball, box, either, floor, photograph, rod
from .rooms import mottled


def tanker_at_anchor(chance: random.Random):
    noise = Noise(chance)

    def paint(x, y, z):
        streak = step(0.1, 0.9, noise.at(x * 0.12, y * 0.01)) * 0.5
        side = np.where((y < 1.7)[:, None], tone((132, 44, 36)), tone((34, 38, 44)))
        return blend(side, tone((110, 78, 60)), streak[:, None])

    house = either(
        box((-19, 8.2, 0), (2.6, 3.4, 3.9)),
        box((-18.2, 12.0, 0), (1.8, 0.8, 4.6)),
        box((-22.4, 8.0, 0), (1.2, 3.2, 1.6)),
    )
    deck = either(
        box((1, 5.5, 0), (15, 0.3, 0.4)),
        again(box((0, 5.4, 0), (0.18, 0.35, 3.0)), 0, 5.0, -2, 3),
        rod((-1, 7.2, 0.6), 0.16, 2.4),
        rod((-1, 7.2, -0.6), 0.16, 2.4),
        rod((22, 7.4, 0), 0.14, 2.2),
        rod((-18, 14, 0), 0.14, 2.0),
        box((-18, 14.0, 0), (0.1, 0.08, 1.5)),
        box((-18, 14.9, 0), (0.1, 0.08, 0.9)),
        box((-16.8, 13.2, 0), (0.3, 0.5, 0.3)),
    )

    def windows(x, y, z):
        lines = (np.abs((y % 1.55) - 0.75) < 0.28) & (np.abs((x % 0.9) - 0.45) < 0.26) & (y < 11)
        bridge = (y > 11.6) & (y < 12.5)
        return np.where((lines | bridge)[:, None], tone((52, 60, 66)), tone((226, 222, 208)))

    chain = rod((27.6, 1.5, 0), 0.09, 3.0)
    sky = sheet(noise, -0.02, 0.5, (236, 214, 186), (206, 204, 198), (150, 170, 184), glare=(0.55, 0.16, 0.82))
    scene = Scene(
        [
            Thing(floor(), (22, 40, 46), 0.42),
            Thing(hull(28, 4.6, 5.2, rise=1.0), paint),
            Thing(house, windows),
            Thing(deck, (120, 66, 52)),
            Thing(chain, (30, 30, 32)),
        ],
        eye=(38, 5.5, -84),
        target=(3.5, 6.6, 0),
        focal=1.12,
        sun=(0.55, 0.2, 0.5),
        sunlight=(255, 214, 164),
        sun_strength=0.8,
        ambient=(138, 144, 150),
        sky=sky,
        air=0.0028,
        air_colour=(226, 206, 184),
        far=600,
        steps=90,
        ripple=waves(noise, 0.06),
    )
    return film(photograph(scene), chance, warm=0.008, bloom=0.2, contrast=0.45)


def frigate_at_pier(chance: random.Random):
    noise = Noise(chance)
    grey = mottled(noise, (118, 126, 132), (142, 148, 152), 0.05)

    def slab(centre, half, lean=0.12):
        body = box(centre, half)
        return lambda x, y, z: body(x, y, z + np.sign(z) * (y - centre[1]) * lean) * 0.85

    tower = either(
        slab((4, 6.4, 0), (4.4, 2.4, 2.4)),
        slab((4.6, 9.6, 0), (2.4, 1.1, 1.9)),
        slab((-7, 5.6, 0), (5, 1.7, 2.3)),
        slab((-3, 8.0, 0), (1.5, 1.2, 1.1)),
    )
    mast = either(
        rod((3.4, 13.4, 0), 0.22, 3.4),
        box((3.4, 13.6, 0), (0.12, 0.12, 1.9)),
        box((3.4, 15.0, 0), (0.1, 0.1, 1.1)),
        ball((5.2, 11.6, 0), 0.85),
        rod((-8, 9, 0), 0.1, 2.4),
        box((2.9, 12.2, 0), (0.9, 0.1, 0.9)),
    )
    gun = either(
        box((14.5, 5.2, 0), (1.1, 0.7, 0.8), 0.25),
        rod((17, 5.6, 0), 0.1, 2.0, 0),
        box((11.4, 4.9, 0), (0.9, 0.5, 1.3), 0.1),
    )

    def paint(x, y, z):
        base = grey(x, y, z)
        boot = (y < 0.5)[:, None]
        panes = ((y > 7.4) & (y < 8.1) & (x > 6.5))[:, None]
        return np.where(boot, tone((40, 42, 46)), np.where(panes, tone((30, 38, 46)), base))

    pier = either(box((-22, 0.75, -6.6), (22, 0.75, 1.6)), again(rod((0, 0, -6.6), 0.35, 0.9), 0, 4.0, -10, 0))
    bollards = again(rod((0, 1.75, -5.4), 0.22, 0.3), 0, 4.0, -9, 0)
    boats = either(*[boat(x, z) for x, z in ((4.5, -10.4), (9.5, -9.0), (15.5, -12.2), (-3, -12.6))])
    ropes = either(rope((13, 3.7, -2.6), (-1, 1.6, -5.4)), rope((-12, 3.4, -3.0), (-17, 1.6, -5.4)))
    sky = sheet(noise, -0.02, 0.6, (222, 226, 222), (176, 200, 214), (96, 146, 186))
    scene = Scene(
        [
            Thing(floor(), (18, 62, 72), 0.3),
            Thing(hull(22, 3.1, 4.0, rise=1.4, bow=0.5), paint),
            Thing(tower, paint),
            Thing(mast, (108, 114, 120)),
            Thing(gun, grey),
            Thing(pier, mottled(noise, (120, 112, 100), (156, 148, 134), 0.1)),
            Thing(bollards, (34, 34, 36)),
            Thing(
                boats,
                lambda x, y, z: np.where(
                    (y > 0.55)[:, None],
                    tone((232, 226, 206)),
                    np.array([tone(each) for each in ((34, 92, 132), (182, 62, 44), (226, 170, 70))])[
                        np.digitize(x, (1, 7, 12.5)) % 3
                    ],
                ),
            ),
            Thing(ropes, (196, 184, 156)),
        ],
        eye=(30, 6.2, -44),
        target=(0.5, 6.0, -1),
        focal=0.98,
        sun=(0.45, 0.85, -0.55),
        sun_strength=1.05,
        ambient=(134, 156, 176),
        sky=sky,
        air=0.006,
        air_colour=(206, 220, 226),
        far=500,
        steps=95,
        ripple=waves(noise, 0.05),
    )
    return film(photograph(scene), chance, bloom=0.1, contrast=0.5)


def boat(at_x: float, at_z: float):
    body, cabin = hull(1.9, 0.62, 0.55, rise=0.25), box((-0.5, 0.8, 0), (0.5, 0.35, 0.4), 0.05)
    return lambda x, y, z: np.minimum(body(x - at_x, y, z - at_z), cabin(x - at_x, y, z - at_z))
