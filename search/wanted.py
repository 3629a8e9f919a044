"""What the engines are asked: a question that has been read, as terms and ids. No engine knows how it was typed."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import cached_property

# A term, or several that stand side by side.
Sequence = tuple[str, ...]
MOST_LED = 1_000  # stories
MOST_TERMS = 60  # PostgreSQL notes in one bigint which of them a story holds


@dataclass(frozen=True)
class Group:
    """Something that was asked for, in any of its forms: a word, its synonyms, the words that OR joins.

    `is_strict`: it was put in quotation marks, so that nothing is found without it. `whole` are those alternatives
    whose words say nothing of what was asked unless they stand side by side, as synonyms of several words.
    """

    alternatives: tuple[Sequence, ...]
    is_strict: bool = False
    whole: tuple[Sequence, ...] = ()

    @property
    def apart(self) -> tuple[Sequence, ...]:
        """The alternatives whose words count one by one."""
        return tuple(sequence for sequence in self.alternatives if sequence not in self.whole)


class Must(Enum):
    """How much a story has to hold: every group, or the strict ones and of the others any."""

    HOLD_ALL = "all"
    HOLD_ANY = "any"


@dataclass(frozen=True)
class Wanted:
    """Terms to hold and not to hold, and what narrows them.

    Of each set in `labels` a story has at least one, of `without` none. It was published from `since` on and before
    `before`. Where it is ranked and there are `leading` groups, only those stories are looked at, `MOST_LED` of them,
    that are the best by these alone.
    """

    groups: tuple[Group, ...] = ()
    excluded: tuple[Sequence, ...] = ()
    labels: tuple[frozenset[int], ...] = ()
    without: frozenset[int] = field(default_factory=frozenset)
    since: datetime | None = None
    before: datetime | None = None
    leading: tuple[Group, ...] = ()

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms that give a story its score, each once."""
        found = dict.fromkeys(term for group in self.groups for sequence in group.alternatives for term in sequence)
        return tuple(found)[:MOST_TERMS]

    @property
    def whole(self) -> tuple[Sequence, ...]:
        return tuple(dict.fromkeys(sequence for group in self.groups for sequence in group.whole))

    @cached_property
    def side_by_side(self) -> tuple[Sequence, ...]:
        """What is marked as a whole only: the same, and phrases in quotation marks."""
        strict = (sequence for group in self.groups if group.is_strict for sequence in group.alternatives)
        return tuple(dict.fromkeys((*self.whole, *(sequence for sequence in strict if len(sequence) > 1))))

    @cached_property
    def terms_apart(self) -> frozenset[str]:
        """Those terms that are marked wherever they stand."""
        groups = ((sequence for sequence in group.apart if sequence not in self.side_by_side) for group in self.groups)
        return frozenset(term for sequences in groups for sequence in sequences for term in sequence)

    @property
    def has_sequences(self) -> bool:
        sequences = [sequence for group in self.groups for sequence in group.alternatives]
        return any(len(sequence) > 1 for sequence in (*sequences, *self.excluded))

    def groups_to_hold(self, must: Must) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if must is Must.HOLD_ALL or group.is_strict)

    def but(self, **changes) -> "Wanted":
        return replace(self, **changes)


@dataclass(frozen=True)
class Weights:
    """What one occurrence of a term counts in each field, in the order of `search.models.entries.FIELDS`."""

    headline: float
    standfirst: float
    column: float
    people: float
    topics: float
    body: float
    captions: float
    published: float

    @property
    def in_order(self) -> tuple[float, ...]:
        from .models.entries import FIELDS

        return tuple(getattr(self, name) for name in FIELDS)
