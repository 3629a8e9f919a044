"""Skies, water, weather and film for pictures that are arrays: height × width × 3, light from 0 to 1."""

import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .canvas import HEIGHT, WIDTH, Colour

Grid = np.ndarray
SIZE = (WIDTH, HEIGHT)


def tone(colour: Colour) -> Grid:
    return np.array(colour, np.float32) / 255


def blend(one, other, share):
    return one + (other - one) * share


def step(low: float, high: float, values):
    """Return 0 below `low`, 1 above `high`, a soft curve between."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def pick(chance: random.Random) -> np.random.Generator:
    return np.random.default_rng(chance.getrandbits(64))


def fbm(chance: random.Random, size=SIZE, cell=300.0, octaves=6, gain=0.5, stretch=1.0) -> Grid:
    """Return clouds of noise from about -1 to 1; `cell` is the largest's width in pixels, `stretch` its shape."""
    generator, total, strength = pick(chance), np.zeros((size[1], size[0]), np.float32), 1.0
    for octave in range(octaves):
        wide, high = cell / 2**octave * stretch, cell / 2**octave
        knots = generator.uniform(-1, 1, (int(size[1] / high) + 4, int(size[0] / wide) + 4)).astype(np.float32)
        cover = (size[0] + 2 * wide, size[1] + 2 * high)
        image = Image.fromarray(knots).resize(
            size,
            Image.Resampling.BICUBIC,
            box=(1, 1, min(knots.shape[1], cover[0] / wide), min(knots.shape[0], cover[1] / high)),
        )
        total += np.asarray(image) * strength
        strength *= gain
    return total / (1.1 if octaves > 1 else 1)


class Noise:
    """Endless noise that can be asked at any place: a tile of 1024 × 1024 values from about -1 to 1."""

    def __init__(self, chance: random.Random, octaves: int = 7, gain: float = 0.5, first: int = 4):
        generator, self.tile, strength = pick(chance), np.zeros((1024, 1024), np.float32), 1.0
        for octave in range(octaves):
            count = min(1024, first * 2**octave)
            knots = np.pad(generator.uniform(-1, 1, (count, count)).astype(np.float32), 4, mode="wrap")
            big = Image.fromarray(knots).resize(
                (1024, 1024), Image.Resampling.BICUBIC, box=(4, 4, count + 4, count + 4)
            )
            self.tile += np.asarray(big) * strength
            strength *= gain

    def at(self, x, y) -> Grid:
        """Return the noise at places; the tile repeats after 1."""
        x, y = np.asarray(x, np.float32) * 1024, np.asarray(y, np.float32) * 1024
        left, top = np.floor(x), np.floor(y)
        a, b = x - left, y - top
        i, j = left.astype(np.int64) & 1023, top.astype(np.int64) & 1023
        k, m = (i + 1) & 1023, (j + 1) & 1023
        tile = self.tile
        return (tile[j, i] * (1 - a) + tile[j, k] * a) * (1 - b) + (tile[m, i] * (1 - a) + tile[m, k] * a) * b


def rows(*stops: tuple[float, Colour], size=SIZE) -> Grid:
    """Return a sky: colours from top to bottom, each stop (height in pixels, colour)."""
    y = np.arange(size[1], dtype=np.float32)
    bands = [np.interp(y, [at for at, _ in stops], [colour[i] / 255 for _, colour in stops]) for i in range(3)]
    return np.repeat(np.stack(bands, -1)[:, None], size[0], axis=1).astype(np.float32)


def places(image: Grid) -> tuple[Grid, Grid]:
    y, x = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    return x, y


def clouds(
    image: Grid,
    noise: Noise,
    horizon: float,
    lit: Colour,
    dark: Colour,
    *,
    cover=0.1,
    soft=0.5,
    scale=0.05,
    sun=(0.0, -0.02),
    strength=1.0,
    stretch=1.0,
) -> Grid:
    """Return the sky with a layer of clouds that runs to the horizon; `sun` is where their light comes from."""
    x, y = places(image)
    far = 1 / np.maximum(0.03, (horizon - y) / horizon)
    u, v = (x / image.shape[1] - 0.5) * far * scale * 2 / stretch, far * scale
    thick = step(-cover, soft - cover, noise.at(u, v) * 0.8)
    toward = step(-cover, soft - cover, noise.at(u + sun[0] * far * 0.3, v + sun[1] * far * 0.3) * 0.8)
    light = np.clip(0.55 + (thick - toward) * 1.3, 0, 1)[..., None]
    fade = step(1.0, 0.86, y / horizon) * strength
    return blend(image, blend(tone(dark), tone(lit), light), (thick * fade)[..., None])


