"""Trying out the store before readers do: what a trial is, and how one is run."""

import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

FOLDER = "media_check"  # where trial files lie for a moment
LIMIT = 8.0  # seconds for one step; an answer that trickles in is no answer


class Failed(Exception):
    """What a step found wrong; half a sentence."""


class Step(NamedTuple):
    """One thing that is tried. When a `needed` one fails, the rest cannot be tried."""

    promise: str
    work: Callable[[], None]
    advice: str
    needed: bool = False


class Outcome(NamedTuple):
    step: Step
    problem: str  # "" when it passed


def run(steps: list[Step], limit: float = LIMIT) -> Iterator[Outcome]:
    """Do one step after another until a needed one fails."""
    for step in steps:
        problem = _attempt(step.work, limit)
        yield Outcome(step, problem)
        if problem and step.needed:
            return


def expect(truth: bool, problem: str) -> None:
    """Raise Failed with this problem unless what was hoped for is true."""
    if not truth:
        raise Failed(problem)


def _attempt(work: Callable[[], None], limit: float) -> str:
    """Return what went wrong, or ""."""
    problems = [f"no answer within {limit:g} seconds"]

    def do() -> None:
        try:
            work()
        except (Failed, OSError, HTTPError, BotoCoreError, ClientError) as error:
            problems.append(str(error).rstrip("."))
        except Exception as error:  # a mistake of ours must not look like a store that hangs
            problems.append(f"{type(error).__name__}: {error}")
        else:
            problems.append("")

    # A socket's own limits count silence alone, so a thread is left behind that hangs on.
    thread = threading.Thread(target=do, daemon=True, name="media-check")
    thread.start()
    thread.join(limit)
    return problems[-1]
