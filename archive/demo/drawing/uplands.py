"""Mountains, gorges, dunes and hills: the land itself, seen from a place in it."""

import math
import random

import numpy as np

from .light import Noise, blend, clouds, drawn, fbm, film, fog, lamp, lay, rows, step, sun, tone
from .terrain import View, lit


def orlo_headwaters(chance: random.Random):
    rock, fine = Noise(chance, 8, 0.52, 3), Noise(chance, 7, 0.6, 12)

    def stream(z):
        return np.sin(z * 0.55) * 0.5 * (z / 6) ** 0.7 + np.sin(z * 1.7 + 1) * 0.12

    def heights(x, z):
        side = np.abs(x - stream(z))
        ridges = 1 - np.abs(rock.at(x * 0.021 + 0.13, z * 0.021 + 0.4)) * 1.5
        valley = step(0.1, 9, side + 0.6 * rock.at(x * 0.05, z * 0.05)) * (0.35 + 0.65 * step(4, 34, z))
        bank = np.clip(side - 0.13, 0, 0.6) * 0.22
        return (
            valley * (3.2 + 6.5 * ridges * step(8, 40, z)) + bank + fine.at(x * 0.09, z * 0.09) * (0.05 + valley * 0.5)
        )

    view = View(heights, x=0.25, eye=0.95, focal=0.95, horizon=500, near=0.9, far=75)
    normals, high = view.normals(), view.height()
    light = lit(normals, (-0.8, 0.55, 0.35))
    grass = blend(
        tone((92, 98, 62)),
        tone((128, 120, 80)),
        np.clip(0.5 + fine.at(view.east * 0.3, view.depth * 0.3), 0, 1)[..., None],
    )
    stone = blend(
        tone((92, 92, 98)), tone((136, 130, 126)), np.clip(0.5 + fine.at(view.east * 0.12, high * 0.2), 0, 1)[..., None]
    )
    cliff = step(0.86, 0.66, normals[1] + 0.1 * fine.at(view.east * 0.2, view.depth * 0.2))
    image = blend(grass, stone, np.clip(cliff + step(1.0, 2.6, high), 0, 1)[..., None])
    white = step(2.2, 4.2, high + fine.at(view.east * 0.1, view.depth * 0.1) * 1.6) * step(0.45, 0.7, normals[1])
    image = blend(image, tone((238, 242, 250)), white[..., None])
    image *= (0.34 + 0.95 * light)[..., None] * blend(
        tone((176, 196, 232)) * 1.1, tone((255, 240, 214)), light[..., None]
    )
    side = np.abs(view.east - stream(view.depth))
    brook = step(0.15, 0.1, side + fine.at(view.east * 0.6, view.depth * 0.5) * 0.02) * ~view.sky
    ripple = fine.at(view.east * 1.1, view.depth * 0.5)
    shine = blend(tone((58, 84, 104)), tone((214, 226, 236)), np.clip(0.45 + ripple * 0.9, 0, 1)[..., None])
    image = blend(image, shine, brook[..., None])
    sky = rows((0, (70, 116, 170)), (330, (160, 190, 214)), (520, (220, 226, 226)))
    sky = clouds(sky, rock, 540, (255, 252, 246), (150, 166, 188), cover=-0.05, soft=0.5, scale=0.32, sun=(-0.05, 0))
    image = np.where(view.sky[..., None], sky, view.haze(image, (176, 198, 220), 0.013))
    return film(image, chance, warm=0.006)


def orlo_gorge(chance: random.Random):
    rock, fine = Noise(chance, 8, 0.55, 4), Noise(chance, 7, 0.62, 14)

    def middle(z):
        return np.sin(z * 0.32 + 0.6) * 1.1

    def heights(x, z):
        side = np.abs(x - middle(z)) + rock.at(x * 0.06, z * 0.06) * 0.42
        walls = step(0.75, 1.15, side) * 1.7 + step(1.25, 1.6, side) * 1.9 + step(1.8, 2.3, side) * 2.2
        return walls * (0.8 + 0.35 * rock.at(x * 0.03 + 0.5, z * 0.02)) + fine.at(
            x * 0.16, z * 0.16
        ) * 0.12 * np.minimum(1, walls + 0.1)

    view = View(heights, x=middle(np.float32(0.5)) + 0.05, eye=1.15, focal=0.85, horizon=430, near=0.7, far=34)
    normals, high = view.normals(), view.height()
    bands = np.sin(high * 16 + fine.at(view.east * 0.2, view.depth * 0.2) * 2.4) * 0.5 + 0.5
    stone = blend(tone((124, 84, 62)), tone((190, 142, 104)), (bands * 0.6 + 0.2)[..., None])
    stone = blend(stone, tone((86, 92, 60)), (step(0.75, 0.92, normals[1]) * 0.75)[..., None])
    light = lit(normals, (0.75, 0.75, 0.1)) * step(0.6, 2.6, high + view.east * 0.25)
    image = (
        stone * (0.36 + 1.05 * light)[..., None] * blend(tone((170, 186, 226)), tone((255, 232, 198)), light[..., None])
    )
    river = (high < 0.1) & ~view.sky
    ripple = rock.at(view.east * 0.7, view.depth * 0.35) + 0.5 * fine.at(view.east * 0.7, view.depth * 0.3)
    green = blend(tone((24, 62, 60)), tone((120, 158, 140)), np.clip(0.35 + ripple * 0.55, 0, 1)[..., None])
    foam = step(0.55, 0.95, ripple + 0.45 * step(0.45, 0.8, np.abs(view.east - middle(view.depth))))
    green = blend(green, tone((226, 234, 226)), (foam * 0.8)[..., None])
    image = np.where(river[..., None], green, image)
    sky = rows((0, (120, 160, 196)), (430, (236, 232, 214)))
    image = np.where(view.sky[..., None], sky, view.haze(image, (214, 206, 194), 0.036, 0.6))
    image = sun(image, (1010, 60), 0, (255, 226, 180), 620, 0.5)
    return film(image, chance, warm=0.012, bloom=0.24)


