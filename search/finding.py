"""Finding stories: from a question to its answer. Page, API and feed call `find` and print what it returns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain

from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Max
from django.utils.translation import gettext as _

from . import analysis, facets, hits, places, promotions, ranking
from .answers import Answer, SearchUnavailable
from .asking import Asked, understand
from .engines import engine
from .engines.base import Match
from .models import Entry, Word
from .questions import Question, Sort
from .wanted import MOST_LED, Group, Must, Wanted, Weights

RESULTS_A_PAGE = 20
LAST_PAGE = 50
# Of stories that hold some words only, so many of the best are the answer: as many as can be turned to.
MOST_PARTIAL = RESULTS_A_PAGE * LAST_PAGE
MOST_NEAREST = 5
MOST_WHOLE = 8  # phrases that are asked for one by one
ENOUGH = 3 * MOST_LED  # stories with the rarest words, to find the best among
WORTH_WHILE = 10_000  # stories with the other words, which then need not be gone through
LARGE = 1_000  # stories from which on it is worth while to leave out common words
SIZE_KEPT = 60  # seconds


def find(question: Question) -> Answer:
    """Return one page of the published stories that answer `question`. Any text may be asked.

    Raises SearchUnavailable when the index cannot be read.
    """
    try:
        return _find(understand(question))
    except (DatabaseError, KeyError) as error:
        raise SearchUnavailable from error


def rank(question: Question, limit: int) -> list[int]:
    """Return the ids of the best `limit` stories in the order of `find`, without all that results print besides."""
    asked = understand(question)
    return [] if asked.is_empty else [match.story_id for match in in_order(first_that_finds(asked), limit)][:limit]


@dataclass
class Found:
    """What answers a question: how many stories, counted by label too, and how much of it they hold.

    `partial` are the best of those that hold some words only, whatever facets leave of them.
    """

    asked: Asked
    must: Must
    total: int
    counts: dict[str, Counter]
    partial: list[Match] = field(default_factory=list)


def _find(asked: Asked) -> Answer:
    answer = Answer(
        asked.question,
        searched=asked.searched,
        is_repaired=asked.is_repaired,
        tried=asked.tried,
        unknown=asked.unknown,
    )
    if asked.is_empty:
        return with_nearest(answer, Found(asked, Must.HOLD_ALL, 0, {})) if asked.question.text else answer
    found = first_that_finds(asked)
    answer = replace(
        answer,
        facets=facets.facets_of(found.counts, asked.chosen),
        places=places.asked_for(asked.words),
        promoted=promotions.promoted_for(asked.question.text) if asked.question.page == 1 else (),
        tried=found.asked.tried,
    )
    return with_page(answer, found) if found.total else with_nearest(answer, found)


def first_that_finds(asked: Asked) -> Found:
    """Return what answers the strictest way to ask that finds anything, or that of the last one, which finds nothing.

    All words count in short questions, and where the newest come first: any story holds some word of a sentence.
    """
    found = None
    if asked.is_short or asked.question.sort is Sort.DATE:
        found = all_words(asked)
    if not (found and found.total) and asked.wanted.terms:
        found = some_words(asked)
    if not (found and found.total) and any(group.is_strict for group in asked.wanted.groups):
        loose = asked.wanted.but(groups=loosened(asked.wanted.groups))
        said = _("No story has these words side by side, as in quotation marks.")
        again = first_that_finds(replace(asked, wanted=loose, tried=(*asked.tried, said)))
        found = again if again.total else found
    return found or Found(asked, Must.HOLD_ALL, 0, {})


def all_words(asked: Asked) -> Found:
    survey = engine().survey(asked.wanted, Must.HOLD_ALL)
    return Found(asked, Must.HOLD_ALL, *facets.count(survey, asked.chosen))


def some_words(asked: Asked) -> Found:
    best = holding_some(asked.wanted, ranking.weights(asked), MOST_PARTIAL)
    return Found(asked, Must.HOLD_ANY, *facets.count([match.labels for match in best], asked.chosen), best)


def holding_some(wanted: Wanted, weights: Weights, limit: int) -> list[Match]:
    """Return the best stories that hold some of the words.

    What counts only as a whole is asked for by itself: it adds to the score of the stories that hold it, and its single
    words to none.
    """
    held = how_common(wanted.terms)
    wanted = without_common(wanted, held)
    apart = tuple(replace(group, alternatives=group.apart, whole=()) for group in wanted.groups if group.apart)
    whole = [Group((sequence,), is_strict=True) for sequence in wanted.whole[:MOST_WHOLE]]
    best: dict[int, Match] = {}
    for more in ((), *((group,) for group in whole)):
        if groups := (*apart, *more):
            for match in ranked(wanted.but(groups=groups), weights, limit, held):
                if match.story_id not in best or best[match.story_id].score < match.score:
                    best[match.story_id] = match
    return sorted(best.values(), key=lambda match: (match.score, match.published_at, match.story_id), reverse=True)[
        :limit
    ]


def size() -> int:
    """Return about how many stories there are."""
    return cache.get_or_set("search.size", Entry.objects.count, SIZE_KEPT) or 0


def how_common(terms: Iterable[str]) -> Counter:
    """Return in about how many stories each term stands; nothing in a small magazine, where it makes no difference."""
    if size() < LARGE:
        return Counter()
    counted = Word.objects.filter(term__in=terms).values("term").annotate(most=Max("stories"))
    return Counter(dict(counted.values_list("term", "most")))


def without_common(wanted: Wanted, held: Counter) -> Wanted:
    """Leave out words that more than half of all stories hold: they weigh nothing, and cost as much as all others."""
    if not held:
        return wanted
    half = size() / 2
    groups = tuple(
        group
        for group in wanted.groups
        if group.is_strict or any(held[term] <= half for term in chain.from_iterable(group.alternatives))
    )
    return wanted.but(groups=groups) if groups else wanted


def ranked(wanted: Wanted, weights: Weights, limit: int, held: Counter) -> list[Match]:
    """Return the best stories that hold some of the words, with an effort that grows more slowly than the magazine.

    The rarest words lead to the stories that are compared by all of them: who holds only the others has few points.
    """
    leading = rarest(wanted.groups, held)
    if len(leading) < len(wanted.groups):
        best = engine().ranked(wanted.but(leading=leading), weights, Must.HOLD_ANY, limit)
        if len(best) == limit:
            return best
    return engine().ranked(wanted, weights, Must.HOLD_ANY, limit)


def rarest(groups: tuple[Group, ...], held: Counter) -> tuple[Group, ...]:
    """Return the groups that stand in the fewest stories, as many as lead to enough of them.

    All, where that would spare too little.
    """
    if any(group.is_strict for group in groups):
        return groups
    found, stories = [], 0
    sizes = {group: sum(min(held[term] for term in sequence) for sequence in group.alternatives) for group in groups}
    for group in sorted(groups, key=sizes.__getitem__):
        if stories >= ENOUGH:
            break
        found.append(group)
        stories += sizes[group]
    return tuple(found) if sum(sizes.values()) - stories >= WORTH_WHILE else groups


def in_order(found: Found, limit: int) -> list[Match]:
    """Return the best `limit` stories, or a few more, as readers see them. A short first page is filled up."""
    asked = found.asked
    if found.must is Must.HOLD_ANY:
        left = [match for match in found.partial if facets.leave(asked.chosen, match.labels)]
        if asked.question.sort is Sort.DATE:
            return sorted(left, key=lambda match: (match.published_at, match.story_id), reverse=True)
        return ranking.order(left, asked, found.must)
    wanted = asked.wanted.but(labels=(*asked.wanted.labels, *asked.chosen.values()))
    if asked.question.sort is Sort.DATE or not wanted.terms:
        return engine().newest(wanted, found.must, limit)
    best = engine().ranked(wanted, ranking.weights(asked), found.must, max(ranking.LOOKED_AT, limit))
    matches = ranking.order(best, asked, found.must)
    if found.total < RESULTS_A_PAGE and len(wanted.groups) > 1:
        have = {match.story_id for match in matches}
        more = holding_some(wanted, ranking.weights(asked), ranking.LOOKED_AT)
        more = ranking.order([match for match in more if match.story_id not in have], asked, Must.HOLD_ANY)
        matches += more[: RESULTS_A_PAGE - len(matches)]
    return matches


def with_page(answer: Answer, found: Found) -> Answer:
    pages = min(-(-found.total // RESULTS_A_PAGE), LAST_PAGE)
    page = max(1, min(answer.question.page, pages))
    end = page * RESULTS_A_PAGE
    matches = in_order(found, end)[end - RESULTS_A_PAGE : end]
    return replace(
        answer,
        question=replace(answer.question, page=page),
        total=found.total,
        pages=pages,
        hits=hits.of(matches, found.asked.wanted),
    )


def with_nearest(answer: Answer, found: Found) -> Answer:
    """Add stories to offer where nothing was found.

    Those that only the narrowing leaves out; else the newest of what it leaves; else those of the topic, or the like,
    whose name the words come near; else the newest of all.
    """
    asked = found.asked
    free = Wanted(groups=loosened(asked.wanted.groups), excluded=asked.wanted.excluded)
    matches, tried, place = [], answer.tried, None
    if free.terms:
        matches = holding_some(free, ranking.weights(asked), MOST_NEAREST)
    if matches:
        tried = (*tried, _("Some stories hold these words, but not all else that was chosen."))
    else:
        left = asked.wanted.but(groups=(), excluded=(), labels=(*asked.wanted.labels, *asked.chosen.values()))
        if left == Wanted() and (near := places.nearest_to(asked.words)):
            label, place = near
            left = Wanted(labels=(frozenset({label}),))
        matches = engine().newest(left, Must.HOLD_ANY, MOST_NEAREST)
        if not matches:
            matches = engine().newest(Wanted(), Must.HOLD_ANY, MOST_NEAREST)
    stories = hits.cards([match.story_id for match in matches])
    nearest = tuple(stories[match.story_id] for match in matches if match.story_id in stories)
    return replace(answer, tried=tried, nearest=nearest, nearest_in=place if nearest else None)


def loosened(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups with their phrases taken apart: every word that says something counts for itself.

    Of phrases that OR joins any word will do.
    """
    found: dict[Group, None] = {}
    for group in groups:
        if not group.is_strict:
            found[group] = None
            continue
        phrases = [[(term,) for term in analysis.telling(phrase)] for phrase in group.alternatives]
        if len(phrases) == 1:
            found |= {Group((word,)): None for word in phrases[0]}
        else:
            found[Group(tuple(dict.fromkeys(chain.from_iterable(phrases))))] = None
    return tuple(found)
