"""What every kind of value has, and how one is refused."""

import difflib
from collections.abc import Iterable


class Wrong(ValueError):
    """A value that cannot be taken in: the reason in plain words, and the fields on the way to where it stands."""

    def __init__(self, reason: str, *places: str):
        self.reason = reason
        self.places = places
        super().__init__(f"{', '.join(places)}: {reason}" if places else reason)

    def within(self, place: str) -> "Wrong":
        return Wrong(self.reason, place, *self.places)


class Missing(Exception):
    """A block refers to something that is not there; it is left out, and the tie has noted why."""


class Kind:
    def read(self, value):
        """Return `value` as the code uses it; raises Wrong."""
        raise NotImplementedError

    def store(self, value, tie):
        return value

    def write(self, value, untie):
        return value

    def describe(self) -> str:
        raise NotImplementedError


def name_of(value) -> str:
    """Return what JSON calls a value."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "nothing")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean “{near[0]}”?" if near else ""
