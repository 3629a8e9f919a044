"""The kinds of values that a line may hold: what is taken in, what is said about the rest, how the docs name them.

`read` looks at a value alone. `store` turns it into what the database holds and may look things up through `tie`, a
`tying.Tie`; `write` goes the way back through `untie`, an `untying.Untie`.
"""

from .base import Kind, Missing, Wrong, did_you_mean, name_of
from .parts import Each, Field, Parts, filled, read_within
from .plain import Day, Html, Moment, OneOf, Slug, Switch, Text, WebAddress, Whole

__all__ = [
    "Day",
    "Each",
    "Field",
    "Html",
    "Kind",
    "Missing",
    "Moment",
    "OneOf",
    "Parts",
    "Slug",
    "Switch",
    "Text",
    "WebAddress",
    "Whole",
    "Wrong",
    "did_you_mean",
    "filled",
    "name_of",
    "read_within",
]
