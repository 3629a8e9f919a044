"""Rooms and machines as solids, seen by marching along rays: soft shadows, dark corners, lamps, polished floors.

A solid is a function of places (x, y, z as arrays; y is up) that returns the distance to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .canvas import Colour
from .light import Grid, blend, tone

Point = tuple[float, float, float]
Solid = Callable[[Grid, Grid, Grid], Grid]
DETAIL = 0.7  # of the picture's width: the film's grain hides the rest
CHUNK = 24_000  # rays at a time, so that they stay in the processor's cache


def box(centre: Point, half: Point, rounding: float = 0.0) -> Solid:
    def distance(x, y, z):
        a = np.abs(x - centre[0]) - (half[0] - rounding)
        b = np.abs(y - centre[1]) - (half[1] - rounding)
        c = np.abs(z - centre[2]) - (half[2] - rounding)
        outside = np.sqrt(np.maximum(a, 0) ** 2 + np.maximum(b, 0) ** 2 + np.maximum(c, 0) ** 2)
        return outside + np.minimum(np.maximum(a, np.maximum(b, c)), 0) - rounding

    return distance


def ball(centre: Point, radius: float) -> Solid:
    return lambda x, y, z: np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2 + (z - centre[2]) ** 2) - radius


def rod(centre: Point, radius: float, half: float, axis: int = 1) -> Solid:
    """Return a cylinder along x, y or z (0, 1, 2)."""
    one, other = [each for each in range(3) if each != axis]

    def distance(*place):
        wide = np.sqrt((place[one] - centre[one]) ** 2 + (place[other] - centre[other]) ** 2) - radius
        long = np.abs(place[axis] - centre[axis]) - half
        return np.minimum(np.maximum(wide, long), 0) + np.sqrt(np.maximum(wide, 0) ** 2 + np.maximum(long, 0) ** 2)

    return distance


def floor(level: float = 0.0) -> Solid:
    return lambda x, y, z: y - level


def wall(axis: int, at: float, side: int) -> Solid:
    """Return an endless wall across x or z; the room is on the side +1 or -1 of it."""
    return lambda *place: (place[axis] - at) * side


def either(*solids: Solid) -> Solid:
    def distance(x, y, z):
        nearest = solids[0](x, y, z)
        for solid in solids[1:]:
            nearest = np.minimum(nearest, solid(x, y, z))
        return nearest

    return distance


def less(solid: Solid, hole: Solid) -> Solid:
    return lambda x, y, z: np.maximum(solid(x, y, z), -hole(x, y, z))


def again(solid: Solid, axis: int, period: float, low: int, high: int) -> Solid:
    """Return copies of a solid along an axis, from number `low` to `high`."""

    def distance(*place):
        moved = list(place)
        moved[axis] = place[axis] - period * np.clip(np.round(place[axis] / period), low, high)
        return solid(*moved)

    return distance


@dataclass
class Thing:
    solid: Solid
    colour: Colour | Callable  # or a function of (x, y, z) that returns colours
    gloss: float = 0.0  # share of what it mirrors
    glow: float = 0.0  # a lamp


@dataclass
class Scene:
    things: Sequence[Thing]
    eye: Point
    target: Point
    focal: float = 1.2  # in widths of the picture
    sun: Point = (-0.5, 0.8, -0.4)  # towards it
    sunlight: Colour = (255, 240, 214)
    sun_strength: float = 0.9
    ambient: Colour = (120, 130, 150)
    sky: Colour | Callable = (190, 200, 210)  # or a function of directions
    air: float = 0.0  # thickness
    air_colour: Colour = (190, 200, 210)
    lamps: Sequence[tuple[Point, Colour, float]] = field(default_factory=list)
    far: float = 90.0
    steps: int = 90
    ripple: Callable | None = None  # bends the mirrors: of (x, z), returns the lean in x and z

    def distance(self, place) -> Grid:
        nearest = self.things[0].solid(*place)
        for thing in self.things[1:]:
            nearest = np.minimum(nearest, thing.solid(*place))
        return nearest


def photograph(scene: Scene, size=(1600, 1067)) -> Grid:
    """Return the picture of a scene, `DETAIL` as large as `size`."""
    wide, high = round(size[0] * DETAIL), round(size[1] * DETAIL)
    eye, target = np.array(scene.eye, np.float32), np.array(scene.target, np.float32)
    ahead = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross((0, 1, 0), ahead)
    right = right / np.linalg.norm(right)
    up = np.cross(ahead, right)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32).reshape(2, -1)
    across, above = (x - wide / 2) / (wide * scene.focal), (high / 2 - y) / (wide * scene.focal)

    def taken(dx: float, dy: float, which) -> Grid:
        ways = ahead + (across[which, None] + dx / (wide * scene.focal)) * right
        ways = ways + (above[which, None] + dy / (wide * scene.focal)) * up
        ways = (ways / np.linalg.norm(ways, axis=1, keepdims=True)).astype(np.float32)
        lights = np.empty((len(ways), 3), np.float32)
        for start in range(0, len(ways), CHUNK):
            way = ways[start : start + CHUNK].T
            origin = [np.full(way.shape[1], each, np.float32) for each in eye]
            lights[start : start + CHUNK] = light_along(scene, origin, way, bounce=True)
        return np.sqrt(np.clip(lights, 0, 1.6))

    picture = taken(0, 0, slice(None))
    grey = picture.mean(axis=1).reshape(high, wide)
    edge = np.zeros((high, wide), bool)
    for axis in (0, 1):
        jump = np.abs(np.diff(grey, axis=axis)) > 0.05
        before, after = (slice(None, -1), slice(1, None))
        edge[(before, slice(None)) if axis == 0 else (slice(None), before)] |= jump
        edge[(after, slice(None)) if axis == 0 else (slice(None), after)] |= jump
    # Edges get three more rays each; the rest would not show them.
    edges = np.flatnonzero(edge)
    picture[edges] = (
        picture[edges] + sum(taken(*each, edges) for each in ((0.4, 0.2), (-0.3, 0.4), (-0.1, -0.45)))
    ) / 4
    return picture.reshape(high, wide, 3)


def light_along(scene: Scene, origin, way, *, bounce: bool) -> Grid:
    """Return the light (linear) that comes along rays."""
    depth, hit = march(scene, origin, way, scene.steps if bounce else 40)
    backdrop = (scene.sky(*way) if callable(scene.sky) else np.broadcast_to(tone(scene.sky), (way.shape[1], 3))) ** 2
    colours = backdrop.astype(np.float32).copy()
    found = np.flatnonzero(hit)
    if found.size:
        way, depth = way[:, found], depth[found]
        place = [origin[i][found] + way[i] * depth for i in range(3)]
        colours[found] = surface(scene, place, way, depth, bounce)
        if scene.air:
            thick = (1 - np.exp(-depth * scene.air))[:, None]
            colours[found] = blend(colours[found], tone(scene.air_colour) ** 2, thick)
    return colours


def march(scene: Scene, origin, way, steps: int) -> tuple[Grid, Grid]:
    count = way.shape[1]
    depth, hit = np.full(count, 0.02, np.float32), np.zeros(count, bool)
    active = np.arange(count)
    for _ in range(steps):
        t = depth[active]
        gap = scene.distance([origin[i][active] + way[i, active] * t for i in range(3)])
        touched = gap < 0.0007 * t + 0.0004
        hit[active[touched]] = True
        t = t + gap * 0.95
        depth[active] = t
        active = active[~touched & (t < scene.far)]
        if not active.size:
            break
    hit[active] = depth[active] < scene.far * 0.9  # grazing rays that ran out of steps
    return depth, hit


def surface(scene: Scene, place, way, depth, bounce: bool) -> Grid:
    fine = 0.0012 + depth * 0.0004
    corners = ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1))
    normal = np.zeros((3, len(depth)), np.float32)
    for corner in corners:
        gap = scene.distance([place[i] + fine * corner[i] for i in range(3)])
        normal += np.array(corner, np.float32)[:, None] * gap
    normal /= np.maximum(np.linalg.norm(normal, axis=0), 1e-9)
    nearest = np.argmin([thing.solid(*place) for thing in scene.things], axis=0)
    paint, gloss, glow = np.zeros((len(depth), 3), np.float32), np.zeros(len(depth)), np.zeros(len(depth))
    for number, thing in enumerate(scene.things):
        chosen = nearest == number
        if chosen.any():
            colour = thing.colour(*(each[chosen] for each in place)) if callable(thing.colour) else tone(thing.colour)
            paint[chosen], gloss[chosen], glow[chosen] = colour**2, thing.gloss, thing.glow
    start = [place[i] + normal[i] * 0.012 for i in range(3)]
    dark = np.ones(len(depth), np.float32)
    for reach in (0.08, 0.3, 0.8):  # corners are dark, because little of the sky sees them
        gap = scene.distance([place[i] + normal[i] * reach for i in range(3)])
        dark -= np.clip(reach - gap, 0, reach) / reach * 0.3
    total = paint * (tone(scene.ambient) ** 2) * (np.clip(dark, 0.1, 1) * (0.62 + 0.38 * normal[1]))[:, None]
    if scene.sun_strength:
        to = np.array(scene.sun, np.float32) / np.linalg.norm(scene.sun)
        facing = np.clip(normal.T @ to, 0, 1)
        facing[facing > 0] *= shadow(scene, [each[facing > 0] for each in start], to[:, None], 30.0, 14)
        total += paint * (tone(scene.sunlight) ** 2) * (facing * scene.sun_strength)[:, None]
    for at, colour, reach in scene.lamps:
        to = np.stack([at[i] - place[i] for i in range(3)])
        far = np.maximum(np.linalg.norm(to, axis=0), 1e-3)
        to /= far
        facing = np.clip((normal * to).sum(axis=0), 0, 1) * np.clip(dark, 0.2, 1) / (1 + (far / reach) ** 2 * 4)
        if bounce:
            seen = facing > 0.004
            facing[seen] *= shadow(scene, [each[seen] for each in start], to[:, seen], far[seen] * 0.94, 10)
        total += paint * (tone(colour) ** 2) * (facing * 3.4)[:, None]
    total = total + paint * glow[:, None]
    mirrors = np.flatnonzero(gloss > 0)
    if bounce and mirrors.size:
        total[mirrors] = mirrored(scene, place, way, normal, start, gloss, mirrors, total)
    return total


def mirrored(scene, place, way, normal, start, gloss, mirrors, total) -> Grid:
    bent = normal[:, mirrors].copy()
    if scene.ripple:
        lean_x, lean_z = scene.ripple(place[0][mirrors], place[2][mirrors])
        flat = bent[1] > 0.9
        bent[0] += lean_x * flat
        bent[2] += lean_z * flat
        bent /= np.linalg.norm(bent, axis=0)
    ray = way[:, mirrors]
    facing = -(ray * bent).sum(axis=0)
    onward = ray + 2 * facing * bent
    onward[1] = np.where(bent[1] > 0.5, np.abs(onward[1]) + 1e-3, onward[1])
    shine = light_along(scene, [each[mirrors] for each in start], onward.astype(np.float32), bounce=False)
    # A mirror at a slant gives more (Schlick).
    share = gloss[mirrors] + (1 - gloss[mirrors]) * (1 - np.clip(facing, 0, 1)) ** 4 * min(1.0, gloss.max() * 2.5)
    return blend(total[mirrors], shine, share[:, None])


def shadow(scene: Scene, start, to, far, steps: int) -> Grid:
    """Return how much of a light reaches places, with soft edges."""
    count = len(start[0])
    light, t = np.ones(count, np.float32), np.full(count, 0.03, np.float32)
    for _ in range(steps):
        gap = scene.distance([start[i] + to[i] * t for i in range(3)])
        light = np.where(t < far, np.minimum(light, np.clip(14 * gap / t, 0, 1)), light)
        t = t + np.clip(gap, 0.03, 4.0)
    return light
