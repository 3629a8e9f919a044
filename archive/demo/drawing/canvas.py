"""What all scenes are made of: skies, ridges, water, light and grain."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]
WIDTH, HEIGHT = 1600, 1067


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour that lies `share` (0 to 1) of the way from `one` to `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(size: tuple[int, int], stops: Sequence[tuple[float, Colour]]) -> Image.Image:
    """Return an image that runs from top to bottom through `stops`: (place from 0 to 1, colour)."""
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        place = row / 255
        below = next((stop for stop in stops if stop[0] >= place), stops[-1])
        above = [stop for stop in stops if stop[0] <= place][-1] if stops[0][0] <= place else stops[0]
        span = below[0] - above[0]
        column.putpixel((0, row), mix(above[1], below[1], (place - above[0]) / span if span else 0))
    return column.resize(size, Image.Resampling.BICUBIC)


def sky(*colours: Colour, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    return gradient(size, [(place / (len(colours) - 1), colour) for place, colour in enumerate(colours)])


def noise_line(chance: random.Random, length: int, octaves: int = 6, roughness: float = 0.5) -> list[float]:
    """Return `length` heights between about -1 and 1 that run like a horizon."""
    heights = [0.0] * length
    for octave in range(octaves):
        knots = [chance.uniform(-1, 1) for _ in range(2**octave + 3)]
        strength = roughness**octave
        for x in range(length):
            place = x / length * 2**octave
            left = int(place)
            share = (1 - math.cos((place - left) * math.pi)) / 2
            heights[x] += strength * (knots[left] * (1 - share) + knots[left + 1] * share)
    return heights


def ridge(
    image: Image.Image, chance: random.Random, base: float, height: float, colour: Colour, *, octaves=6, roughness=0.5
) -> list[float]:
    """Draw a range of hills whose middle line is `base`; return the height of the line above each column."""
    line = [base - height * each for each in noise_line(chance, image.width, octaves, roughness)]
    points = [(x, y) for x, y in enumerate(line)]
    ImageDraw.Draw(image).polygon([*points, (image.width, image.height), (0, image.height)], fill=colour)
    return line


def glow(image: Image.Image, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> Image.Image:
    """Return `image` with light around `centre`."""
    light = Image.new("L", (256, 256))
    draw = ImageDraw.Draw(light)
    for step in range(128, 0, -1):
        near = 1 - step / 128
        draw.ellipse((128 - step, 128 - step, 128 + step, 128 + step), fill=round(255 * near**2.2 * strength))
    size = round(radius * 2)
    mask = Image.new("L", image.size)
    mask.paste(
        light.resize((size, size), Image.Resampling.BICUBIC), (round(centre[0] - radius), round(centre[1] - radius))
    )
    lit = ImageChops.screen(image, Image.new("RGB", image.size, colour))
    return Image.composite(lit, image, mask)


def water(image: Image.Image, chance: random.Random, horizon: int, tint: Colour, *, calm: float = 0.55) -> Image.Image:
    """Return `image` with everything below `horizon` turned into water that mirrors what stands above it."""
    depth = image.height - horizon
    above = image.crop((0, max(0, horizon - depth), image.width, horizon)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = above.resize((image.width, depth), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    waves = Image.new("RGB", mirror.size)
    for row in range(depth):
        # Rows slide sideways, more and more towards the viewer.
        shift = round(chance.uniform(-1, 1) * (2 + row / depth * 16) * (1 - calm))
        waves.paste(ImageChops.offset(mirror.crop((0, row, image.width, row + 1)), shift, 0), (0, row))
    waves = Image.blend(waves, Image.new("RGB", waves.size, tint), 0.35)
    draw = ImageDraw.Draw(waves)
    for _ in range(round(420 * (1 - calm) + 120)):
        row = round(depth * chance.random() ** 1.4)
        left = chance.uniform(-60, image.width)
        long = 8 + row / depth * chance.uniform(20, 130)
        shade = waves.getpixel((min(image.width - 1, max(0, round(left))), min(depth - 1, row)))
        light = mix(shade, (255, 244, 226), 0.10 + 0.14 * chance.random())
        draw.line((left, row, left + long, row), fill=light, width=1 + round(row / depth * 2))
    done = image.copy()
    done.paste(waves, (0, horizon))
    return done


def mist(image: Image.Image, top: int, bottom: int, colour: Colour, strength: float) -> Image.Image:
    """Return `image` with a band of mist, thickest at `bottom`."""
    mask = Image.new("L", image.size)
    band = gradient((image.width, bottom - top), [(0, (0, 0, 0)), (1, (round(255 * strength),) * 3)]).convert("L")
    mask.paste(band, (0, top))
    return Image.composite(Image.new("RGB", image.size, colour), image, mask)


def clouds(image: Image.Image, chance: random.Random, bottom: int, colour: Colour, strength: float) -> Image.Image:
    """Return `image` with long clouds above `bottom`."""
    mask = Image.new("L", (image.width, bottom))
    draw = ImageDraw.Draw(mask)
    for _ in range(70):
        x, y = chance.uniform(-200, image.width), bottom * chance.random() ** 0.8
        long, high = chance.uniform(120, 620), chance.uniform(3, 22) * (0.4 + y / bottom)
        draw.ellipse((x, y - high, x + long, y + high), fill=round(255 * strength * chance.uniform(0.2, 0.9)))
    mask = mask.filter(ImageFilter.GaussianBlur(13))
    whole = Image.new("L", image.size)
    whole.paste(mask, (0, 0))
    return Image.composite(Image.new("RGB", image.size, colour), image, whole)


def grain(image: Image.Image, chance: random.Random, strength: float = 0.05) -> Image.Image:
    """Return `image` with the grain of film and a little darkness in its corners."""
    small = (image.width // 2, image.height // 2)
    dust = Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize(
        image.size, Image.Resampling.BICUBIC
    )
    dusted = Image.blend(image, ImageChops.overlay(image, dust.convert("RGB")), strength * 2)
    corners = Image.radial_gradient("L").resize(image.size).point(lambda value: round(max(0, value - 110) * 0.55))
    return Image.composite(Image.new("RGB", image.size, (8, 10, 16)), dusted, corners)
