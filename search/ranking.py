"""Which of the stories that match come first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from .engines.base import Match
from .models import Content, Entry
from .wanted import Must, Wanted, Weights

# Names and short questions are answered by headlines and names; a whole sentence by what the text is about.
SHORT = Weights(headline=8, standfirst=3, column=6, people=6, topics=4, body=1, captions=1, published=1)
LONG = Weights(headline=2, standfirst=1.5, column=1.5, people=1.5, topics=1.5, body=1, captions=1, published=1)
SHORT_GROUPS = 3  # as many words at most make a short question

# The best of these many are put in order by more than their words.
LOOKED_AT = 200
# How fast news grows old: its score is halved by so many days towards the floor.
HALF_LIFE = 180  # days
FLOOR = 0.8

NAMES = ("headline", "column", "people", "topics")


@dataclass(frozen=True)
class Asked:
    """What the order depends on besides the terms: all words of the question in their order, and its length."""

    wanted: Wanted
    in_order: tuple[str, ...]
    is_short: bool
    names_a_date: bool

    @property
    def weights(self) -> Weights:
        return SHORT if self.is_short else LONG


def order(matches: list[Match], asked: Asked, must: Must) -> list[Match]:
    """Return `matches`, which an engine ranked, in the order in which readers see them.

    A story with exactly this headline comes first, then, for a column's name, its latest instalment. Short questions
    prefer stories with every word in headline or names, and among the like of them recent ones.
    """
    first, rest = matches[:LOOKED_AT], matches[LOOKED_AT:]
    dates = dict(Entry.objects.filter(pk__in=[match.story_id for match in first]).values_list("pk", "published_at"))
    contents = {row["story_id"]: row for row in Content.objects.filter(pk__in=dates).values("story_id", *NAMES)}
    first = [match for match in first if match.story_id in dates and match.story_id in contents]
    phrase = " ".join(asked.in_order)
    instalments = [match for match in first if phrase and contents[match.story_id]["column"] == phrase]
    latest = max(instalments, key=lambda match: (dates[match.story_id], match.story_id), default=None)

    def key(match: Match):
        content = contents[match.story_id]
        published_at = dates[match.story_id]
        score = match.score
        if asked.is_short and not asked.names_a_date:
            score *= freshness(published_at)
        return (
            bool(phrase) and phrase in (content["headline"], f"{content['column']} {content['headline']}"),
            match is latest,
            asked.is_short and must is Must.HOLD_ALL and names_hold(content, asked.wanted),
            round(score, 6),
            published_at,
            match.story_id,
        )

    return sorted(first, key=key, reverse=True) + rest


def freshness(published_at: datetime) -> float:
    """Return what a score is multiplied by: 1 for a story of today, down to `FLOOR` for old ones."""
    days = max(0.0, (timezone.now() - published_at).total_seconds() / 86_400)
    return FLOOR + (1 - FLOOR) * 0.5 ** (days / HALF_LIFE)


def names_hold(content: dict, wanted: Wanted) -> bool:
    held = {term for field in NAMES for term in content[field].split()}
    return all(any(held.issuperset(sequence) for sequence in group.alternatives) for group in wanted.groups)
