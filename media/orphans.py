"""What lies in a bucket and belongs to nothing, and what a row names and is not there.

Both sides are read in the order of the names' bytes and compared like two sorted lists, so that a million files take no
more memory than a thousand. Whatever looks wrong is looked at again in the database before anything is said or done.
"""

import heapq
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.apps import apps
from django.core.files.storage import storages
from django.db import connection
from django.db.models import F, FileField, Model, QuerySet
from django.db.models.functions import Collate

from .models import Rendition
from .storage import Stored

BATCH = 500  # names in one query: SQLite takes no more than a thousand


class Named(NamedTuple):
    """A file that a row of the database names."""

    name: str
    model: type[Model]
    field: str
    pk: int

    def __str__(self):
        return f"{self.name} ({self.model._meta.verbose_name} {self.pk})"


def compare(alias: str, tell: Callable[[int], None] = lambda count: None) -> Iterator[Stored | Named]:
    """Yield each file of the storage `alias` that no row names, and each name in a row that has no file.

    `tell` is called with the number of files compared so far. Raises StoreUnavailable.
    """
    named = heapq.merge(*(_names(rows, field) for rows, field in _fields(alias)), key=lambda each: _bytes(each.name))
    # The first row before the first page: whatever a row names then is listed.
    row = next(named, None)
    waiting: list[Stored | Named] = []
    for count, stored in enumerate(storages[alias].files(), 1):
        tell(count)
        while row and _bytes(row.name) < _bytes(stored.name):
            waiting.append(row)
            row = next(named, None)
        if row is None or row.name != stored.name:
            waiting.append(stored)
        while row and row.name == stored.name:
            row = next(named, None)
        if len(waiting) >= BATCH:
            yield from _still(alias, waiting)
            waiting = []
    while row:
        waiting.append(row)
        row = next(named, None)
        if len(waiting) >= BATCH:
            yield from _still(alias, waiting)
            waiting = []
    yield from _still(alias, waiting)


def delete(alias: str, names: list[str]) -> set[str]:
    """Delete those files that no row names now, and return their names. Raises StoreUnavailable."""
    unnamed = set(names) - _named_now(alias, names)
    storages[alias].discard(sorted(unnamed))
    return unnamed


def _fields(alias: str) -> Iterator[tuple[QuerySet, str]]:
    """Yield each column that names files of the storage, with the rows that count."""
    if alias == "public":
        yield Rendition.objects.filter(is_open=True, image__is_open=True), "file"
        return
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) and model._meta.managed:
                yield model._base_manager.exclude(**{field.name: ""}).exclude(**{field.name: None}), field.name


def _names(rows: QuerySet, field: str) -> Iterator[Named]:
    # A database sorts by its own language's rules unless it is told to go by the bytes.
    by_bytes = Collate(F(field), "C" if connection.vendor == "postgresql" else "BINARY")
    for name, pk in rows.order_by(by_bytes).values_list(field, "pk").iterator(chunk_size=2000):
        yield Named(name, rows.model, field, pk)


def _still(alias: str, waiting: list[Stored | Named]) -> Iterator[Stored | Named]:
    """Yield those that are as wrong now as they looked a moment ago: rows come and go meanwhile."""
    named = _named_now(alias, [each.name for each in waiting])
    yield from (each for each in waiting if isinstance(each, Named) == (each.name in named))


def _named_now(alias: str, names: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        for rows, field in _fields(alias):
            found.update(rows.filter(**{f"{field}__in": some}).values_list(field, flat=True))
    return found


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
