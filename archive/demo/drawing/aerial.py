"""Land from above: a delta, salt pans, a dredger at work, a valley of dry rivers."""

import math
import random
from itertools import pairwise

import numpy as np
from PIL import Image, ImageFilter

from .canvas import HEIGHT, WIDTH
from .light import Grid, blend, drawn, fbm, film, lay, places, step, tone
from .terrain import shaded


def soft(mask: Grid, radius: float) -> Grid:
    image = Image.fromarray(np.uint8(np.clip(mask, 0, 1) * 255)).filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(image, np.float32) / 255


def ramp(values: Grid, *stops) -> Grid:
    """Return colours for values: stops of (value, colour), rising."""
    at = [value for value, _ in stops]
    return np.stack([np.interp(values, at, [colour[i] / 255 for _, colour in stops]) for i in range(3)], -1)


def arms(chance: random.Random, pen, start, heading: float, width: float, left: int) -> None:
    """Draw a river's arm that winds and divides until it is used up."""
    x, y = start
    swing = chance.uniform(0, 6)
    points = [(x, y)]
    for number in range(left):
        bend = math.sin(swing + number * 0.32) * 0.5 + chance.uniform(-0.12, 0.12)
        x, y = x + math.cos(heading + bend) * 15, y + math.sin(heading + bend) * 15
        points.append((x, y))
        if number > 5 and width > 5 and chance.random() < 0.04:
            turn = chance.choice((-1, 1)) * chance.uniform(0.4, 0.75)
            arms(chance, pen, (x, y), heading + turn, width * chance.uniform(0.5, 0.75), left - number)
            heading -= turn * 0.35
            width *= 0.86
    for number, (one, other) in enumerate(pairwise(points)):
        width *= 0.995 if number else 1
        pen.line([one, other], width)
        pen.disc(*other, width / 2)


def river_delta(chance: random.Random):
    def water(pen):
        for heading, width in ((0.42, 30), (0.05, 15), (0.85, 18)):
            arms(chance, pen, (-60, 150), heading, width, 150)

    channels = drawn(water)
    x, y = places(channels)
    warp, fine = fbm(chance, cell=420), fbm(chance, cell=90, octaves=5, gain=0.52)
    shore = (x - 1050) / 420 + (y - 640) / 620 + warp * 0.55 + fine * 0.14
    wet = step(0.05, 0.5, shore)
    near = np.clip(soft(channels, 46) * 2.4, 0, 1)
    marsh = np.clip(0.5 + fine * 0.5 + near * 0.35 - wet * 0.4 + warp * 0.25, 0, 1)
    earth = ramp(
        marsh, (0, (150, 128, 92)), (0.35, (122, 118, 76)), (0.6, (74, 94, 62)), (0.85, (40, 72, 56)), (1, (26, 54, 48))
    )
    earth *= (0.72 + 0.5 * shaded(fine * 26 + warp * 30))[..., None]
    depth = np.clip(shore * 0.8 + fine * 0.12 - 0.1, 0, 1)
    plume = np.clip(
        soft(channels, 30) * 1.6 * (1 - step(0.15, 0.5, depth)) + fbm(chance, cell=260, stretch=1.6) * 0.25, 0, 1
    )
    sea = ramp(depth, (0, (176, 158, 116)), (0.25, (128, 148, 122)), (0.55, (54, 112, 118)), (1, (14, 58, 84)))
    sea = blend(sea, tone((186, 166, 124)), (plume * (1 - depth) * 0.75)[..., None])
    image = blend(earth, sea, wet[..., None])
    silt = ramp(np.clip(0.5 + fbm(chance, cell=60) * 0.4, 0, 1), (0, (150, 128, 92)), (1, (190, 168, 128)))
    banks = np.clip(soft(channels, 3.5) * 1.7, 0, 1) * (1 - wet) ** 2
    image = blend(image, tone((206, 190, 150)), (banks * 0.6)[..., None])
    image = blend(image, blend(silt, tone((78, 120, 118)), 0.5), (channels * (1 - wet))[..., None])
    sun = np.exp(-(((x - 1340) / 560) ** 2 + ((y - 220) / 420) ** 2))
    image = image + (sun * wet * 0.24 + sun * channels * 0.25)[..., None] * tone((255, 236, 200))
    return film(image, chance, grain=0.012, warm=0.012)