def sun(image: Grid, at: tuple[float, float], radius: float, colour: Colour, halo: float, strength=0.9) -> Grid:
    x, y = places(image)
    far = np.hypot(x - at[0], y - at[1])
    light = np.exp(-((far / halo) ** 0.9) * 2.2) * strength + step(radius + 2, radius - 2, far)
    return 1 - (1 - np.clip(image, 0, 1)) * (1 - np.clip(light, 0, 1)[..., None] * tone(colour))


def lamp(image: Grid, at: tuple[float, float], reach: float, colour: Colour, strength=1.0) -> Grid:
    """Add light around a place, in place."""
    left, right = max(0, int(at[0] - reach)), min(image.shape[1], int(at[0] + reach) + 1)
    top, bottom = max(0, int(at[1] - reach)), min(image.shape[0], int(at[1] + reach) + 1)
    if left < right and top < bottom:
        y, x = np.mgrid[top:bottom, left:right]
        near = np.clip(1 - np.hypot(x - at[0], y - at[1]) / reach, 0, 1) ** 2.4
        part = image[top:bottom, left:right]
        image[top:bottom, left:right] = 1 - (1 - np.clip(part, 0, 1)) * (1 - strength * near[..., None] * tone(colour))
    return image


def drawn(draw: Callable[..., object], size=SIZE, blur: float = 0) -> Grid:
    """Return what `draw` draws (fill=255) as a mask with smooth edges; it draws at three times the size: see `Pen`."""
    sheet = Image.new("L", (size[0] * 3, size[1] * 3))
    draw(Pen(sheet))
    mask = sheet.resize(size, Image.Resampling.BOX)
    if blur:
        mask = mask.filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(mask, np.float32) / 255


class Pen:
    """Draws at three times the size with the coordinates of the picture."""

    def __init__(self, sheet: Image.Image):
        self.draw = ImageDraw.Draw(sheet)

    def area(self, points, fill=255):
        self.draw.polygon([(x * 3, y * 3) for x, y in points], fill=fill)

    def box(self, left, top, right, bottom, fill=255):
        if right > left and bottom > top:
            self.draw.rectangle((left * 3, top * 3, right * 3 - 1, bottom * 3 - 1), fill=fill)

    def line(self, points, width=2.0, fill=255):
        self.draw.line([(x * 3, y * 3) for x, y in points], fill=fill, width=max(1, round(width * 3)), joint="curve")

    def disc(self, x, y, radius, high=None, fill=255):
        high = high or radius
        self.draw.ellipse(((x - radius) * 3, (y - high) * 3, (x + radius) * 3, (y + high) * 3), fill=fill)


def lay(image: Grid, mask: Grid, paint) -> Grid:
    """Return the picture with `paint` (a colour, or another picture) where the mask is."""
    return blend(image, tone(paint) if isinstance(paint, tuple) else paint, mask[..., None])


def fog(image: Grid, top: float, bottom: float, colour: Colour, strength: float, noise: Grid | None = None) -> Grid:
    """Return the picture with fog that thickens from `top` to `bottom` and thins out over as much below."""
    _x, y = places(image)
    thick = step(top, bottom, y) * (1 - step(bottom, bottom + (bottom - top) * 1.2, y) * 0.85) * strength
    if noise is not None:
        thick = np.clip(thick * (1 + noise * 0.6), 0, 1)
    return lay(image, thick, colour)


