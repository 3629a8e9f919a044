"""Rows of published stories in bulk, for benchmarks: round the ORM, which cannot create those of a child model."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection

from stories.models import Listing, SectionPage

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _step(number: int) -> str:
    """Return the part of a tree path that treebeard gives to the child with this number: four digits of base 36."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = ALPHABET[digit] + digits
    return digits


def pages(section: SectionPage, base: int, numbers: range) -> Iterator[dict]:
    for number in numbers:
        yield {
            "id": base + number,
            "path": section.path + _step(number + 1),
            "translation_key": uuid.uuid4(),
            "slug": f"story-{number}",
            "url_path": f"{section.url_path}story-{number}/",
            "latest_revision": None,
            "live_revision": None,
        }


def stories(base: int, numbers: range) -> Iterator[dict]:
    for number in numbers:
        yield {"page_ptr": base + number, "published_at": NEWEST - timedelta(hours=number)}


def listings(section: SectionPage, base: int, numbers: range) -> Iterator[dict]:
    for number in numbers:
        yield {
            "story": base + number,
            "kind": Listing.Kind.SECTION,
            "place_id": section.pk,
            "published_at": NEWEST - timedelta(hours=number),
        }


def insert(model, pattern, rows: Iterator[dict]) -> None:
    """Insert `rows`; what a row leaves out is taken from `pattern`."""
    fields = [field for field in model._meta.local_concrete_fields if pattern is not None or not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)

    def value(row, field):
        raw = row[field.name] if field.name in row else getattr(pattern, field.attname)
        return field.get_db_prep_save(raw, connection)

    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608  (names come from the models)
            [[value(row, field) for field in fields] for row in rows],
        )
