"""Authors, columns, topics and sections that are asked for by their names."""

from django.db.models import F, Q, Value

from stories import addresses

from . import analysis, labelling
from .answers import Place
from .models import Label

MOST = 4
LONGEST_QUESTION = 12  # words; in a longer one no name is looked for
ORDER = [Label.Kind.COLUMN, Label.Kind.AUTHOR, Label.Kind.TOPIC, Label.Kind.SECTION]


def named(kind: str, value: str) -> frozenset[int]:
    """Return the labels of a kind that have this slug, or all of these words in their name."""
    words = analysis.words(value)
    if not words:
        return frozenset()
    rows = Label.objects.filter(kind=kind)
    by_slug = frozenset(rows.filter(slug=value.casefold()).values_list("pk", flat=True))
    return by_slug or frozenset(rows.filter(_holds(words)).values_list("pk", flat=True))


def asked_for(text: str) -> tuple[Place, ...]:
    """Return the places whose name has all words of `text`, or stands in it as a whole."""
    words = analysis.words(text)
    if not words or len(words) > LONGEST_QUESTION:
        return ()
    whole = (
        Label.objects.exclude(folded="  ")
        .annotate(text=Value(f" {' '.join(words)} "))
        .filter(text__contains=F("folded"))
    )
    rows = list(Label.objects.filter(_holds(words)).exclude(kind=Label.Kind.YEAR)[:50])
    rows += list(whole.exclude(kind=Label.Kind.YEAR)[:50])
    return places_of({row.pk: row for row in rows}.values(), MOST)


def places_of(rows, most: int) -> tuple[Place, ...]:
    """Return at most so many places for labels, those alone that have a page readers may see."""
    rows = sorted(rows, key=lambda row: (len(row.folded), ORDER.index(row.kind), row.name, row.pk))[: most * 3]
    open_ids = labelling.public(rows)
    rows = [row for row in rows if row.pk in open_ids][:most]
    known = addresses.index_addresses() if rows else {}
    found = []
    for kind in {row.kind for row in rows}:
        model = labelling.MODELS[kind]
        subjects = model.objects.in_bulk([row.object_id for row in rows if row.kind == kind])
        for row in rows:
            if row.kind == kind and (subject := subjects.get(row.object_id)):
                url = subject.url if kind == Label.Kind.SECTION else addresses.of_snippet(subject, known)
                if url:
                    found.append((rows.index(row), Place(kind, row.name, url)))
    return tuple(place for _, place in sorted(found, key=lambda pair: pair[0]))


def _holds(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(folded__contains=f" {word} ")
    return condition
