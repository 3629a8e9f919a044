"""The questions that are one step away from an answered one: what the results page links to."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .answers import Answer, Facet, FacetValue, Hit
from .questions import FACETS, Question, Sort

VALUES_A_FACET = 10  # and all that are chosen
OPEN_AT_FIRST = 2  # facets; the others open when asked to
NAMES = {
    "format": gettext_lazy("Format"),
    "region": gettext_lazy("Region"),
    "section": gettext_lazy("Section"),
    "column": gettext_lazy("Column"),
    "author": gettext_lazy("Author"),
    "topic": gettext_lazy("Topic"),
    "year": gettext_lazy("Year"),
}
ORDERS = {Sort.RELEVANCE: pgettext_lazy("order", "Best match"), Sort.DATE: pgettext_lazy("order", "Newest")}


@dataclass(frozen=True)
class Step:
    """A link to another question. `key` is the same in every answer for the same step; `count` is what it would find.

    `address` is a query string with its question mark, or "?" for the empty question.
    """

    text: str
    address: str
    key: str = ""
    count: int = 0
    is_chosen: bool = False


@dataclass(frozen=True)
class Narrowing:
    """A facet as the page offers it; its steps choose a value, or give it up again."""

    name: str
    label: str
    steps: tuple[Step, ...]
    is_open: bool


def to(question: Question) -> str:
    return f"?{question.address}"


def narrowings(answer: Answer) -> list[Narrowing]:
    """Return the facets that could narrow the answer, or do so already."""
    facets = {facet.name: facet for facet in answer.facets}
    # The sections of a format or a region have a facet of their own.
    elsewhere = {value.value for name in ("format", "region") if name in facets for value in facets[name].values}
    found: list[Narrowing] = []
    for name in (name for name in FACETS if name in facets):
        values = _offered(facets[name], elsewhere if name == "section" else set())
        is_chosen = any(value.is_chosen for value in values)
        if is_chosen or len(values) > 1:
            steps = tuple(_step(answer.question, name, value) for value in values)
            found.append(Narrowing(name, str(NAMES[name]), steps, is_chosen or len(found) < OPEN_AT_FIRST))
    return found


def _offered(facet: Facet, elsewhere: set[str]) -> list[FacetValue]:
    values = [value for value in facet.values if value.is_chosen or value.value not in elsewhere]
    values = [value for number, value in enumerate(values) if number < VALUES_A_FACET or value.is_chosen]
    return sorted(values, key=lambda value: value.value, reverse=True) if facet.name == "year" else values


def _step(question: Question, facet: str, value: FacetValue) -> Step:
    change = question.without_value if value.is_chosen else question.with_value
    key = f"{facet}-{value.value}"
    return Step(value.label, to(change(facet, value.value)), key, value.count, value.is_chosen)


def chosen(answer: Answer) -> list[Step]:
    """Return a step for each thing that narrows the question now, which gives it up."""
    question = answer.question
    labels = {(facet.name, value.value): value.label for facet in answer.facets for value in facet.values}
    steps = [
        Step(
            _("%(facet)s: %(value)s") % {"facet": NAMES[facet], "value": labels.get((facet, value), value)},
            to(question.without_value(facet, value)),
        )
        for facet in FACETS
        for value in question.chosen.get(facet, ())
    ]
    if question.since:
        steps.append(Step(_("From %s") % date_format(question.since, "j F Y"), to(question.but(since=None))))
    if question.until:
        steps.append(Step(_("Up to %s") % date_format(question.until, "j F Y"), to(question.but(until=None))))
    return steps


def orders(question: Question) -> list[Step]:
    """Return the orders that results can have. Without words nothing matches better than anything else."""
    if not question.text:
        return []
    return [
        Step(str(text), to(question.but(sort=sort)), key=f"sort-{sort.value}", is_chosen=question.sort is sort)
        for sort, text in ORDERS.items()
    ]


def told_apart(hits: tuple[Hit, ...]) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """Return the hits that hold all of the words, and after them those that hold some.

    Where the two are mixed, as a long question mixes them, all stay in the first part.
    """
    first = next((number for number, hit in enumerate(hits) if hit.is_partial), len(hits))
    if all(hit.is_partial for hit in hits[first:]):
        return hits[:first], hits[first:]
    return hits, ()


def turns(answer: Answer) -> dict[str, str]:
    """Return the addresses of the pages before and after this one, as far as there are any: "previous", "next"."""
    page = answer.question.page
    numbers = {"previous": page - 1, "next": page + 1}
    return {
        name: to(answer.question.but(page=number)) for name, number in numbers.items() if 1 <= number <= answer.pages
    }
