"""House synonyms: what editors said means the same, as sequences of terms."""

from django.core.cache import cache

from stories import stamp

from . import analysis
from .models import Synonym
from .wanted import Sequence

KEPT = 600  # seconds, where nothing changes meanwhile
LONGEST = 5  # terms; longer phrases are left out


def known() -> dict[Sequence, tuple[Sequence, ...]]:
    """Return, for each word or phrase that has synonyms, all of them, itself first."""
    found: dict[Sequence, dict[Sequence, None]] = {}
    for same in _sets():
        phrases = [phrase for words in same if 0 < len(phrase := tuple(map(analysis.stem, words))) <= LONGEST]
        for phrase in phrases:
            found.setdefault(phrase, {phrase: None}).update(dict.fromkeys(phrases))
    return {phrase: tuple(same) for phrase, same in found.items()}


def words() -> frozenset[str]:
    """Return the words in all of them without case and accents."""
    return frozenset(word for same in _sets() for phrase in same for word in phrase)


def _sets() -> list[list[list[str]]]:
    """Return the sets of synonyms as the words of their phrases, kept in the cache until something changes."""
    key = stamp.key("search.synonyms")
    sets = cache.get(key)
    if sets is None:
        sets = [[analysis.words(phrase) for phrase in row.phrases] for row in Synonym.objects.all()]
        cache.set(key, sets, KEPT)
    return sets
