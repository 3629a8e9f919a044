"""From what was typed to what the engines are asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import analysis, synonyms
from .language import Piece, Reading
from .wanted import Group, Sequence

# One word that others write as two: round-up.
HYPHENATED = re.compile(r"^[^\W_]+(?:[-‐‑][^\W_]+)+$")
MOST_GROUPS = 30


@dataclass(frozen=True)
class Part:
    """A group, and the single term that it came from where it is a plain word: only those have synonyms."""

    group: Group
    term: str = ""
    is_stop_word: bool = False


def groups_of(reading: Reading) -> tuple[Group, ...]:
    """Return what a story has to hold, one group for each word or phrase of a question.

    Words that say nothing are left out, unless there are no others.
    """
    parts = [part for pieces in reading.groups for part in _parts(pieces)]
    parts = _with_synonyms(parts)
    telling = [part for part in parts if not part.is_stop_word]
    return tuple(dict.fromkeys(part.group for part in telling or parts))[:MOST_GROUPS]


def excluded_of(reading: Reading) -> tuple[Sequence, ...]:
    """Return what a story must not hold, the synonyms of plain words included."""
    found = (sequence for piece in reading.excluded for sequence in _same_as(piece, tuple(analysis.terms(piece.text))))
    return tuple(dict.fromkeys(sequence for sequence in found if sequence))


def terms_in_order(reading: Reading) -> list[str]:
    """Return all terms of the words and phrases as they follow each other, as a headline has them."""
    return [term for pieces in reading.groups for piece in pieces for term in analysis.terms(piece.text)]


def _parts(pieces: list[Piece]) -> list[Part]:
    if len(pieces) == 1 and not pieces[0].is_quoted:
        return _parts_of_words(pieces[0])
    sequences = [same for piece in pieces for form in _forms(piece) for same in _same_as(piece, form)]
    if not sequences:
        return []
    written = {form for piece in pieces if not piece.is_quoted for form in _forms(piece)}
    is_strict = all(piece.is_quoted for piece in pieces)
    whole = () if is_strict else _long(sequence for sequence in sequences if sequence not in written)
    return [Part(Group(tuple(dict.fromkeys(sequences)), is_strict, whole))]


def _parts_of_words(piece: Piece) -> list[Part]:
    found = list(analysis.tokens(piece.text))
    if len(found) > 1 and HYPHENATED.match(piece.text):
        return [Part(Group(tuple(_forms(piece))))]
    return [Part(Group(((token.term,),)), token.term, token.word in analysis.STOP_WORDS) for token in found]


def _forms(piece: Piece) -> list[Sequence]:
    """Return the forms in which a piece may stand in a text: its words side by side, hyphenated ones in one too."""
    found = list(analysis.tokens(piece.text))
    forms = [tuple(token.term for token in found)] if found else []
    if len(found) > 1 and not piece.is_quoted and HYPHENATED.match(piece.text):
        forms.append((analysis.stem("".join(token.word for token in found)[: analysis.LONGEST_WORD]),))
    return forms


def _same_as(piece: Piece, form: Sequence) -> tuple[Sequence, ...]:
    """Return this form of a piece and what means the same; of what is quoted nothing does."""
    return (form,) if piece.is_quoted else synonyms.known().get(form, (form,))


def _long(sequences: Iterable[Sequence]) -> tuple[Sequence, ...]:
    return tuple(sequence for sequence in sequences if len(sequence) > 1)


def _with_synonyms(parts: list[Part]) -> list[Part]:
    known = synonyms.known()
    found, place = [], 0
    while place < len(parts):
        for length in range(min(synonyms.LONGEST, len(parts) - place), 0, -1):
            phrase = tuple(part.term for part in parts[place : place + length])
            if same := known.get(phrase):
                found.append(Part(Group(same, whole=_long(same[1:]))))
                place += length
                break
        else:
            found.append(parts[place])
            place += 1
    return found