def salt_caravan(chance: random.Random):
    sand, fine = Noise(chance, 6, 0.45, 3), Noise(chance, 6, 0.6, 20)

    def heights(x, z):
        wave = sand.at(x * 0.02 + 0.2, z * 0.026 + 0.1)
        return np.abs(wave) * 2.6 * step(1, 9, z) + step(26, 60, z) * (1 + sand.at(x * 0.008, z * 0.01)) * 1.6

    view = View(heights, x=0, eye=1.9, focal=1.1, horizon=380, near=1.2, far=90)
    normals = view.normals()
    ripples = np.sin(view.depth * 34 + view.east * 9 + fine.at(view.east * 0.05, view.depth * 0.05) * 14) * step(
        14, 2, view.depth
    )
    light = np.clip(lit(normals, (0.9, 0.42, 0.25)) * 1.5 + ripples * 0.06, 0, 1)
    image = blend(tone((122, 82, 66)), tone((236, 190, 136)), light[..., None])
    crust = (
        step(0.1, 0.55, fine.at(view.east * 0.12, view.depth * 0.12))
        * step(0.5, 0.1, view.height())
        * step(26, 6, view.depth)
    )
    image = blend(image, tone((244, 232, 214)), (crust * 0.6)[..., None])
    sky = rows((0, (126, 150, 168)), (250, (206, 196, 172)), (400, (238, 212, 172)))
    image = np.where(view.sky[..., None], sky, view.haze(image, (232, 206, 168), 0.022))
    bodies = []
    for number in range(11):
        depth = 13.2 + number * 0.35 + 0.2 * math.sin(number)
        x = -4.6 + number * 0.84
        px, py, unit = view.pixel(x, view.ground(x, depth), depth)
        bodies.append((px, py, unit * 0.011, number))

    def camels(pen):
        for x, y, s, number in bodies:
            lean = 3 * math.sin(number * 2.1)
            for leg, swing in ((-17, -5), (-13, 4), (13, -4), (17, 5)):
                pen.line([(x + leg * s, y - 34 * s), (x + (leg + swing + lean * 0.4) * s, y)], 3.6 * s)
            pen.disc(x, y - 42 * s, 24 * s, 12 * s)
            pen.disc(x - 2 * s, y - 52 * s, 11 * s, 12 * s)
            pen.line([(x + 20 * s, y - 44 * s), (x + 34 * s, y - 44 * s), (x + 38 * s, y - 66 * s)], 6 * s)
            pen.area(
                [(x + 35 * s, y - 70 * s), (x + 52 * s, y - 66 * s), (x + 52 * s, y - 61 * s), (x + 36 * s, y - 61 * s)]
            )

    def slabs(pen):
        for x, y, s, _ in bodies:
            pen.area(
                [(x - 17 * s, y - 60 * s), (x + 13 * s, y - 60 * s), (x + 15 * s, y - 38 * s), (x - 19 * s, y - 38 * s)]
            )

    def cast(pen):
        for x, y, s, _ in bodies:
            pen.area([(x - 18 * s, y), (x + 18 * s, y), (x - 62 * s, y + 15 * s), (x - 120 * s, y + 15 * s)])
        for x, y, s in walkers:
            pen.area([(x - 5 * s, y), (x + 5 * s, y), (x - 92 * s, y + 13 * s)])

    first, last = bodies[-1], bodies[4]
    walkers = [(first[0] + 78 * first[2], first[1] + 3, first[2]), (last[0] - 34 * last[2], last[1] + 8, last[2])]

    def people(pen):
        for x, y, s in walkers:
            pen.area([(x - 7 * s, y), (x + 8 * s, y), (x + 5 * s, y - 40 * s), (x - 4 * s, y - 40 * s)])
            pen.disc(x + s, y - 45 * s, 5.4 * s)
        pen.line(
            [(walkers[0][0], walkers[0][1] - 28 * first[2]), (first[0] + 44 * first[2], first[1] - 62 * first[2])], 1.1
        )

    image = image * (1 - 0.45 * drawn(cast, blur=1.6)[..., None])
    image = lay(image, drawn(camels), (58, 40, 34))
    image = lay(image, drawn(slabs), (238, 230, 216))
    image = lay(image, drawn(people), (36, 44, 66))
    dust = fbm(chance, cell=300, stretch=2)
    image = fog(image, 350, 560, (238, 212, 172), 0.34, dust)
    return film(image, chance, warm=0.015, bloom=0.2)


