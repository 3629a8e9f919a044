"""Values made of others: lists, and objects with named fields."""

from dataclasses import dataclass

from .base import Kind, Wrong, did_you_mean, name_of


@dataclass(frozen=True)
class Each(Kind):
    """A list of values of one kind. With `or_one`, a single value may stand without the list."""

    kind: Kind
    or_one: bool = False

    def read(self, value):
        if self.or_one and not isinstance(value, list):
            value = [value]
        if not isinstance(value, list):
            raise Wrong(f"this has to be a list, not {name_of(value)}")
        return [read_within(str(number), self.kind, each) for number, each in enumerate(value, 1)]

    def store(self, value, tie):
        return [self.kind.store(each, tie) for each in value]

    def write(self, value, untie):
        return [self.kind.write(each, untie) for each in value]

    def describe(self):
        return f"list of: {self.kind.describe()}" + (" (or one alone)" if self.or_one else "")


@dataclass(frozen=True)
class Field:
    """One field of a line, or of an object in it. `meaning` and `example` are for the docs."""

    name: str
    kind: Kind
    meaning: str = ""
    example: object = None
    required: bool = False


class Parts(Kind):
    """An object with named fields. `name` is the heading of its table in the docs, `meaning` stands below it."""

    def __init__(self, name: str, *fields: Field, meaning: str = ""):
        self.name = name
        self.meaning = meaning
        self.fields = {field.name: field for field in fields}

    def read(self, value):
        if not isinstance(value, dict):
            raise Wrong(f"this has to be an object in braces, not {name_of(value)}")
        for name in value:
            if name not in self.fields:
                raise Wrong(f"there is no field “{name[:40]}” here{did_you_mean(name, self.fields)}")
        # null says the same as leaving a field out.
        values = {
            name: read_within(name, self.fields[name].kind, each) for name, each in value.items() if each is not None
        }
        for name, field in self.fields.items():
            if field.required and values.get(name) in (None, "", [], {}):
                raise Wrong(f"“{name}” is missing")
        return values

    def store(self, value, tie):
        return {name: self.fields[name].kind.store(each, tie) for name, each in value.items()}

    def write(self, value, untie):
        return filled({name: field.kind.write(value.get(name), untie) for name, field in self.fields.items()})

    def describe(self):
        return f"[{self.name}](#{self.name.replace(' ', '-')})"


def read_within(place: str, kind: Kind, value):
    try:
        return kind.read(value)
    except Wrong as wrong:
        raise wrong.within(place) from None


def filled(values: dict) -> dict:
    """Leave out what says nothing: a line is as short as it can be."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
