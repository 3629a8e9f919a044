"""Reading a question from the parameters of an address. Writing them is `Question.address`."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from . import language
from .questions import FACETS, Question, Sort

NAMES = {"q", *FACETS, "from", "to", "sort", "page", "exact"}
LONGEST_SLUG = 255  # signs, as Wagtail allows
MOST_VALUES = 20  # of one facet
VALUES = {"year": re.compile(r"[0-9]{4}")}
SLUG = re.compile(r"[-\w]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def of(request: HttpRequest) -> QueryDict:
    """Return the parameters of an address. Of more than Django reads those that mean something here."""
    try:
        return request.GET
    except TooManyFieldsSent:
        found = QueryDict(mutable=True)
        for name, value in parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True, errors="replace"):
            if name in NAMES:
                found.appendlist(name, value)
        return found


def read(parameters: QueryDict) -> tuple[Question, list[str]]:
    """Return the question that `parameters` ask, and what is wrong with them as sentences for whoever wrote them.

    What is wrong counts as not asked, so that a page can print the question all the same. Unknown parameters say
    nothing.
    """
    wrong: list[str] = []

    def one(name: str, parse: Callable[[str], Any], otherwise: Any, reason: str) -> Any:
        text = parameters.get(name, "").strip()
        if not text:
            return otherwise
        try:
            return parse(text)
        except ValueError:
            wrong.append(reason)
            return otherwise

    chosen = {facet: values for facet in FACETS if (values := _values(facet, parameters.getlist(facet), wrong))}
    day = _("“%s” has to be a day, as in 2026-03-01.")
    since, until = (one(name, parse_day, None, day % name) for name in ("from", "to"))
    if since and until and since > until:
        wrong.append(_("The days are the wrong way round: “from” is after “to”."))
        since = until = None
    question = Question(
        text=read_text(parameters),
        chosen=chosen,
        since=since,
        until=until,
        sort=one("sort", Sort, Sort.RELEVANCE, _("“sort” has to be “relevance” or “date”.")),
        page=one("page", parse_page, 1, _("“page” has to be a whole number from 1 on.")),
        is_exact=one("exact", parse_switch, False, _("“exact” has to be 0 or 1.")),
    )
    return question, wrong


def read_text(parameters: QueryDict) -> str:
    return language.tidy(parameters.get("q", ""))


def parse_day(text: str) -> date:
    """Return the day that is written as 2026-03-01. Raises ValueError for anything else."""
    if not DAY.fullmatch(text):
        raise ValueError(f"not a day: {text}")
    return date.fromisoformat(text)


def parse_page(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= 1):
        raise ValueError(f"not the number of a page: {text}")
    return int(text)


def parse_switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(f"neither 0 nor 1: {text}")
    return text == "1"


def _values(facet: str, given: list[str], wrong: list[str]) -> tuple[str, ...]:
    """Return what is chosen of a facet, each value once."""
    values = tuple(dict.fromkeys(value for value in given if value))
    fit = tuple(value for value in values if _is_value(facet, value))[:MOST_VALUES]
    if fit != values:
        asked = _("a year of four digits") if facet == "year" else _("the last part of its address")
        wrong.append(
            _("“%(facet)s” has to be %(asked)s, at most %(most)d times.")
            % {"facet": facet, "asked": asked, "most": MOST_VALUES}
        )
    return fit


def _is_value(facet: str, value: str) -> bool:
    return len(value) <= LONGEST_SLUG and bool(VALUES.get(facet, SLUG).fullmatch(value))
