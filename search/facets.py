"""What results can be narrowed by, each with how many stories it would leave."""

from collections import Counter, defaultdict

from . import labelling
from .answers import Facet, FacetValue
from .models import Label
from .questions import FACETS, Question

MOST_VALUES = 20  # of one facet, chosen ones apart
KINDS = {
    "format": Label.Kind.SECTION,
    "region": Label.Kind.SECTION,
    "section": Label.Kind.SECTION,
    "column": Label.Kind.COLUMN,
    "author": Label.Kind.AUTHOR,
    "topic": Label.Kind.TOPIC,
    "year": Label.Kind.YEAR,
}
# The facets that hold sections of one role only; `section` offers the rest, but takes any.
ROLES = {"format": "format", "region": "region"}

Chosen = dict[str, frozenset[int]]


def chosen_labels(question: Question) -> Chosen:
    """Return the ids of the labels that were chosen of each facet. A value that there is not gives an empty set."""
    found: Chosen = {}
    for facet in FACETS:
        if slugs := question.chosen.get(facet):
            labels = Label.objects.filter(kind=KINDS[facet], slug__in=slugs)
            if facet in ROLES:
                labels = labels.filter(role=ROLES[facet])
            found[facet] = frozenset(labels.values_list("pk", flat=True))
    return found


def count(survey: dict[str, int], chosen: Chosen) -> tuple[int, dict[str, Counter]]:
    """Return how many stories are left with all that was chosen, and the stories by label for each facet.

    `survey` counts those that match whatever was chosen. A facet counts the stories that all other facets leave, so
    that its values may widen each other; the one called "" those that all facets leave.
    """
    total = 0
    counts: dict[str, Counter] = defaultdict(Counter)
    for labels, stories in survey.items():
        ids = {int(label) for label in labels.split()}
        missed = [facet for facet, values in chosen.items() if not values & ids]
        if not missed:
            total += stories
        if len(missed) < 2:
            tally = counts[missed[0] if missed else ""]
            for label in ids:
                tally[label] += stories
    for facet in chosen:
        counts[facet].update(counts[""])
    return total, counts


def facets_of(counts: dict[str, Counter], chosen: Chosen) -> tuple[Facet, ...]:
    wanted = {label for tally in counts.values() for label in tally}.union(*chosen.values())
    rows = {row.pk: row for row in Label.objects.filter(pk__in=wanted)}
    shown = [rows[pk] for facet in FACETS for pk in _most(facet, rows, counts, chosen)]
    open_ids = labelling.public(shown)
    return tuple(
        Facet(facet, values) for facet in FACETS if (values := tuple(_values(facet, rows, counts, chosen, open_ids)))
    )


def _most(facet: str, rows: dict[int, Label], counts, chosen: Chosen) -> list[int]:
    tally = counts.get(facet) if facet in chosen else counts.get("")
    tally = tally or Counter()
    own = [pk for pk in tally if pk in rows and _belongs(rows[pk], facet)]
    picked = chosen.get(facet, frozenset())
    most = sorted(own, key=lambda pk: (-tally[pk], rows[pk].name, pk))[:MOST_VALUES]
    return most + sorted(pk for pk in picked if pk in rows and pk not in most)


def _values(facet: str, rows, counts, chosen: Chosen, open_ids: set[int]):
    tally = counts.get(facet if facet in chosen else "") or Counter()
    picked = chosen.get(facet, frozenset())
    for pk in _most(facet, rows, counts, chosen):
        if pk in open_ids:
            yield FacetValue(rows[pk].slug, rows[pk].name, tally[pk], pk in picked)


def _belongs(row: Label, facet: str) -> bool:
    if row.kind != KINDS[facet]:
        return False
    return row.role == ROLES[facet] if facet in ROLES else row.role not in ROLES.values()
