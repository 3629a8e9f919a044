"""Two lighthouses."""

import math
import random

import numpy as np

from .light import (
    Noise,
    blend,
    clouds,
    drawn,
    fbm,
    film,
    fog,
    lamp,
    lay,
    places,
    rain,
    rows,
    step,
    sun,
    tone,
    water,
)
from .terrain import View, lit


def tower(image, x, foot, s, *, bands, light=(255, 236, 190), side=1):
    """Draw a lighthouse of height `s`, its `bands` from below, lit from the left (1) or the right (-1)."""

    def body(pen):
        pen.area(
            [
                (x - 0.115 * s, foot),
                (x + 0.115 * s, foot),
                (x + 0.072 * s, foot - 0.78 * s),
                (x - 0.072 * s, foot - 0.78 * s),
            ]
        )

    mask = drawn(body)
    _px, py = places(image)
    number = np.clip((foot - py) / (0.78 * s) * len(bands), 0, len(bands) - 0.01).astype(int)
    paint = np.array([tone(each) for each in bands])[number]
    round_ = np.clip((_px - x) / (0.1 * s), -1, 1) * side
    paint = paint * np.clip(0.82 - 0.42 * round_ - 0.25 * round_**2, 0.1, 1.1)[..., None]
    image = lay(image, mask, paint)
    dark = (28, 30, 36)
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.box(x - 0.105 * s, foot - 0.8 * s, x + 0.105 * s, foot - 0.775 * s),
                pen.box(x - 0.062 * s, foot - 0.915 * s, x + 0.062 * s, foot - 0.79 * s),
                pen.area([(x - 0.08 * s, foot - 0.91 * s), (x + 0.08 * s, foot - 0.91 * s), (x, foot - s)]),
                pen.line([(x, foot - s), (x, foot - 1.04 * s)], 2),
                pen.line([(x - 0.105 * s, foot - 0.83 * s), (x + 0.105 * s, foot - 0.83 * s)], 1.4),
            )
        ),
        dark,
    )
    image = lay(image, drawn(lambda pen: pen.box(x - 0.048 * s, foot - 0.9 * s, x + 0.048 * s, foot - 0.81 * s)), light)
    image = lay(
        image,
        drawn(
            lambda pen: [
                pen.box(x - 0.012 * s, foot - at * s, x + 0.012 * s, foot - (at - 0.045) * s)
                for at in (0.2, 0.42, 0.64)
            ]
        ),
        (40, 42, 50),
    )
    return lamp(image, (x, foot - 0.855 * s), 0.3 * s, light, 0.9)


def lighthouse_at_dawn(chance: random.Random):
    noise = Noise(chance, 7, 0.5, 4)

    def heights(x, z):
        edge = x - 0.35 - 0.8 * noise.at(z * 0.05, x * 0.03) - (z - 7) * 0.08
        return (
            step(-0.5, 0.9, edge) * (1.1 + 0.5 * noise.at(x * 0.07, z * 0.07)) * step(17, 11, z) * step(2.6, 5, z)
            + 0.16 * step(-0.2, 0.6, edge) * np.abs(noise.at(x * 0.5, z * 0.5)) * step(1, 3, z)
            - 0.05
        )

    view = View(heights, x=0, eye=1.5, focal=1.0, horizon=560, near=1.2, far=60)
    sky = rows((0, (66, 92, 136)), (300, (150, 150, 168)), (500, (240, 186, 156)), (570, (252, 214, 168)))
    sky = clouds(
        sky,
        noise,
        580,
        (255, 196, 160),
        (116, 112, 140),
        cover=-0.1,
        soft=0.6,
        scale=0.3,
        sun=(-0.05, 0.06),
        strength=0.8,
    )
    sky = sun(sky, (250, 556), 0, (255, 206, 150), 420, 0.85)
    sea = water(sky, chance, 560, (42, 66, 88), chop=0.5, deep=0.65)
    light = lit(view.normals(), (-0.9, 0.35, 0.35))
    rock = blend(tone((48, 46, 56)), tone((214, 150, 112)), light[..., None])
    grass = blend(tone((44, 52, 46)), tone((176, 146, 92)), light[..., None])
    land = blend(rock, grass, (step(0.72, 0.9, view.normals()[1]) * step(0.7, 1.0, view.height()))[..., None])
    dry = (~view.sky & (view.height() > 0.0)).astype(np.float32)
    image = lay(sea, dry, view.haze(land, (236, 190, 164), 0.03))
    px, py, _unit = view.pixel(2.35, view.ground(2.35, 8.2), 8.2)
    image = lay(
        image,
        drawn(
            lambda pen: (
                pen.box(px + 46, py - 52, px + 150, py + 14),
                pen.area([(px + 38, py - 50), (px + 158, py - 50), (px + 140, py - 84), (px + 56, py - 84)]),
            )
        ),
        (84, 66, 70),
    )
    image = lay(image, drawn(lambda pen: pen.box(px + 48, py - 48, px + 60, py + 10)), (240, 204, 170))
    image = tower(
        image, px, py + 22, 400, bands=((236, 224, 210), (176, 58, 50), (236, 224, 210), (176, 58, 50), (236, 224, 210))
    )
    birds = [(520 + 40 * i + 13 * math.sin(i * 5), 230 + 22 * math.cos(i * 3.1)) for i in range(7)]
    image = lay(
        image,
        drawn(lambda pen: [pen.line([(x - 9, y - 3), (x, y), (x + 9, y - 4)], 1.4) for x, y in birds]) * 0.7,
        (60, 62, 80),
    )
    return film(image, chance, warm=0.01, bloom=0.26)


