"""Which of the stories that match come first."""

from datetime import datetime

from django.utils import timezone

from .asking import Asked
from .engines.base import Match
from .models import Content
from .models.entries import FIELDS
from .wanted import Must, Wanted, Weights

# Names and short questions are answered by headlines and names; a whole sentence by what the text is about.
SHORT = Weights(headline=8, standfirst=3, column=6, people=6, topics=4, body=1, captions=1, published=1)
LONG = Weights(headline=2, standfirst=1.5, column=1.5, people=1.5, topics=1.5, body=1, captions=1, published=1)
# The best of so many are put in order by more than their words.
LOOKED_AT = 100
# How fast news grows old: what is left of the part above the floor is halved in so many days.
HALF_LIFE = 180  # days
FLOOR = 0.8
# What a score is multiplied by where the words stand side by side as they were asked.
TOGETHER = 1.3

NAMES = ("headline", "column", "people", "topics")


def weights(asked: Asked) -> Weights:
    return SHORT if asked.is_short else LONG


def order(matches: list[Match], asked: Asked, must: Must) -> list[Match]:
    """Return `matches`, which an engine ranked, in the order in which readers see them.

    A story with exactly this headline comes first, then, for a column's name, its latest instalment. Short questions
    prefer stories with every word in headline or names, and among the like of them recent ones and those that hold the
    words side by side.
    """
    first, rest = matches[:LOOKED_AT], matches[LOOKED_AT:]
    # Long texts are read only where they are needed.
    fields = FIELDS if asked.is_short and len(asked.in_order) > 1 else NAMES
    rows = Content.objects.filter(pk__in=[match.story_id for match in first]).values("story_id", *fields)
    contents = {row["story_id"]: row for row in rows}
    first = [match for match in first if match.story_id in contents]
    phrase = " ".join(asked.in_order)
    instalments = [match for match in first if phrase and contents[match.story_id]["column"] == phrase]
    latest = max(instalments, key=lambda match: (match.published_at, match.story_id), default=None)

    def key(match: Match):
        content = contents[match.story_id]
        score = match.score
        if asked.is_short:
            score *= 1 if asked.names_a_date else freshness(match.published_at)
            score *= TOGETHER if together(phrase, content) else 1
        return (
            bool(phrase) and phrase in (content["headline"], f"{content['column']} {content['headline']}"),
            match is latest,
            asked.is_short and must is Must.HOLD_ALL and names_hold(content, asked.wanted),
            round(score, 6),
            match.published_at,
            match.story_id,
        )

    return sorted(first, key=key, reverse=True) + rest


def together(phrase: str, content: dict) -> bool:
    return " " in phrase and any(f" {phrase} " in f" {content[field]} " for field in FIELDS)


def freshness(published_at: datetime) -> float:
    """Return what a score is multiplied by: 1 for a story of today, down to `FLOOR` for old ones."""
    days = max(0.0, (timezone.now() - published_at).total_seconds() / 86_400)
    return FLOOR + (1 - FLOOR) * 0.5 ** (days / HALF_LIFE)


def names_hold(content: dict, wanted: Wanted) -> bool:
    held = {term for field in NAMES for term in content[field].split()}
    return all(any(held.issuperset(sequence) for sequence in group.alternatives) for group in wanted.groups)
