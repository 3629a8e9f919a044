"""How like each other stories are: the cosine of their whole texts, then topics, column and date.

The index names the candidates, by those words of a story that say most about it; only they are compared in full. So it
is the same effort among a hundred thousand stories as among a hundred.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from stories.models import Listing

from .engines import engine
from .models import Content, Entry, Word
from .wanted import Group, Must, Wanted, Weights

# The text of a story as its terms are kept; names are weighed on their own below.
FIELDS = ("headline", "standfirst", "body", "captions")
COUNTED = Weights(headline=1, standfirst=1, column=0, people=0, topics=0, body=1, captions=1, published=0)
TERMS = 40  # by which candidates are looked for
STORIES_READ = 40_000  # that the index may have to look at for them, all terms together
CANDIDATES = 40  # that are compared in full
# Texts that are less like each other share the words that everybody uses.
LEAST = 0.08
# What is added to the cosine, which is seldom above 0.3.
TOPIC, TOPICS, COLUMN, FRESH = 0.04, 2, 0.02, 0.02
HALF_LIFE = 365  # days by which another story is older than the one that it stands under, for half of `FRESH`


@dataclass(frozen=True)
class Alike:
    """Another story, and how like it is to the one that was asked about; more is liker."""

    story_id: int
    score: float
    score_back: float  # of the one that was asked about, under the other one


class Comparer:
    """Compares stories; one that compares many remembers how many hold each word."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.stories = Entry.objects.filter(is_shown=True).count()

    def like(self, story_id: int) -> list[Alike]:
        """Return the stories most like this one, the likest first; none where it is not in the index."""
        content = Content.objects.only("story_id", *FIELDS).filter(pk=story_id).first()
        if content is None:
            return []
        others = self._candidates(content)
        self._learn(term for each in (content, *others) for term in _terms(each))
        own = self._vector(content)
        cosines = {other.story_id: cosine(own, self._vector(other)) for other in others}
        cosines = {pk: likeness for pk, likeness in cosines.items() if likeness >= LEAST}
        return sorted(weighed(story_id, cosines), key=lambda alike: (-alike.score, -alike.story_id))

    def _candidates(self, content: Content) -> list[Content]:
        self._learn(_terms(content))
        groups = tuple(Group(((term,),)) for term in self._telling(content))
        if not groups:
            return []
        found = engine().ranked(Wanted(groups), COUNTED, Must.HOLD_ANY, CANDIDATES + 1)
        ids = {match.story_id for match in found} - {content.story_id}
        return list(Content.objects.only("story_id", *FIELDS).filter(pk__in=ids))

    def _telling(self, content: Content) -> list[str]:
        """Return the terms that say most about a story: frequent in it, rare elsewhere but not in it alone."""
        left, telling = STORIES_READ, []
        vector = self._vector(content)
        for term in sorted(vector, key=lambda term: (-vector[term], term)):
            if 1 < self.held[term] <= left:
                telling.append(term)
                left -= self.held[term]
            if len(telling) == TERMS:
                break
        return telling

    def _vector(self, content: Content) -> dict[str, float]:
        return {term: (1 + math.log(times)) * self._rarity(term) for term, times in _terms(content).items()}

    def _rarity(self, term: str) -> float:
        """Return what BM25 takes for it: next to nothing for a term that every story holds."""
        held = min(self.held[term], self.stories)
        return math.log1p((self.stories - held + 0.5) / (held + 0.5))

    def _learn(self, terms: Iterable[str]) -> None:
        """Look up how many stories hold these terms. One with two endings in a story counts twice there."""
        new = sorted(set(terms) - self.held.keys())
        for start in range(0, len(new), 500):
            some = new[start : start + 500]
            rows = Word.objects.filter(term__in=some).values_list("term").annotate(Sum("stories"))
            self.held |= dict.fromkeys(some, 1) | dict(rows)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two texts as weights of terms: 1 for the same, 0 where they share no term."""
    shared = sum(weight * other[term] for term, weight in one.items() if term in other)
    return shared / (_norm(one) * _norm(other)) if shared else 0.0


def weighed(story_id: int, cosines: Mapping[int, float]) -> list[Alike]:
    """Add to the cosines what the texts do not say: shared topics, the column, and which story is the newer one."""
    topics, columns = defaultdict(set), {}
    rows = Listing.objects.filter(story__in=[story_id, *cosines], kind__in=[Listing.Kind.TOPIC, Listing.Kind.COLUMN])
    for pk, kind, place in rows.values_list("story_id", "kind", "place_id"):
        if kind == Listing.Kind.TOPIC:
            topics[pk].add(place)
        else:
            columns[pk] = place
    dates = dict(Entry.objects.filter(pk__in=[story_id, *cosines]).values_list("pk", "published_at"))
    found = []
    for pk, alike in cosines.items():
        shared = min(TOPICS, len(topics[story_id] & topics[pk]))
        same_column = pk in columns and columns[pk] == columns.get(story_id)
        likeness = alike + TOPIC * shared + COLUMN * same_column
        here, there = dates.get(story_id), dates.get(pk)
        if here and there:
            found.append(Alike(pk, likeness + FRESH * fresh(there, here), likeness + FRESH * fresh(here, there)))
    return found


def fresh(other: datetime, beside: datetime) -> float:
    """Return 1 for a story that is as new as the one that it stands under, half of it for each year that it is older.

    It does not change with time, so that nothing has to be computed anew because a day has passed.
    """
    return 0.5 ** (max(0, (beside - other).days) / HALF_LIFE)


def _terms(content: Content) -> Counter[str]:
    return Counter(term for field in FIELDS for term in getattr(content, field).split())


def _norm(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))
