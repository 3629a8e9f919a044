"""Values that stand alone: texts, dates, addresses, choices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.utils import timezone

from media import plain_text

from .. import markup
from .base import Kind, Wrong, name_of

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Text(Kind):
    """`limit`: most characters that it may have, 0 for any number. `lines`: whether it may have several lines."""

    limit: int = 0
    lines: bool = False
    # What the text names, for the docs: "slug or name of a column".
    names: str = ""

    def read(self, value):
        if not isinstance(value, str):
            raise Wrong(f"this has to be text, not {name_of(value)}")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Wrong("this holds half a character (a lone surrogate), which cannot be stored") from None
        if found := CONTROLS.search(value):
            raise Wrong(f"this holds the control character U+{ord(found[0]):04X}, which cannot be printed")
        value = plain_text.clean(value)
        value = value.replace("\r\n", "\n").strip() if self.lines else re.sub(r"[\r\n\t]+", " ", value).strip()
        if self.limit and len(value) > self.limit:
            raise Wrong(f"this is {len(value)} characters long; at most {self.limit} fit")
        return value

    def describe(self):
        limit = f", at most {self.limit} characters" if self.limit else ""
        return f"{self.names or 'text'}{limit}"


@dataclass(frozen=True)
class Html(Kind):
    """Rich text with the marks that `features` name."""

    features: tuple[str, ...]

    def read(self, value):
        value = Text(lines=True).read(value)
        if danger := markup.danger_in(value):
            raise Wrong(danger)
        return value

    def store(self, value, tie):
        return tie.html(value, self.features)

    def write(self, value, untie):
        return untie.html(value, self.features)

    def describe(self):
        return "HTML"


class Moment(Kind):
    """A date with its time. Without a time zone it is in that of the newsroom."""

    def read(self, value):
        try:
            moment = datetime.fromisoformat(Text().read(value))
            if timezone.is_naive(moment):
                moment = timezone.make_aware(moment)
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            if isinstance(error, Wrong):
                raise
            raise Wrong(f"“{value[:40]}” is no date; write it as 2026-03-05T08:00:00Z") from None
        if moment.year < 1000:
            raise Wrong(f"“{value[:40]}” lies before the year 1000")
        return moment

    def write(self, value, untie):
        return value and value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def describe(self):
        return "date and time"


class Day(Kind):
    def read(self, value):
        try:
            return date.fromisoformat(Text().read(value))
        except ValueError as error:
            if isinstance(error, Wrong):
                raise
            raise Wrong(f"“{value[:40]}” is no day; write it as 2026-03-05") from None

    def write(self, value, untie):
        return value and value.isoformat()

    def describe(self):
        return "day"


class Switch(Kind):
    def read(self, value):
        if not isinstance(value, bool):
            raise Wrong(f"this has to be true or false, not {name_of(value)}")
        return value

    def describe(self):
        return "true or false"


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number."""

    least: int = 0
    most: int = 2**31 - 1

    def read(self, value):
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(f"this has to be a whole number, not {name_of(value)}")
        if not self.least <= value <= self.most:
            raise Wrong(f"this has to lie between {self.least} and {self.most}")
        return value

    def describe(self):
        return "whole number"


class OneOf(Kind):
    """One word out of a few. `words` maps them to what is stored, or lists words that are stored as they are."""

    def __init__(self, words: Iterable[str] | dict[str, object]):
        self.words = words if isinstance(words, dict) else {word: word for word in words}

    def read(self, value):
        # A level of 2 may come as a number as well.
        value = Text().read(str(value) if type(value) is int else value)
        if value not in self.words:
            raise Wrong(f"“{value[:40]}” is none of: {', '.join(self.words)}")
        return value

    def store(self, value, tie):
        return self.words[value]

    def write(self, value, untie):
        return next((word for word, stored in self.words.items() if stored == value), None)

    def describe(self):
        return "one of " + ", ".join(f"`{word}`" for word in self.words)


@dataclass(frozen=True)
class WebAddress(Kind):
    limit: int = 200

    def read(self, value):
        value = Text(self.limit).read(value)
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", value)
        except ValueError:
            usable = False
        if value and not usable:
            raise Wrong(f"“{value[:60]}” is no web address that begins with https:// or http://")
        return value

    def describe(self):
        return "web address"


@dataclass(frozen=True)
class Slug(Kind):
    limit: int = 120

    def read(self, value):
        value = Text(self.limit).read(value)
        if not re.fullmatch(r"[-\w]*", value):
            raise Wrong(f"“{value[:40]}” may hold letters, digits, hyphens and underscores only")
        return value

    def describe(self):
        return "slug"
