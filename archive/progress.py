"""Telling somebody at a terminal how far a long piece of work is."""

import sys
import time

EVERY = 3.0  # seconds


class Progress:
    """Writes a line every few seconds. `total` is in the same unit as what `advance` is told, 0 where it is unknown."""

    def __init__(self, stream=None, total: int = 0):
        self.stream = stream or sys.stderr
        self.total = total
        self.started = self.told = time.monotonic()

    def advance(self, reached: int, count: int) -> None:
        now = time.monotonic()
        if now - self.told < EVERY:
            return
        self.told = now
        elapsed = now - self.started
        left = f", about {duration(elapsed / reached * (self.total - reached))} left" if self.total and reached else ""
        self.stream.write(f"{count_of_lines(count)}, {count / elapsed:,.0f} a second{left}\n")
        self.stream.flush()


def duration(seconds: float) -> str:
    """Return seconds in words, as far as they matter: "40 s", "3 min"."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def count_of_lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
