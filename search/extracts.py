"""The piece of a story that shows why it was found, with the words that were asked for marked."""

import re
from itertools import pairwise

from . import analysis
from .answers import Extract
from .wanted import Wanted

LONGEST = 240  # signs of an extract
BLANK = re.compile(r"\s+")
# The end of a heading, or of another line that no sign ends; a piece begins so behind a word that is marked.
BARE_END = re.compile(r"(^|\w)[^\S\n]*\n\s*")


Place = tuple[int, int, str]  # where a word begins and ends, and its term


def marked(text: str, wanted: Wanted) -> Extract:
    """Return the whole of `text` in pieces, those marked that were asked for."""
    return _pieces(text, [(start, end) for start, end, _ in _places(text, wanted)])


def extract(text: str, wanted: Wanted) -> Extract:
    """Return the piece of `text` that holds most of what was asked for, with dots where it is cut, in pieces as above.

    Different terms count most, then how early it stands. Without any of them it is the beginning.
    """
    found = _places(text, wanted)
    first, last = _best(found)
    start, end = _cut(text, first, last)
    inside = [(at - start, to - start) for at, to, _ in found if start <= at and to <= end]
    pieces = list(_pieces(text[start:end], inside))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple((BLANK.sub(" ", BARE_END.sub(r"\1 · ", piece)), is_marked) for piece, is_marked in pieces)


def _places(text: str, wanted: Wanted) -> list[Place]:
    """Return where words stand in `text` that were asked for: one by one, or side by side where only that counts."""
    found = analysis.places(text, frozenset(wanted.terms))
    if not wanted.side_by_side:
        return found
    kept = {number for number, (_, _, term) in enumerate(found) if term in wanted.terms_apart}
    for sequence in wanted.side_by_side:
        for number in range(len(found) - len(sequence) + 1):
            words = found[number : number + len(sequence)]
            if tuple(term for _, _, term in words) == sequence and all(
                not analysis.PIECE.search(text, one[1], other[0]) for one, other in pairwise(words)
            ):
                kept |= set(range(number, number + len(sequence)))
    return [found[number] for number in sorted(kept)]


def _best(found: list[Place]) -> tuple[int, int]:
    """Return where the span of words begins and ends that has the most different terms within an extract."""
    best, span = (0, 0), (0, 0)
    for place, (start, end, _) in enumerate(found):
        seen, last = set(), end
        for _, to, term in found[place : place + 40]:
            if to - start > LONGEST - 20:
                break
            seen.add(term)
            last = to
        worth = (len(seen), -place)
        if worth > best or span == (0, 0):
            best, span = worth, (start, last)
    return span


def _cut(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the extract around a span begins and ends: at a sentence if one begins near, never within a word."""
    spare = max(0, LONGEST - (last - first))
    earliest = max(0, first - spare // 2)
    start = 0
    if earliest:
        sentence = max(text.rfind(mark, earliest, first) for mark in (". ", "\n", "? ", "! "))
        blank = text.find(" ", earliest, first)
        start = sentence + 1 if sentence >= 0 else blank + 1 if blank >= 0 else earliest
        start += len(text[start:first]) - len(text[start:first].lstrip())
    end = min(len(text), max(start + LONGEST, last))
    if end < len(text):
        blank = text.rfind(" ", last, end)
        end = blank if blank > last else end
    return start, end


def _pieces(text: str, spans: list[tuple[int, int]]) -> Extract:
    pieces, place = [], 0
    for start, end in spans:
        if start > place:
            pieces.append((text[place:start], False))
        pieces.append((text[start:end], True))
        place = end
    if place < len(text):
        pieces.append((text[place:], False))
    return tuple(pieces)
