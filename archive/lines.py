"""Reading a file line by line, whatever is in it: one bad line never costs another, or more than its own memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from . import kinds
from .kinds import Wrong
from .subjects import SUBJECTS

LONGEST_LINE = 4 * 1024 * 1024  # bytes; a story of 100,000 words has about a sixth of it
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    number: int
    # Where it begins in the file, so that it can be read again.
    offset: int
    # None where it is too long.
    content: bytes | None


def lines(file: BinaryIO) -> Iterator[Line]:
    """Yield the lines of `file` that hold anything."""
    number = 0
    while True:
        offset = file.tell()
        content = file.readline(LONGEST_LINE + 1)
        if not content:
            return
        number += 1
        if len(content) > LONGEST_LINE and not content.endswith(b"\n"):
            while content and not content.endswith(b"\n"):
                content = file.readline(LONGEST_LINE)
            yield Line(number, offset, None)
        elif content.strip():
            yield Line(number, offset, content.removeprefix(BYTE_ORDER_MARK) if number == 1 else content)


def parse(line: Line) -> dict:
    """Return the JSON object of a line; raises Wrong."""
    if line.content is None:
        raise Wrong(f"this line is longer than {LONGEST_LINE // 1024 // 1024} MB")
    try:
        text = line.content.decode()
    except UnicodeDecodeError as error:
        raise Wrong(f"this is not UTF-8: byte {error.start + 1} cannot be read") from None
    try:
        parsed = json.loads(text, object_pairs_hook=without_doubles, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        raise Wrong(f"this is not JSON: {error.msg.lower()} at character {error.colno}") from None
    except RecursionError:
        raise Wrong("this is nested too deeply") from None
    except Wrong:
        raise
    except ValueError:  # a number of thousands of digits
        raise Wrong("this holds a number that is too long") from None
    if not isinstance(parsed, dict):
        raise Wrong(f"a line has to be one object in braces, not {kinds.name_of(parsed)}")
    return parsed


def subject_of(parsed: dict):
    """Return the module for the type of a line; raises Wrong."""
    name = parsed.get("type", "story")
    if not isinstance(name, str) or name not in SUBJECTS:
        known = ", ".join(SUBJECTS)
        raise Wrong(f"there is no type “{str(name)[:40]}”{kinds.did_you_mean(str(name), SUBJECTS)} (types: {known})")
    return SUBJECTS[name]


def read(parsed: dict, subject) -> dict:
    """Return the values of a line; raises Wrong."""
    try:
        return subject.PARTS.read({name: value for name, value in parsed.items() if name != "type"})
    except RecursionError:
        raise Wrong("this is nested too deeply") from None


def files_in(value) -> Iterator[str]:
    """Yield the files that a line names, however deep, and whatever else is wrong with it."""
    if isinstance(value, dict):
        if isinstance(value.get("file"), str):
            yield value["file"]
        for each in value.values():
            yield from files_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from files_in(each)


def without_doubles(pairs: list) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise Wrong(f"the field “{double[:40]}” stands here twice")
    return found


def refuse_constant(name: str):
    raise Wrong(f"this holds {name}, which is no JSON")