def salt_pans(chance: random.Random):
    generator = np.random.default_rng(chance.getrandbits(64))
    x, y = places(np.zeros((HEIGHT, WIDTH)))
    turn = math.radians(-17)
    bend = fbm(chance, cell=900, octaves=2) * 26
    u = (x - 800) * math.cos(turn) - (y - 500) * math.sin(turn) + bend
    v = (x - 800) * math.sin(turn) + (y - 500) * math.cos(turn) + bend * 0.6
    columns = np.cumsum([0, *(generator.choice([92, 92, 120, 150, 186], 40))]) - 2200
    image = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    gap = np.full((HEIGHT, WIDTH), 999.0, np.float32)
    colours = [
        (198, 120, 116),
        (214, 150, 132),
        (176, 92, 96),
        (150, 170, 168),
        (108, 146, 152),
        (206, 190, 170),
        (226, 220, 208),
    ]
    colours += [(184, 164, 120), (86, 120, 130), (222, 176, 150)]
    fine, slow = fbm(chance, cell=60, octaves=5, gain=0.6), fbm(chance, cell=240, octaves=5)
    for left, right in pairwise(columns):
        inside = (u >= left) & (u < right)
        if not inside.any():
            continue
        lines = np.cumsum([0, *generator.choice([58, 74, 74, 104, 140], 40)]) - 2000 + generator.uniform(0, 60)
        for top, bottom in pairwise(lines):
            cell = inside & (v >= top) & (v < bottom)
            if not cell.any():
                continue
            one, other = (tone(colours[i]) for i in generator.integers(0, len(colours), 2))
            share = np.clip(0.3 + slow[cell] * 0.5 + (v[cell] - top) / (bottom - top) * 0.3, 0, 1)
            dry = generator.uniform(-0.5, 0.9)
            crust = step(0.1, 0.7, fine[cell] * 0.7 + slow[cell] * 0.5 + dry - 0.3)
            image[cell] = blend(blend(one, other, share[:, None] * 0.6), tone((240, 236, 228)), crust[:, None] * 0.75)
            gap[cell] = np.minimum(
                np.minimum(u[cell] - left, right - u[cell]), np.minimum(v[cell] - top, bottom - v[cell])
            )
    gap += fine * 1.6
    bank = step(7, 4.5, gap)
    image = blend(image, image.mean(axis=2, keepdims=True) * tone((255, 246, 236)), 0.42)
    image *= (1.0 + 0.12 * fine)[..., None]
    image = image * (1 - 0.35 * step(13, 6, gap) * (1 - bank))[..., None]
    image = blend(image, ramp(0.5 + fine * 0.5, (0, (112, 92, 72)), (1, (164, 142, 114))), bank[..., None])
    for number in range(46):
        # Heaps of salt stand where banks cross.
        at = np.unravel_index(int(generator.choice(np.flatnonzero((gap > 12).ravel()))), gap.shape)
        px, py, size = at[1], at[0], generator.uniform(7, 15)
        if py > HEIGHT - 30 or py < 20 or (number % 3 and abs(py - 560) > 330):
            continue
        far = np.hypot(x - px, y - py)
        shade = np.clip(1 - np.hypot(x - px - size * 1.1, (y - py - size * 0.7) * 1.2) / (size * 1.7), 0, 1)
        image *= (1 - 0.6 * step(0, 0.6, shade))[..., None]
        cone = np.clip(1 - far / size, 0, 1)
        facing = np.clip(0.8 - ((x - px) * 0.7 + (y - py) * 0.6) / size * 0.42, 0, 1)
        image = blend(image, tone((255, 252, 246)) * facing[..., None], step(0, 0.18, cone)[..., None])
    light = 0.92 + 0.16 * step(-0.3, 0.9, fbm(chance, cell=900, octaves=2))
    return film(image * light[..., None], chance, grain=0.012, warm=0.015, bloom=0.1)


