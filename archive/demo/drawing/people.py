"""Figures that stand in rooms and on decks: shapes in coats, nobody in particular."""

import numpy as np

from .light import tone
from .rays import ball, either, rod


def person(x0: float, z0: float, size: float = 1.0, lean: float = 0.0):
    """Return a standing figure as a solid, without a face."""
    parts = either(
        rod((0, 1.1, 0), 0.165, 0.31),
        ball((0, 1.64, 0), 0.125),
        rod((-0.1, 0.4, 0), 0.085, 0.42),
        rod((0.1, 0.4, 0), 0.085, 0.42),
        rod((-0.235, 1.1, 0.03), 0.052, 0.3),
        rod((0.235, 1.1, 0.03), 0.052, 0.3),
        ball((-0.1, 1.38, 0), 0.13),
        ball((0.1, 1.38, 0), 0.13),
    )
    return lambda x, y, z: (
        parts((x - x0) / size - lean * np.maximum(0, y / size - 0.8), y / size, (z - z0) / size) * size * 0.9
    )


def dressed(coat, trousers, hat=None):
    """Return colours for a person: trousers below, a coat, a head in shadow or a hat."""

    def colour(x, y, z):
        top = np.where((y > 1.66)[:, None], tone(hat or (60, 46, 40)), tone((120, 88, 70)))
        return np.where((y > 1.52)[:, None], top, np.where((y > 0.84)[:, None], tone(coat), tone(trousers)))

    return colour