def water(image: Grid, chance: random.Random, horizon: float, tint: Colour, *, chop=1.0, deep=0.55, near=7.0) -> Grid:
    """Return the picture with all below `horizon` turned into water that mirrors what stands above it.

    `chop` is how rough it is, `deep` how much of the water's own tint shows at the viewer's feet.
    """
    horizon, noise = int(horizon), Noise(chance, 6, 0.6, 8)
    x, y = places(image[horizon:])
    high = image.shape[0] - horizon
    far = 1 / (y / high * near + 0.09)
    across = (x / image.shape[1] - 0.5) * far
    slope = noise.at(across * 0.9, far * 1.7) + 0.6 * noise.at(across * 2.3 + 0.3, far * 4.1)
    lean = noise.at(across * 0.7 + 0.6, far * 2.2 + 0.4)
    row = horizon - 1 - y * 0.94 + slope * chop * (6 + 46 * (y / high) ** 1.2)
    column = x + lean * chop * (2 + 18 * y / high)
    i = np.clip(row, 0, horizon - 1).astype(int)
    j = np.clip(column, 0, image.shape[1] - 1).astype(int)
    share = (deep * (y / high) ** 0.7 * (0.75 + 0.35 * np.clip(slope, -1, 1) * min(1.0, chop + 0.3)))[..., None]
    below = blend(image[i, j], tone(tint), np.clip(share, 0, 1))
    below *= (1 + slope * 0.09 * chop)[..., None]
    return np.concatenate([image[:horizon], below.astype(np.float32)])


def rain(image: Grid, chance: random.Random, count: int, long: float, lean: float, strength: float) -> Grid:
    def streaks(pen):
        for _ in range(count):
            x, y, size = chance.uniform(-50, WIDTH), chance.uniform(-50, HEIGHT), chance.uniform(0.4, 1)
            pen.line([(x, y), (x + lean * size, y + long * size)], 0.7 + size * 0.6, fill=round(255 * size * strength))

    return lay(image, drawn(streaks, blur=0.6), (226, 232, 238))


def snow(image: Grid, chance: random.Random, count: int, strength=0.9) -> Grid:
    def flakes(pen):
        for _ in range(count):
            size = chance.uniform(0.7, 2.2) if chance.random() < 0.96 else chance.uniform(3, 7)
            light = strength * min(1, 2.2 / size)
            pen.disc(chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT), size, fill=round(255 * light))

    return lay(image, drawn(flakes, blur=0.8), (244, 246, 250))


def film(
    image: Grid, chance: random.Random, *, bloom=0.16, grain=0.012, dark=0.36, warm=0.0, lift=0.012, contrast=0.0
) -> Image.Image:
    """Return the finished photograph: light spills, shadows cool, corners darken, and the film has a grain."""
    sharp = Image.fromarray(np.uint8(np.clip(image, 0, 1) * 255))
    if sharp.size != SIZE:
        sharp = sharp.resize(SIZE, Image.Resampling.LANCZOS)
        image = np.asarray(sharp, np.float32) / 255
    small = sharp.resize((400, 267)).point(lambda value: max(0, value - 150) * 2.2)
    spill = (
        np.asarray(small.filter(ImageFilter.GaussianBlur(9)).resize(SIZE, Image.Resampling.BICUBIC), np.float32) / 255
    )
    image = 1 - (1 - np.clip(image, 0, 1)) * (1 - bloom * spill)
    image = blend(image, step(0.04, 0.96, image), contrast)
    light = image @ np.array([0.3, 0.59, 0.11], np.float32)
    image = image + (0.5 - light)[..., None] * np.array([-0.02, 0.0, 0.025], np.float32) + np.array([warm, 0, -warm])
    x, y = np.meshgrid(np.linspace(-1, 1, WIDTH, dtype=np.float32), np.linspace(-1, 1, HEIGHT, dtype=np.float32))
    image = image * (1 - dark * np.clip((x * x + y * y) / 2, 0, 1) ** 1.5)[..., None]
    image = lift + image * (1 - lift)
    dust = pick(chance).normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32)
    dust = (dust + np.roll(dust, 1, 0) + np.roll(dust, 1, 1)) / 2
    image = image + (dust * grain * (1.25 - np.abs(light - 0.45)))[..., None]
    return Image.fromarray(np.uint8(np.clip(image, 0, 1) * 255))


def polyline(points: Sequence[tuple[float, float]], at) -> Grid:
    """Return the height of a line of points above each place of `at`."""
    return np.interp(at, [x for x, _ in points], [y for _, y in points])
