"""What is asked: the parameters of `/search/`, `/api/search/` and `/search/feed/`, read and written here alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

# What a result may be narrowed by, in the order in which it is offered. The values are slugs, of `year` four digits.
FACETS = ("format", "region", "section", "column", "author", "topic", "year")


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True)
class Question:
    """One search: words as a person typed them, what narrows them, and the page that is wanted (from 1).

    `chosen` has the chosen values of each facet: values of one facet widen each other, facets narrow each other.
    `since` and `until` are days, both included. `is_exact` forbids the repair of words that nobody wrote.
    """

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    is_exact: bool = False

    def but(self, **changes) -> "Question":
        """Return this question with other values, at its first page unless `page` is among them."""
        return replace(self, **{"page": 1, **changes})

    def with_value(self, facet: str, value: str) -> "Question":
        values = self.chosen.get(facet, ())
        return self.but(chosen={**self.chosen, facet: values if value in values else (*values, value)})

    def without_value(self, facet: str, value: str) -> "Question":
        values = tuple(each for each in self.chosen.get(facet, ()) if each != value)
        return self.but(chosen={**self.chosen, facet: values})

    def without(self, values: Mapping[str, tuple[str, ...]]) -> "Question":
        """Return this question, at the same page, without these values of facets."""
        if not values:
            return self
        left = {
            facet: tuple(value for value in given if value not in values.get(facet, ()))
            for facet, given in self.chosen.items()
        }
        return replace(self, chosen={facet: given for facet, given in left.items() if given})

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen.values()) or bool(self.since or self.until)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: then nothing is looked for."""
        return not (self.text or self.is_narrowed)

    @property
    def address(self) -> str:
        """The query string that asks this, without its question mark; parts that say nothing are left out."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in FACETS for value in self.chosen.get(facet, ())]
        pairs += [(name, day.isoformat()) for name, day in (("from", self.since), ("to", self.until)) if day]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.is_exact:
            pairs.append(("exact", "1"))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)
