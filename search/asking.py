"""From a question to what the index is asked: its words read and repaired, its names looked up, its days counted."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from . import facets, language, places, reading, repairs
from .facets import Chosen
from .language import Reading
from .questions import Question
from .wanted import Wanted

SHORT = 3  # as many words or phrases at most make a short question


@dataclass(frozen=True)
class Asked:
    """A question as it is understood.

    `searched` is its text after repairs, `words` those of it that name no field, and `in_order` their terms. `chosen`
    has the labels that narrow it by facet. `tried` says what could not be understood, `unknown` which values narrow
    nothing, as nothing is called so; the question is without these.
    """

    question: Question
    searched: str
    words: str
    is_repaired: bool
    in_order: tuple[str, ...]
    wanted: Wanted
    chosen: Chosen
    names_a_date: bool
    tried: tuple[str, ...] = field(default_factory=tuple)
    unknown: tuple[str, ...] = field(default_factory=tuple)

    @property
    def is_short(self) -> bool:
        """Whether it is a name or a few words, all of which count, and no whole sentence."""
        return len(self.wanted.groups) <= SHORT

    @property
    def is_empty(self) -> bool:
        return self.wanted == Wanted() and not self.chosen


def understand(question: Question) -> Asked:
    chosen, unknown = facets.chosen_labels(question)
    question = question.without(unknown)
    typed = language.read(question.text)
    read = typed
    if not question.is_exact and (searched := repairs.repaired(typed)) != typed.text:
        read = language.read(searched)
    labels, without, tried = _named(read)
    since = max(filter(None, (read.since, question.since)), default=None)
    until = min(filter(None, (read.until, question.until)), default=None)
    in_order = tuple(reading.terms_in_order(read))
    return Asked(
        question,
        searched=read.text,
        words=" ".join(piece.text for group in read.groups for piece in group),
        is_repaired=read is not typed,
        in_order=in_order,
        wanted=Wanted(
            reading.groups_of(read),
            reading.excluded_of(read),
            tuple(labels),
            without,
            _midnight(since) if since else None,
            _midnight(until + timedelta(days=1)) if until and until < date.max else None,
        ),
        chosen=chosen,
        names_a_date=bool(since or until or question.chosen.get("year") or any(map(_is_year, in_order))),
        tried=tuple(tried),
        unknown=tuple(_unknown(facet, value) for facet, values in unknown.items() for value in values),
    )


def _named(read: Reading) -> tuple[list[frozenset[int]], frozenset[int], list[str]]:
    """Return the labels that a story must have and must not have, and what is said of names that nobody has.

    Such a name counts as words: perhaps it stands in a text. Beside OR it does not, as another name will do.
    """
    labels, without = [], frozenset()
    tried = [
        _("“%(typed)s” names no day: write 2026, 2026-11 or 2026-11-30.") % {"typed": each} for each in read.no_dates
    ]
    joined = [named.is_joined for named in read.named]
    for place, named in enumerate(read.named):
        ids = places.named(named.field, named.value.text)
        if not ids and (near := places.nearly_named(named.field, named.value.text)):
            ids, name = near
            said = _("%(unknown)s Searched for “%(name)s” instead.")
            tried.append(said % {"unknown": _unknown(named.field, named.value.text), "name": name})
        if named.is_excluded:
            without |= ids
            if not ids:
                tried.append(_unknown(named.field, named.value.text))
        elif ids and named.is_joined and labels:
            labels[-1] |= ids
        elif ids:
            labels.append(ids)
        else:
            tried.append(_unknown(named.field, named.value.text))
            if not any(joined[place : place + 2]):
                read.groups.append([replace(named.value, is_quoted=False)])
    return labels, without, tried


def _unknown(name: str, value: str) -> str:
    said = {
        "author": _("No author is called “%(name)s”."),
        "section": _("No section is called “%(name)s”."),
        "format": _("No format is called “%(name)s”."),
        "region": _("No region is called “%(name)s”."),
        "column": _("No column is called “%(name)s”."),
        "topic": _("No topic is called “%(name)s”."),
    }
    return said[name] % {"name": value}


def _is_year(term: str) -> bool:
    return len(term) == 4 and term.isdecimal() and term[:2] in ("19", "20")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
