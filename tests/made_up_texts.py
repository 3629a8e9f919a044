"""Texts that look like English to an index: words as unevenly spread as in any language, and each about something."""

from dataclasses import dataclass
from functools import cached_property

import numpy

# fmt: off
SMALL_WORDS = [
    "the", "of", "and", "to", "a", "in", "that", "it", "is", "was", "for", "on", "as", "with", "his", "he", "at",
    "by", "from", "they", "which", "had", "not", "be", "this", "but", "or", "were", "her", "has", "she", "their",
    "an", "all", "one", "been", "who", "have", "there", "we", "its", "said", "when", "more", "than", "no", "up",
    "out", "so", "into", "about", "them", "can", "only", "other",
]
# fmt: on
BEGINNINGS = ["b", "br", "c", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"]
MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
ENDS = ["", "n", "r", "l", "st", "nd", "m", "rt", "ck", "ss"]
ENDINGS = ["", "s", "ed", "ing", "er", "ly", "ment", "s"]
WORDS = 40_000
SYLLABLES = 2_000  # made at a time
WORDS_OF_A_SUBJECT = 400
STEEPNESS = 1.05  # of Zipf's law: the second word is half as frequent as the first, the third a third …
ABOUT_THE_SUBJECT = 0.25  # of the words of a text
WORDS_OF_A_STORY = 600  # on average


@dataclass(frozen=True)
class Text:
    subject: int
    headline: str
    standfirst: str
    body: str


class Writer:
    """Writes any number of texts; the same `seed` writes the same ones."""

    def __init__(self, seed: int = 1, subjects: int = 200):
        self.chance = numpy.random.default_rng(seed)
        self.subjects = subjects

    @cached_property
    def words(self) -> numpy.ndarray:
        """All words, the most frequent first."""
        made: dict[str, None] = dict.fromkeys(SMALL_WORDS)
        while len(made) < WORDS:
            # The more there are, the longer they get.
            syllables = [self._syllables() for _ in range(1 + (len(made) > 200) + (len(made) > 5_000))]
            made |= dict.fromkeys(map("".join, zip(*syllables, self.chance.choice(ENDINGS, SYLLABLES), strict=True)))
        return numpy.array(list(made)[:WORDS], dtype=object)

    @cached_property
    def spread(self) -> numpy.ndarray:
        return _spread(WORDS, STEEPNESS)

    @cached_property
    def of_subjects(self) -> numpy.ndarray:
        """For each subject the places in `words` that it likes to use."""
        return numpy.stack(
            [
                self.chance.choice(numpy.arange(300, WORDS), WORDS_OF_A_SUBJECT, replace=False)
                for _ in range(self.subjects)
            ]
        )

    @cached_property
    def spread_in_subject(self) -> numpy.ndarray:
        return _spread(WORDS_OF_A_SUBJECT, 0.8)

    def write(self, subject: int | None = None, length: int | None = None) -> Text:
        """Return one text about `subject`, or about any."""
        subject = int(self.chance.integers(self.subjects)) if subject is None else subject
        length = length or int(numpy.clip(self.chance.lognormal(numpy.log(WORDS_OF_A_STORY), 0.5), 60, 4000))
        headline = self._some(subject, int(self.chance.integers(5, 10)), about=0.6)
        return Text(
            subject,
            " ".join(headline).capitalize(),
            f"{' '.join(self._some(subject, 20, about=0.35)).capitalize()}.",
            f"{' '.join(self._some(subject, length, about=ABOUT_THE_SUBJECT)).capitalize()}.",
        )

    def _some(self, subject: int, count: int, *, about: float) -> numpy.ndarray:
        places = numpy.searchsorted(self.spread, self.chance.random(count))
        own = self.of_subjects[subject][numpy.searchsorted(self.spread_in_subject, self.chance.random(count))]
        return self.words[numpy.where(self.chance.random(count) < about, own, places)]

    def _syllables(self) -> list[str]:
        parts = (self.chance.choice(part, SYLLABLES) for part in (BEGINNINGS, MIDDLES, ENDS))
        return ["".join(part) for part in zip(*parts, strict=True)]


def _spread(count: int, steepness: float) -> numpy.ndarray:
    """Return, for each of `count` things, how likely it is that it or a more frequent one is met."""
    weights = 1 / numpy.arange(1, count + 1) ** steepness
    return numpy.cumsum(weights / weights.sum())
