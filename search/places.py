"""Authors, columns, topics and sections that are asked for by their names."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, Q, Value

from stories import addresses
from stories.models import Listing

from . import analysis, labelling, repairs
from .answers import Place
from .models import Label

Kind = Label.Kind

MOST = 4
MOST_LOOKED_AT = 100  # labels
MOST_COMPARED = 3_000  # labels that a name with a typing error is compared with
SHORTEST_BEGINNING = 3  # letters; fewer name nothing in particular
LONGEST_QUESTION = 12  # words; in a longer one no name is looked for
ORDER = [Kind.COLUMN, Kind.AUTHOR, Kind.TOPIC, Kind.SECTION]


def named(kind: str, value: str) -> frozenset[int]:
    """Return the labels of a kind that have this slug, or all of these words in their name, or words that begin so."""
    words = analysis.words(value)
    if not words:
        return frozenset()
    rows = Label.objects.filter(kind=kind)
    for condition in (Q(slug=value.casefold()), _holds(words), _begin(words)):
        if found := list(rows.filter(condition)):
            # What an author or a column is called is printed in stories, whether they have a page or not.
            return frozenset(labelling.public(found) if kind == Kind.SECTION else [row.pk for row in found])
    return frozenset()


def nearly_named(kind: str, value: str) -> tuple[frozenset[int], str] | None:
    """Return the labels whose names are nearest to a value with a typing error, and the name; None where none is near.

    Each word of the value has to be near to one of the name: a letter in nine or fewer may be wrong, two in more.
    """
    words = analysis.words(value)
    near = []
    for row in Label.objects.filter(kind=kind).order_by("pk")[:MOST_COMPARED] if words else ():
        errors = [_errors(word, row.folded.split()) for word in words]
        if None not in errors:
            near.append((sum(errors), row))
    least = [row for errors, row in near if errors == min(each for each, _row in near)]
    public = labelling.public(least)
    least = [row for row in least if row.pk in public]
    return (frozenset(row.pk for row in least), least[0].name) if least else None


def _errors(word: str, names: list[str]) -> int | None:
    """Return in how many letters `word` differs from the nearest of `names`, None where in too many."""
    most = 2 if len(word) >= repairs.TWO_ERRORS else 1 if len(word) > repairs.SHORTEST else 0
    nearest = min((repairs.distance(word, name, most) for name in names), default=most + 1)
    return nearest if nearest <= most else None


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
    rows = list(Label.objects.filter(_holds(words)).exclude(kind=Kind.YEAR)[:50])
    rows += list(whole.exclude(kind=Kind.YEAR)[:50])
    return places_of({row.pk: row for row in rows}.values(), MOST)


def beginning_with(words: list[str], most: int) -> tuple[Place, ...]:
    """Return at most so many places that have, for each word, a word in their name that begins so."""
    return places_of(Label.objects.filter(_begin(words)).exclude(kind=Kind.YEAR)[:MOST_LOOKED_AT], most)


def nearest_to(text: str) -> tuple[int, Place] | None:
    """Return the label, and the place, whose name has words that begin as those of `text`, or as one of them."""
    words = [word for word in analysis.words(text)[:LONGEST_QUESTION] if len(word) >= SHORTEST_BEGINNING]
    condition = Q(pk__in=[])
    for word in words:
        condition |= Q(folded__contains=f" {word}")
    rows = Label.objects.filter(condition).exclude(kind=Kind.YEAR).order_by("folded", "pk")[:MOST_LOOKED_AT]
    # The more letters of the question begin a word of the name, the nearer it is.
    nearest = sorted(rows, key=lambda row: -sum(len(word) for word in words if f" {word}" in row.folded))
    return next(_open(nearest[: MOST * 3]), None)


def places_of(rows: Iterable[Label], most: int) -> tuple[Place, ...]:
    """Return at most so many places for labels, those alone that have a public page with stories."""
    rows = sorted(rows, key=lambda row: (len(row.folded), ORDER.index(row.kind), row.name, row.pk))[: most * 3]
    return tuple(place for _pk, place in _open(rows))[:most]


def _open(rows: list[Label]) -> Iterator[tuple[int, Place]]:
    """Yield id and place of those labels that have a public page with stories, in their order."""
    subjects = {kind: _subjects(kind, [row for row in rows if row.kind == kind]) for kind in {row.kind for row in rows}}
    known = addresses.index_addresses() if rows else {}
    for row in rows:
        subject = subjects[row.kind].get(row.object_id)
        if subject and (url := subject.url if row.kind == Kind.SECTION else addresses.of_snippet(subject, known)):
            yield row.pk, Place(row.kind, row.name, url)


def _subjects(kind: str, rows: list[Label]) -> dict:
    listed = Listing.objects.filter(kind=kind, place_id=OuterRef("pk"))
    return labelling.open_subjects(kind).filter(Exists(listed)).in_bulk([row.object_id for row in rows])


def _holds(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(folded__contains=f" {word} ")
    return condition


def _begin(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(folded__contains=f" {word}")
    return condition
