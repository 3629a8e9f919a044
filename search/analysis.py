"""Text into terms: what is indexed and what is asked pass through here alike, whatever engine counts them.

A term is a word without case, accents and English endings: “Türkiye’s ferries” gives "turkiye" and "ferri". Stemming is
that of the Snowball project (https://snowballstem.org/algorithms/english/stemmer.html). Words of other scripts stay
whole; Chinese and Japanese, which part no words, give a term for each sign.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

# Becomes another one when stories that are indexed have to be analysed again.
VERSION = "1"
LONGEST_WORD = 64  # signs; what follows is left out

# Words that say nothing about what is sought. “us” is not among them: it may be the country.
STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being between both but by can could did do
    does doing down during each few for from further had has have having he her here hers him his how i if in into is it
    its itself just me more most my no nor not of off on once only or other our ours out over own same she should so
    some such than that the their theirs them then there these they this those through to too under until up very was
    we were what when where which while who whom why will with would you your yours""".split()  # noqa: SIM905
)


class Token(NamedTuple):
    """One word of a text: its term, the word itself without case and accents, and where it stands in the text."""

    term: str
    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of `text` in their order."""
    for match in PIECE.finditer(text):
        at = match.start()
        for term, word, start, end in _tokens(match[0]):
            yield Token(term, word, at + start, at + end)


def places(text: str, wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return where words stand in `text` whose terms are among `wanted`, with the term of each."""
    return [
        (piece.start() + start, piece.start() + end, term)
        for piece in _pieces_for(text, wanted)
        for term, _, start, end in _tokens(piece[0])
        if term in wanted
    ]


def _pieces_for(text: str, wanted: frozenset[str]) -> Iterator[re.Match]:
    """Yield the pieces of `text` that may hold a term of `wanted`: few, as most words begin otherwise."""
    aligned = text.translate(ALIGNED)
    beginnings = _beginnings(wanted)
    if beginnings is None or GAP in aligned:
        yield from PIECE.finditer(text)
        return
    end = 0
    for match in beginnings.finditer(aligned):
        at = match.start()
        if at < end:
            continue
        # No piece reaches across a blank or into the one before it.
        for piece in PIECE.finditer(text, max(end, text.rfind(" ", 0, at) + 1)):
            end = piece.end()
            if at < end:
                yield piece
                break


@lru_cache(maxsize=500)
def _beginnings(wanted: frozenset[str]) -> re.Pattern | None:
    """Return what finds the beginning of each word, without case and accents, that has one of these terms.

    A stem differs from its word at the end at most, by one sign; in short ones ("die" from "dying") by two. None where
    words do not stand apart.
    """
    if not wanted or any(ONE_BY_ONE.search(term) for term in wanted):
        return None
    signs = sorted({term[: min(len(term) - 1, SURE)] if len(term) > 3 else term[:1] for term in wanted})
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(JOINT.join(map(re.escape, each)) for each in signs)})")


@lru_cache(maxsize=50_000)
def _tokens(text: str) -> tuple[Token, ...]:
    """Return the words in one piece of text, their places counted from its beginning."""
    return tuple(Token(stem(word), word, start, end) for word, start, end in _words(text))


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


def telling(sequence: Iterable[str]) -> list[str]:
    """Return the terms of `sequence` that say something, each once; all of them where none does."""
    sequence = list(dict.fromkeys(sequence))
    return [term for term in sequence if term not in _stop_terms()] or sequence


@cache
def _stop_terms() -> frozenset[str]:
    return frozenset(map(stem, STOP_WORDS))


def words(text: str) -> list[str]:
    """Return the words of `text` without case and accents, their endings kept."""
    return [token.word for token in tokens(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the term of a folded word."""
    # One for each word, as it keeps the word that it works on: threads would mix theirs up.
    return EnglishStemmer().stemWord(word) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` without case, accents and forms of printing: ﬁ is fi, Å is a, ｗ is w, ё is е."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    # Marks of a class below 10 are vowels and joints of Indian scripts and the voice of Japanese signs, not accents.
    bare = "".join(sign for sign in apart if unicodedata.combining(sign) < 10)
    return unicodedata.normalize("NFKC", bare.translate(SPELT_OUT))


# Letters that Unicode does not take apart, and signs that choose how the one before them is drawn.
SPELT_OUT = str.maketrans(
    dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), "")
    | {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)


SURE = 4  # signs at the beginning of a word that leave few others
GAP = "\0"


class _Aligned(dict):
    """For str.translate(): each sign without case and accents, and `GAP` for one that would become none or several."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        folded = fold(sign) if re.match(LETTER, sign) else sign
        self[code] = ord(folded if len(folded) == 1 else GAP)
        return self[code]


ALIGNED = _Aligned()


def _signs(*categories: str) -> str:
    """Return the signs of these Unicode categories as the inside of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in range(0x300, min(sys.maxunicode, 0x1FFFF)):
        if unicodedata.category(chr(code)) in categories:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# Python's \w leaves out marks, which would tear Arabic and Hindi words apart, and signs that cannot be seen: the soft
# hyphen and those of no width.
LETTER = rf"[\w{_signs('Mn', 'Mc', 'Me')}\u00ad\u200b-\u200d\u2060]"
APOSTROPHE = "['’ʼ＇]"
# Taken in one at first, as that is quick, and parted where it has to be once for all: U.S., 2,000, l’Europe.
PIECE = re.compile(rf"{LETTER}+(?:[.,'’ʼ＇]{LETTER}+)*")
INITIALS = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]$")
THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+$")
PART = re.compile("[^.,_]+")
ONE_BY_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
SIGN_OR_RUN = re.compile(rf"{ONE_BY_ONE.pattern}|(?:(?!{ONE_BY_ONE.pattern}).)+")
POSSESSIVE = re.compile(rf"{APOSTROPHE}[sS]$")
# L’Europe, d’Estaing, O’Brien: what stands before is a word of its own.
ELISION = re.compile(rf"^(?:[^\W\d_]|[qQ]u|[dD]ell|[nN]ell)(?={APOSTROPHE}[^\W\d_]{{3}})")
JOINT = "[.,'’ʼ＇]?"  # may stand between two signs of a word: N.A.T.O., don’t
INSIDE = re.compile(rf"{APOSTROPHE}|[.,]")


def _words(piece: str) -> Iterator[tuple[str, int, int]]:
    """Yield the folded words of a piece, with where each begins and ends in it."""
    if piece.isascii() and piece.isalnum():
        yield piece[:LONGEST_WORD].lower(), 0, len(piece)
    elif INITIALS.match(piece) or THOUSANDS.match(piece):
        yield from _word(piece, 0)
    else:
        for part in PART.finditer(piece):
            if ONE_BY_ONE.search(part[0]):
                for sign in SIGN_OR_RUN.finditer(part[0]):
                    yield from _word(sign[0], part.start() + sign.start())
            else:
                yield from _elided(part[0], part.start())


def _elided(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    text = POSSESSIVE.sub("", text)
    if elided := ELISION.match(text):
        yield from _word(elided[0], start)
        start += elided.end() + 1
        text = text[elided.end() + 1 :]
    yield from _word(text, start)


def _word(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    folded = "".join(sign for sign in fold(INSIDE.sub("", text)) if unicodedata.category(sign)[0] in "LNM")
    # A mark may stand alone, as behind an emoji.
    if any(sign.isalnum() for sign in folded):
        yield folded[:LONGEST_WORD], start, start + len(text)