def dredger(chance: random.Random):
    x, y = places(np.zeros((HEIGHT, WIDTH)))
    warp, fine = fbm(chance, cell=380), fbm(chance, cell=46, octaves=5, gain=0.6)
    curl = fbm(chance, cell=200, octaves=6, gain=0.6)
    depth = np.clip(0.55 + warp * 0.25 + (x - 800) / 2600 - (y - 500) / 2600, 0, 1)
    image = ramp(depth, (0, (62, 140, 136)), (0.5, (28, 104, 116)), (1, (12, 66, 88)))
    angle = math.radians(-24)
    along = (x - 930) * math.cos(angle) + (y - 470) * math.sin(angle)
    across = -(x - 930) * math.sin(angle) + (y - 470) * math.cos(angle)
    behind = np.clip(-along, 0, None)
    wide = 26 + behind * 0.24
    silt = step(1.0, 0.0, np.abs(across + curl * wide * 1.1 + warp * behind * 0.18) / wide) * step(-90, 60, behind - 60)
    silt *= np.exp(-behind / 900) * (0.75 + curl * 0.5)
    image = blend(
        image,
        ramp(np.clip(0.5 + curl * 0.6, 0, 1), (0, (150, 124, 82)), (1, (206, 180, 132))),
        np.clip(silt * 1.25, 0, 1)[..., None],
    )
    # The dug channel is darker and straight.
    channel = step(190, 110, np.abs(across - 8 + fine * 6)) * 0.16
    image *= (1 - channel * (1 - silt))[..., None]
    waves = shaded(fbm(chance, cell=26, octaves=4, stretch=2.2) * 5 + fine * 5)
    image *= (0.8 + 0.42 * waves)[..., None]
    land = step(-0.02, 0.03, (300 - x) / 300 + (y - 690) / 420 + warp * 0.35 + fine * 0.05 - 0.5)
    sand = ramp(np.clip(0.5 + fine * 0.5 + warp * 0.3, 0, 1), (0, (176, 150, 108)), (1, (228, 206, 164)))
    surf = step(-0.16, 0.0, (300 - x) / 300 + (y - 690) / 420 + warp * 0.35 + fine * 0.09 - 0.5) * (1 - land)
    image = blend(image, tone((224, 232, 222)), (surf * (0.25 + 0.5 * step(0, 0.6, fine)))[..., None])
    image = blend(image, sand, land[..., None])

    def at(*points):
        return [
            (930 + a * math.cos(angle) - b * math.sin(angle), 470 + a * math.sin(angle) + b * math.cos(angle))
            for a, b in points
        ]

    hull = at((-150, -34), (110, -34), (150, -20), (172, 0), (150, 20), (110, 34), (-150, 34))
    shadow = drawn(lambda pen: pen.area([(px + 16, py + 22) for px, py in hull]), blur=5)
    image = image * (1 - 0.5 * shadow[..., None])
    wake = drawn(
        lambda pen: [pen.line(at((172, 0), (60, side * 74), (-240, side * 150)), 5) for side in (-1, 1)], blur=4
    )
    image = lay(image, wake * (0.4 + 0.5 * step(-0.2, 0.5, fine)), (236, 242, 238))
    for points, colour in (
        (hull, (150, 52, 40)),
        (at((-144, -29), (106, -29), (144, -16), (160, 0), (144, 16), (106, 29), (-144, 29)), (196, 190, 176)),
        (at((-60, -22), (84, -22), (84, 22), (-60, 22)), (112, 92, 62)),
        (at((-54, -17), (78, -17), (78, 17), (-54, 17)), (164, 134, 90)),
        (at((-138, -26), (-84, -26), (-84, 26), (-138, 26)), (236, 234, 226)),
        (at((-128, -20), (-100, -20), (-100, 20), (-128, 20)), (212, 212, 206)),
        (at((-84, -26), (-78, -26), (-78, 26), (-84, 26)), (84, 84, 84)),
        (at((-60, -2.5), (120, -2.5), (120, 2.5), (-60, 2.5)), (232, 176, 60)),
        (at((20, -30), (28, -30), (28, -70), (20, -70)), (220, 160, 50)),
        (at((-40, 30), (-32, 30), (-32, 66), (-40, 66)), (220, 160, 50)),
    ):
        image = lay(image, drawn(lambda pen, points=points: pen.area(points)), colour)
    image = lay(
        image, drawn(lambda pen: pen.line(at((-150, 0), (-330, 40), (-520, 130), (-700, 180)), 6)), (60, 58, 54)
    )
    floats = [at((a, b))[0] for a, b in ((-330, 40), (-420, 82), (-520, 130), (-610, 157), (-700, 180))]
    image = lay(image, drawn(lambda pen: [pen.disc(px, py, 9) for px, py in floats]), (232, 140, 60))
    glint = np.exp(-(((x - 1300) / 420) ** 2 + ((y - 180) / 300) ** 2)) * step(0.74, 0.95, waves)
    return film(image + (glint * 0.5 * (1 - land))[..., None], chance, grain=0.012, bloom=0.1)
