"""The language of the search field: words, "phrases", -words, OR, and fields such as author:moreau or before:2024-06.

Whatever somebody types is a question: what cannot be read as an operator is read as words.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

LONGEST = 1_000  # signs; what follows is left out
MOST_PIECES = 60
NAMES = ("author", "section", "column", "topic")  # fields that take the name or slug of something
# More accents on one letter than any language has are printed across the lines above and below.
MARKS = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
JOINERS = "\u200c\u200d"  # part letters inside a word, in Persian for one
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
MINUS = "-−–‐‑"  # typeset ones too
PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[{MINUS}])?"
    rf"(?:(?P<field>(?i:{'|'.join(NAMES)}|before|after)):(?P<apart>\s*))?"
    r'(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))'
)
# Of a command, as in “ls -l”, or a temperature: nobody means stories without this letter.
OPTION = re.compile(r"^[A-Za-z0-9]$")
DAY = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True)
class Piece:
    """What stands between two blanks, or between two quotation marks; `start` is its place in the text."""

    text: str
    start: int
    is_quoted: bool = False


@dataclass(frozen=True)
class Named:
    """A field with the name or slug that was given to it: author:"Ines Moreau".

    `is_joined`: OR stands between it and the one before.
    """

    field: str
    value: Piece
    is_excluded: bool = False
    is_joined: bool = False


@dataclass
class Reading:
    """A question, read: pieces that OR joins are in one list. `since` and `until` are days, both included.

    `no_dates` are the fields that took something for a day which is none, as they were typed.
    """

    text: str
    groups: list[list[Piece]] = field(default_factory=list)
    excluded: list[Piece] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    no_dates: list[str] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return `text` as it is read: one blank for many, nothing that cannot be seen, at most `LONGEST` signs."""
    seen = (
        sign
        for sign in text[: LONGEST * 4]
        if sign.isspace() or sign in JOINERS or unicodedata.category(sign)[0] != "C"
    )
    return MARKS.sub(r"\1", " ".join("".join(seen).split()))[:LONGEST].strip()


def read(text: str) -> Reading:
    reading = Reading(tidy(text))
    joins, before = False, None
    for match in list(PIECE.finditer(reading.text.translate(QUOTES)))[:MOST_PIECES]:
        bare = match["bare"]
        if bare in ("OR", "|") and not match["minus"] and not match["field"]:
            joins = before is not None
            continue
        if bare == "AND" and not match["minus"] and not match["field"]:
            continue
        # OR joins words with words and fields with fields.
        _take(reading, match, joins=joins and bool(match["field"]) == bool(before["field"]))
        joins, before = False, match
    return reading


def _take(reading: Reading, match: re.Match, *, joins: bool) -> None:
    is_quoted = match["quoted"] is not None
    text = match["quoted"] if is_quoted else match["bare"]
    piece = Piece(text, match.start("quoted" if is_quoted else "bare"), is_quoted)
    name = (match["field"] or "").lower()
    if name in NAMES:
        if any(sign.isalnum() for sign in text):
            is_excluded = bool(match["minus"])
            reading.named.append(Named(name, piece, is_excluded, joins and bool(reading.named) and not is_excluded))
    elif name and (first := _first_day(text)):
        if name == "after":
            reading.since = max(filter(None, (reading.since, first)))
        else:
            eve = first - timedelta(days=1) if first > date.min else first
            reading.until = min(filter(None, (reading.until, eve)))
    elif name and (text[:1].isdigit() or not match["apart"]):
        reading.no_dates.append(f"{name}:{text}")
    elif match["minus"] and not OPTION.match(text):
        reading.excluded.append(piece)
    elif joins and reading.groups:
        reading.groups[-1].append(piece)
    else:
        reading.groups.append([piece])


def _first_day(text: str) -> date | None:
    """Return the first day of a year, month or day, None where it is none.

    As other search engines have it, after:2024 begins with that day and before:2024 ends the day before.
    """
    found = DAY.match(text)
    if not found or not text.isascii():
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
