"""What results can be narrowed by, each with how many stories it would leave."""

from collections import Counter

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
Unknown = dict[str, tuple[str, ...]]


def chosen_labels(question: Question) -> tuple[Chosen, Unknown]:
    """Return the ids of the labels that were chosen of each facet, and the values that nothing has which readers know.

    What no published story has, as a new topic, is known and has no label: of such values alone the set is empty.
    """
    found: Chosen = {}
    unknown: Unknown = {}
    for facet in FACETS:
        if slugs := question.chosen.get(facet):
            labels = Label.objects.filter(kind=KINDS[facet], slug__in=slugs)
            if facet in ROLES:
                labels = labels.filter(role=ROLES[facet])
            rows = {row.pk: row.slug for row in labels}
            public = labelling.public(labels)
            missing = [slug for slug in slugs if slug not in {rows[pk] for pk in public}]
            known = labelling.known(KINDS[facet], missing, ROLES.get(facet)) if missing else set()
            if nowhere := tuple(slug for slug in missing if slug not in known):
                unknown[facet] = nowhere
            if len(nowhere) < len(slugs):
                found[facet] = frozenset(public)
    return found, unknown


def count(found: list[str], chosen: Chosen) -> tuple[int, dict[str, Counter]]:
    """Return how many stories are left with all that was chosen, and the stories by label for each facet.

    `found` has the labels of each story that matches whatever was chosen, as `Entry.labels`. A facet counts the stories
    that all other facets leave, so that its values may widen each other; the one called "" those that all leave.
    """
    left: dict[str, list[str]] = {"": found} if not chosen else {"": [], **{facet: [] for facet in chosen}}
    if chosen:
        marks = {facet: [f" {pk} " for pk in values] for facet, values in chosen.items()}
        for labels in found:
            missed = [facet for facet, choices in marks.items() if not any(choice in labels for choice in choices)]
            if len(missed) < 2:
                left[missed[0] if missed else ""].append(labels)
    counts = {facet: tally(rows) for facet, rows in left.items()}
    for facet in chosen:
        counts[facet].update(counts[""])
    return len(left[""]), counts


def leave(chosen: Chosen, labels: str) -> bool:
    """Tell whether a story with these labels is left with all that was chosen."""
    return all(any(f" {pk} " in labels for pk in values) for values in chosen.values())


def tally(rows: list[str]) -> Counter:
    # Joined first, as counting the parts of one text is the quickest that Python does.
    return Counter({int(label): stories for label, stories in Counter(" ".join(rows).split()).items()})


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
