"""Where terms are counted: one engine for each kind of database, with the same answers.

An engine ranks by BM25 as SQLite's FTS5 computes it (https://www.sqlite.org/fts5.html#the_bm25_function): k1 = 1.2,
b = 0.75, an occurrence counts what its field weighs, the length is that of all fields, and a term of more than half of
all stories counts next to nothing.
"""

from django.db import connection

from .base import Engine
from .postgresql import PostgreSQL
from .sqlite import SQLite

ENGINES: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def engine() -> Engine:
    """Return the engine of the database in use. Raises KeyError for a kind that has none."""
    return ENGINES[connection.vendor]()