def lighthouse_on_a_reef(chance: random.Random):
    noise = Noise(chance, 7, 0.55, 4)
    image = rows((0, (70, 82, 96)), (380, (128, 140, 146)), (600, (184, 190, 184)))
    image = clouds(image, noise, 640, (206, 208, 202), (62, 72, 84), cover=0.1, soft=0.7, scale=0.35, sun=(0.05, 0.03))
    image = water(image, chance, 610, (18, 52, 62), chop=1.5, deep=0.85)
    x, y = places(image)
    far = 1 / np.maximum(0.02, (y - 606) / 460)
    swell = noise.at((x / 1600 - 0.5) * far * 0.12, far * 0.32) + 0.5 * noise.at((x / 1600) * far * 0.5, far * 1.2)
    crest = step(0.55, 0.95, swell) * step(612, 700, y)
    image = image * (1 + 0.25 * swell * step(610, 760, y))[..., None]
    image = lay(image, crest * 0.6, (214, 224, 220))
    image = tower(
        image, 980, 640, 500, bands=((150, 148, 140), (226, 224, 214), (226, 224, 214), (226, 224, 214)), side=-1
    )
    reef = 640 - 34 * np.exp(-(((x - 980) / 190) ** 2)) + noise.at(x / 700, 0.3) * 26
    rock = step(-1, 1, y - reef) * step(420, 180, np.abs(x - 960) + (y - 640) * 1.2)
    facets = blend(
        tone((28, 32, 36)), tone((92, 94, 92)), np.clip(0.45 + fbm(chance, cell=70, gain=0.65) * 0.7, 0, 1)[..., None]
    )
    image = lay(image, rock * (y < 735), facets)
    spray = fbm(chance, cell=150, octaves=6, gain=0.62)
    burst = (
        np.exp(-(((x - 800) / 120) ** 2) - ((y - 590) / 100) ** 2)
        + 0.8 * np.exp(-(((x - 1150) / 130) ** 2) - ((y - 650) / 60) ** 2)
        + 0.7 * np.exp(-(((x - 960) / 330) ** 2) - ((y - 712) / 26) ** 2)
    )
    image = lay(image, np.clip(step(0.0, 0.75, burst * (0.9 + spray * 0.9) - 0.16), 0, 1), (232, 236, 232))
    beam = drawn(
        lambda pen: (pen.area([(980, 212), (0, 60), (0, 190)]), pen.area([(980, 212), (1600, 150), (1600, 260)])),
        blur=14,
    )
    fade = np.exp(-np.abs(x - 980) / 620)
    image = 1 - (1 - np.clip(image, 0, 1)) * (1 - (beam * fade * 0.4)[..., None] * tone((255, 240, 196)))
    image = fog(image, 560, 626, (178, 186, 184), 0.3)
    return film(rain(image, chance, 420, 34, -12, 0.22), chance, bloom=0.2)