def pylon(pen, x, y, s):
    """Draw a lattice mast of a power line with three arms; `s` is its height in pixels."""
    w = s * 0.09
    for side in (-1, 1):
        pen.line([(x + side * w, y), (x + side * w * 0.28, y - s * 0.62), (x, y - s)], max(0.8, s * 0.008))
    for number in range(7):
        low, high = number / 7, (number + 1) / 7
        one, other = w * (1 - 0.74 * low), w * (1 - 0.74 * high)
        for side in (-1, 1):
            pen.line(
                [(x + side * one, y - s * 0.62 * low), (x - side * other, y - s * 0.62 * high)], max(0.6, s * 0.005)
            )
    for at, long in ((0.62, 0.19), (0.75, 0.15), (0.88, 0.11)):
        for high in (0.0, 0.045):
            pen.line(
                [(x - long * s, y - at * s), (x, y - (at + high) * s), (x + long * s, y - at * s)], max(0.7, s * 0.006)
            )
        for side in (-1, 1):
            pen.line(
                [(x + side * long * s, y - at * s), (x + side * long * s, y - (at - 0.04) * s)], max(0.6, s * 0.008)
            )


def pylons_at_dusk(chance: random.Random):
    hill = Noise(chance, 6, 0.45, 3)

    def heights(x, z):
        return (hill.at(x * 0.012 + 0.3, z * 0.014) + 0.4) * 2.0 * step(2, 16, z) + 0.05 * hill.at(x * 0.2, z * 0.2)

    view = View(heights, x=0, eye=1.9, focal=1.0, horizon=560, near=1.2, far=80)
    furrow = np.sin(view.east * 5 + np.sin(view.depth * 0.3) * 3) * step(18, 3, view.depth) * 0.12
    light = np.clip(lit(view.normals(), (0.7, 0.3, 0.8)) + furrow, 0, 1)
    image = blend(tone((14, 20, 30)), tone((150, 112, 96)), light[..., None])
    sky = rows((0, (26, 44, 78)), (260, (86, 104, 134)), (470, (206, 158, 130)), (590, (244, 190, 128)))
    sky = clouds(
        sky, hill, 600, (255, 176, 120), (62, 66, 92), cover=0.0, soft=0.7, scale=0.25, sun=(0.03, 0.05), strength=0.9
    )
    image = np.where(view.sky[..., None], sky, view.haze(image, (190, 140, 128), 0.02))
    masts = []
    for number in range(8):
        depth = 5.4 * 1.36**number
        x = 2.0 + number * 0.1 - 0.03 * number**2.3
        px, py, unit = view.pixel(x, view.ground(x, depth) - 0.05, depth)
        masts.append((px, py, unit * 3.3, depth))
    for number in reversed(range(8)):
        x, y, s, depth = masts[number]
        far = 1 - math.exp(-depth * 0.04)
        colour = tuple(round(blend(a, b, far)) for a, b in ((20, 186), (24, 146), (34, 134)))
        image = lay(image, drawn(lambda pen, x=x, y=y, s=s: pylon(pen, x, y, s)), colour)
        if number < 7:

            def wires(pen, a=masts[number], b=masts[number + 1]):
                for at, long in ((0.58, 0.19), (0.71, 0.15), (0.84, 0.11)):
                    for side in (-1, 1):
                        one = (a[0] + side * long * a[2], a[1] - at * a[2])
                        other = (b[0] + side * long * b[2], b[1] - at * b[2])
                        share = np.linspace(0, 1, 30)
                        sag = 4 * share * (1 - share) * (a[2] + b[2]) * 0.035
                        pen.line(
                            list(
                                zip(blend(one[0], other[0], share), blend(one[1], other[1], share) + sag, strict=True)
                            ),
                            1.0,
                        )

            image = lay(image, drawn(wires) * 0.9, colour)
    image = sun(image, (330, 566), 0, (255, 190, 120), 520, 0.75)
    for x, y in ((420, 640), (436, 646), (462, 641), (980, 668), (1004, 665), (250, 652)):
        image = lamp(image, (x, y), 16, (255, 214, 140), 0.9)
    return film(image, chance, bloom=0.3)
