"""Land as a field of heights: seen from a place in it, or straight from above."""

from collections.abc import Callable

import numpy as np

from .canvas import HEIGHT, WIDTH
from .light import Grid, blend, tone

Heights = Callable[[Grid, Grid], Grid]


class View:
    """A camera over a field: it stands at (`x`, 0) at a height `eye`, and sees towards larger z.

    `focal` is in widths of the picture; `horizon` is the row of the horizon. Places are in the field's own units.
    """

    def __init__(self, heights: Heights, *, x=0.0, eye=1.0, focal=0.9, horizon=400.0, near=0.5, far=60.0, steps=620):
        self.heights, self.x, self.eye, self.horizon = heights, x, eye, horizon
        self.focal = focal * WIDTH
        self.depths = np.geomspace(near, far, steps).astype(np.float32)
        column = (np.arange(WIDTH, dtype=np.float32) - WIDTH / 2) / self.focal
        tops = horizon - (heights(x + column * self.depths[:, None], self.depths[:, None] + 0 * column) - eye) * (
            self.focal / self.depths[:, None]
        )
        # The highest line so far hides what lies behind and lower.
        skyline = np.minimum.accumulate(tops, axis=0)
        lines = np.arange(HEIGHT)
        seen = np.stack([np.searchsorted(-skyline[:, each], -lines - 0.5) for each in range(WIDTH)], axis=1)
        self.sky = seen >= steps
        index = np.clip(seen, 1, steps - 1)
        # Between two steps, where exactly: without this the land shows terraces.
        before = np.take_along_axis(tops, index - 1, axis=0)
        after = np.take_along_axis(tops, index, axis=0)
        share = np.clip((before - lines[:, None]) / np.where(np.abs(before - after) < 1e-3, 1e-3, before - after), 0, 1)
        self.depth = blend(self.depths[index - 1], self.depths[index], share).astype(np.float32)
        self.east = x + column * self.depth

    def pixel(self, x: float, height: float, depth: float) -> tuple[float, float, float]:
        """Return the column and row of a place, and the size in pixels of one unit there."""
        unit = self.focal / depth
        return WIDTH / 2 + (x - self.x) * unit, self.horizon - (height - self.eye) * unit, unit

    def ground(self, x: float, depth: float) -> float:
        return float(self.heights(np.array([x], np.float32), np.array([depth], np.float32))[0])

    def normals(self, fine: float = 0.012) -> tuple[Grid, Grid, Grid]:
        """Return the direction that the land faces at each pixel."""
        reach = fine * np.maximum(1, self.depth * 0.25)
        slope_x = (self.heights(self.east + reach, self.depth) - self.heights(self.east - reach, self.depth)) / (
            2 * reach
        )
        slope_z = (self.heights(self.east, self.depth + reach) - self.heights(self.east, self.depth - reach)) / (
            2 * reach
        )
        long = np.sqrt(slope_x**2 + slope_z**2 + 1)
        return -slope_x / long, 1 / long, -slope_z / long

    def height(self) -> Grid:
        return self.heights(self.east, self.depth)

    def haze(self, image: Grid, colour, thickness: float, floor: float = 0.0) -> Grid:
        """Return the picture with air between: more with distance, and more near the height `floor`."""
        amount = 1 - np.exp(-self.depth * thickness * (1 + floor * np.exp(-np.maximum(0, self.height()) * 3)))
        amount = np.where(self.sky, 0, amount)
        paint = tone(colour) if isinstance(colour, tuple) else colour
        return blend(image, paint, amount[..., None])


def lit(normals: tuple[Grid, Grid, Grid], sun: tuple[float, float, float]) -> Grid:
    """Return how much light of `sun` (a direction towards it) falls on each place."""
    direction = np.array(sun, np.float32)
    direction /= np.linalg.norm(direction)
    return np.clip(sum(normals[i] * direction[i] for i in range(3)), 0, 1)


def shaded(heights: Grid, sun=(-1.0, 1.2, -0.8), steep: float = 1.0) -> Grid:
    """Return the light on a field of heights seen from above (in pixels), 0 to 1."""
    down, across = np.gradient(heights.astype(np.float32) * steep)
    long = np.sqrt(across**2 + down**2 + 1)
    return lit((-across / long, 1 / long, -down / long), sun)
