"""What stands at any quay: a sky for rays, waves, hulls and ropes."""

import numpy as np

from .light import Noise, blend, step, tone

STEEL = ((166, 66, 48), (44, 92, 124), (200, 150, 70), (72, 112, 92), (190, 186, 174), (120, 60, 60), (60, 70, 84))


def sheet(noise: Noise, low: float, high: float, *stops, glare=None):
    """Return a sky for rays: colours from `low` to `high` (upwards), with thin clouds."""

    def colour(x, y, z):
        share = np.clip((y - low) / (high - low), 0, 1)
        at = np.linspace(0, 1, len(stops))
        sky = np.stack([np.interp(share, at, [stop[i] / 255 for stop in stops]) for i in range(3)], -1)
        far = 1 / np.maximum(0.06, y)
        cloud = step(0.0, 0.9, noise.at(x * far * 0.06, z * far * 0.06)) * step(0.02, 0.2, y) * 0.5
        sky = blend(sky, tone((250, 246, 240)), cloud[:, None])
        if glare is not None:
            toward = np.clip(x * glare[0] + y * glare[1] + z * glare[2], 0, 1)
            sky = sky + (toward**60 * 0.8 + toward**8 * 0.25)[:, None] * tone((255, 220, 170))
        return sky.astype(np.float32)

    return colour


def waves(noise: Noise, strength: float):
    def ripple(x, z):
        return (
            noise.at(x * 0.07, z * 0.03) * strength + noise.at(x * 0.31 + 0.3, z * 0.13) * strength * 0.5,
            noise.at(x * 0.06 + 0.5, z * 0.05 + 0.2) * strength,
        )

    return ripple


def hull(length: float, half: float, top: float, *, centre=0.0, bow=0.42, rise=0.0):
    """Return a ship's hull along x; its bow is at the right end."""

    def distance(x, y, z):
        along = (x - centre) / length
        narrow = np.clip((along - (1 - bow)) / bow, 0, 1)
        wide = half * np.sqrt(np.clip(1 - narrow**2.2, 0.0004, 1)) * (0.82 + 0.18 * np.clip(y / top, 0, 1))
        deck = top + rise * narrow
        a, b, c = np.abs(z) - wide, y - deck, np.abs(x - centre + 0.02 * y) - length - np.clip(y, 0, top) * 0.1
        outside = np.sqrt(np.maximum(a, 0) ** 2 + np.maximum(b, 0) ** 2 + np.maximum(c, 0) ** 2)
        return (outside + np.minimum(np.maximum(a, np.maximum(b, c)), 0)) * 0.7

    return distance


def rope(one, other):
    one, other = np.array(one, np.float32), np.array(other, np.float32)
    long = float(((other - one) ** 2).sum())

    def distance(x, y, z):
        share = np.clip(
            (
                (x - one[0]) * (other[0] - one[0])
                + (y - one[1]) * (other[1] - one[1])
                + (z - one[2]) * (other[2] - one[2])
            )
            / long,
            0,
            1,
        )
        sag = 1.1 * 4 * share * (1 - share) * 0.35
        near = [each - (one[i] + (other[i] - one[i]) * share) for i, each in enumerate((x, y + sag, z))]
        return (np.sqrt(near[0] ** 2 + near[1] ** 2 + near[2] ** 2) - 0.05) * 0.8

    return distance
