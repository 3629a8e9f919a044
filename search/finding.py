"""Finding stories: from a question to its answer. Page, API and feed call `find` and print what it returns."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import StoryPage

from . import extracts, facets, language, places, ranking, reading, repairs
from .answers import Answer, Hit, SearchUnavailable
from .engines import engine
from .engines.base import Match
from .language import Reading
from .models import Content
from .questions import Question, Sort
from .ranking import Asked
from .wanted import Must, Wanted

RESULTS_A_PAGE = 20
LAST_PAGE = 50
MOST_NEAREST = 5


def find(question: Question) -> Answer:
    """Return one page of the published stories that answer `question`. Any text may be asked.

    Raises SearchUnavailable when the index cannot be read.
    """
    try:
        return Search(question).answer()
    except (DatabaseError, KeyError) as error:
        raise SearchUnavailable from error


def rank(question: Question, limit: int) -> list[int]:
    """Return the ids of the best `limit` stories in the order of `find`, without all that results print besides."""
    search = Search(question)
    read, _ = search.read()
    wanted = search.wanted_of(read)
    if wanted == Wanted() and not search.chosen:
        return []
    found = search.first_that_finds(wanted)
    return [match.story_id for match in search.matches(found, search.asked(found, read), limit)][:limit]


@dataclass
class Found:
    """What matches: how many stories, counted by label too, and how much of the question they hold."""

    wanted: Wanted
    must: Must
    total: int
    counts: dict


@dataclass
class Search:
    question: Question
    tried: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.chosen = facets.chosen_labels(self.question)

    def answer(self) -> Answer:
        question = self.question
        read, is_repaired = self.read()
        wanted = self.wanted_of(read)
        if wanted == Wanted() and not self.chosen:
            return Answer(question, read.text)
        found = self.first_that_finds(wanted)
        asked = self.asked(found, read)
        answer = {"question": question, "searched": read.text, "is_repaired": is_repaired}
        answer |= self.page_of(found, asked) if found.total else {"nearest": self.nearest(found, asked)}
        return Answer(
            places=places.asked_for(" ".join(piece.text for group in read.groups for piece in group)),
            facets=facets.facets_of(found.counts, self.chosen),
            tried=tuple(self.tried),
            **answer,
        )

    def read(self) -> tuple[Reading, bool]:
        """Return the question as it is understood, and whether its words had to be repaired for that."""
        read = language.read(self.question.text)
        searched = read.text if self.question.is_exact else repairs.repaired(read)
        return (read, False) if searched == read.text else (language.read(searched), True)

    def asked(self, found: "Found", read: Reading) -> Asked:
        return Asked(found.wanted, tuple(reading.terms_in_order(read)), is_short(found.wanted), self.names_a_date(read))

    def wanted_of(self, read: Reading) -> Wanted:
        labels, without = [], frozenset()
        for named in read.named:
            ids = places.named(named.field, named.value.text)
            if named.is_excluded:
                without |= ids
            elif ids:
                labels.append(ids)
            else:
                self.tried.append(unknown_name(named.field, named.value.text))
                read.groups.append([named.value])
        since = max(filter(None, (read.since, self.question.since)), default=None)
        until = min(filter(None, (read.until, self.question.until)), default=None)
        return Wanted(
            reading.groups_of(read),
            reading.excluded_of(read),
            tuple(labels),
            without,
            midnight(since) if since else None,
            midnight(until + timedelta(days=1)) if until else None,
        )

    def first_that_finds(self, wanted: Wanted) -> Found:
        """Return the strictest way to ask that finds anything, or the last one, which finds nothing."""
        found = self.count(wanted, Must.HOLD_ALL) if is_short(wanted) or self.is_by_date else None
        if not (found and found.total):
            found = self.count(wanted, Must.HOLD_ANY)
        if not found.total and any(group.is_strict for group in wanted.groups):
            loose = wanted.but(groups=tuple(loosened(group) for group in wanted.groups))
            again = self.first_that_finds(loose)
            if again.total:
                self.tried.append(_("No story has these words side by side, as in quotation marks."))
                return again
        return found

    def count(self, wanted: Wanted, must: Must) -> Found:
        survey = engine().survey(wanted, must)
        return Found(wanted, must, *facets.count(survey, self.chosen))

    @property
    def is_by_date(self) -> bool:
        return self.question.sort is Sort.DATE

    def names_a_date(self, read: Reading) -> bool:
        """Whether old stories may be just what is sought."""
        question = self.question
        years = [term for term in reading.terms_in_order(read) if len(term) == 4 and term[:2] in ("19", "20")]
        return bool(
            any(term.isdecimal() for term in years)
            or read.since
            or read.until
            or question.since
            or question.until
            or question.chosen.get("year")
        )

    def page_of(self, found: Found, asked: Asked) -> dict:
        pages = min(-(-found.total // RESULTS_A_PAGE), LAST_PAGE)
        page = max(1, min(self.question.page, pages))
        end = page * RESULTS_A_PAGE
        matches = self.matches(found, asked, end)[end - RESULTS_A_PAGE : end]
        return {
            "question": replace(self.question, page=page),
            "total": found.total,
            "pages": pages,
            "hits": hits_of(matches, found.wanted),
        }

    def matches(self, found: Found, asked: Asked, limit: int) -> list[Match]:
        """Return the best `limit` stories, or a few more. A short first page is filled up."""
        wanted = found.wanted.but(labels=(*found.wanted.labels, *self.chosen.values()))
        if self.is_by_date or not wanted.terms:
            return engine().newest(wanted, found.must, limit)
        best = engine().ranked(wanted, asked.weights, found.must, max(ranking.LOOKED_AT, limit))
        matches = ranking.order(best, asked, found.must)
        if found.must is Must.HOLD_ALL and found.total < RESULTS_A_PAGE and len(wanted.groups) > 1:
            matches += self.some_words(wanted, asked, matches)
        return matches

    def some_words(self, wanted: Wanted, asked: Asked, matches: list[Match]) -> list[Match]:
        """Return the best stories that hold only some of the words, as many as the first page has room for."""
        have = {match.story_id for match in matches}
        more = engine().ranked(wanted, asked.weights, Must.HOLD_ANY, ranking.LOOKED_AT)
        ordered = ranking.order([match for match in more if match.story_id not in have], asked, Must.HOLD_ANY)
        return ordered[: RESULTS_A_PAGE - len(matches)]

    def nearest(self, found: Found, asked: Asked) -> tuple:
        """Return stories to offer where nothing was found: those that only the narrowing leaves out, else new ones."""
        free = Wanted(groups=tuple(loosened(group) for group in found.wanted.groups), excluded=found.wanted.excluded)
        matches = engine().ranked(free, asked.weights, Must.HOLD_ANY, MOST_NEAREST) if free.terms else []
        if matches:
            self.tried.append(_("These stories hold the words, but not all else that was chosen."))
        else:
            matches = engine().newest(Wanted(), Must.HOLD_ANY, MOST_NEAREST)
        stories = cards([match.story_id for match in matches])
        return tuple(stories[match.story_id] for match in matches if match.story_id in stories)


def is_short(wanted: Wanted) -> bool:
    return len(wanted.groups) <= ranking.SHORT_GROUPS


def loosened(group):
    """Return a group whose phrases are just words."""
    words = tuple((term,) for sequence in group.alternatives for term in sequence)
    return type(group)(tuple(dict.fromkeys(words))) if group.is_strict else group


def unknown_name(name: str, value: str) -> str:
    return {
        "author": _("No author is called “%(name)s”."),
        "section": _("No section is called “%(name)s”."),
        "column": _("No column is called “%(name)s”."),
        "topic": _("No topic is called “%(name)s”."),
    }[name] % {"name": value}


def midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def cards(ids: list[int]) -> dict[int, StoryPage]:
    """Return these stories with what a card prints, those alone that the public may see at this moment."""
    return {story.pk: story for story in StoryPage.objects.published().filter(pk__in=ids).with_cards()}


def hits_of(matches: list[Match], wanted: Wanted) -> tuple[Hit, ...]:
    ids = [match.story_id for match in matches]
    stories, contents = cards(ids), Content.objects.in_bulk(ids)
    return tuple(
        hit_of(stories[match.story_id], contents[match.story_id], match, wanted)
        for match in matches
        if match.story_id in stories and match.story_id in contents
    )


def hit_of(story: StoryPage, content: Content, match: Match, wanted: Wanted) -> Hit:
    held = {term for terms in content.fields for term in terms.split()}
    holds_all = all(any(held.issuperset(form) for form in group.alternatives) for group in wanted.groups)
    return Hit(
        story,
        match.score,
        extracts.marked(content.title, wanted.terms),
        extracts.extract(content.text, wanted.terms),
        is_partial=not holds_all,
    )
