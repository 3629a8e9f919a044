"""Text into terms: what is indexed and what is asked pass through here alike, whatever engine counts them.

A term is a word without case, accents and English endings: “Türkiye’s ferries” gives "turkiye" and "ferri". Stemming is
that of the Snowball project (https://snowballstem.org/algorithms/english/stemmer.html). Words of other scripts stay
whole; Chinese and Japanese, which part no words, give a term for each sign.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
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
    for match in WORD.finditer(text):
        for word, start, end in _words(match[0], match.start()):
            yield Token(stem(word), word, start, end)


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


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
LETTER = rf"(?:[^\W_]|[{_signs('Mn', 'Mc', 'Me')}\u00ad\u200b-\u200d\u2060])"
APOSTROPHE = "['’ʼ＇]"
WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!{LETTER}))?"  # U.S., e.g., U.S.A
    r"|\d{1,3}(?:,\d{3})+(?!\d)"  # 2,000
    rf"|{LETTER}+(?:{APOSTROPHE}{LETTER}+)*"
)
ONE_BY_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
PART = re.compile(rf"{ONE_BY_ONE.pattern}|(?:(?!{ONE_BY_ONE.pattern}).)+")
POSSESSIVE = re.compile(rf"{APOSTROPHE}[sS]$")
# L’Europe, d’Estaing, O’Brien: what stands before is a word of its own.
ELISION = re.compile(rf"^(?:[^\W\d_]|[qQ]u|[dD]ell|[nN]ell)(?={APOSTROPHE}[^\W\d_]{{3}})")
INSIDE = re.compile(rf"{APOSTROPHE}|[.,]")


def _words(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the folded words of one piece of text without blanks, with where each stands."""
    if text.isascii() and text.isalnum():
        yield text[:LONGEST_WORD].lower(), start, start + len(text)
        return
    if ONE_BY_ONE.search(text):
        for part in PART.finditer(text):
            if word := fold(part[0])[:LONGEST_WORD]:
                yield word, start + part.start(), start + part.end()
        return
    text = POSSESSIVE.sub("", text)
    if elided := ELISION.match(text):
        yield fold(elided[0]), start, start + elided.end()
        text, start = text[elided.end() + 1 :], start + elided.end() + 1
    folded = "".join(sign for sign in fold(INSIDE.sub("", text)) if unicodedata.category(sign)[0] in "LNM")
    # A mark may stand alone, as behind an emoji.
    if any(sign.isalnum() for sign in folded):
        yield folded[:LONGEST_WORD], start, start + len(text)
