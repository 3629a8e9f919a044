"""One wrong letter, as fingers make it: dropped, doubled, swapped with the next or another one."""

import re
import string
from random import Random

# `author:name` and `author:"a name"` are addresses rather than words.
NARROWING = re.compile(r'\b\w+:("[^"]*"|\S+)')
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4  # letters; of shorter words every wrong one is another word


def misspell(text: str, seed: int | str) -> str:
    """Return `text` with one wrong letter in its longest word; the same `seed` makes the same mistake.

    A text without a word of four letters stays as it is.
    """
    narrowings = [match.span() for match in NARROWING.finditer(text)]
    words = [
        match
        for match in WORD.finditer(text)
        if len(match[0]) >= SHORTEST and not any(start <= match.start() < end for start, end in narrowings)
    ]
    if not words:
        return text
    longest = max(words, key=lambda match: len(match[0]))
    wrong = _with_a_wrong_letter(longest[0], Random(f"{seed} {text}"))  # noqa: S311
    return text[: longest.start()] + wrong + text[longest.end() :]


def _with_a_wrong_letter(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    mistakes = [before + after, before + letter * 2 + after]
    if after and after[0] != letter:
        mistakes.append(before + after[0] + letter + after[1:])
    alphabet = string.ascii_lowercase if letter.isascii() else word.lower()
    if others := [other for other in alphabet if other != letter.lower()]:
        mistakes.append(before + chance.choice(others) + after)
    return chance.choice(mistakes)
