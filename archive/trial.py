"""A place for a dry run: everything may be made there, and nothing of it stays."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextlib.contextmanager
def trial() -> Iterator[None]:
    """Inside, this thread writes what is gone afterwards; what it made before, it finds.

    SQLite has one writer at a time, so there all is done in a copy of the database: editors go on saving meanwhile.
    Elsewhere it is one transaction. It keeps the rows that it touches, the pages of sections above all, until it ends.
    """
    with contextlib.ExitStack() as stack:
        ours = connections[DEFAULT_DB_ALIAS]
        if ours.vendor == "sqlite" and not ours.in_atomic_block:
            stack.enter_context(instead_of(ours))
        stack.enter_context(transaction.atomic())
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def instead_of(ours) -> Iterator[None]:
    """Let this thread work on a copy of a SQLite database, as it is at this moment."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-dry-run-") as folder:
        path = Path(folder) / "copy.sqlite3"
        ours.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as theirs:
            ours.connection.backup(theirs)
        copied = ours.copy()
        copied.settings_dict["NAME"] = str(path)
        connections[DEFAULT_DB_ALIAS] = copied
        try:
            yield
        finally:
            copied.close()
            connections[DEFAULT_DB_ALIAS] = ours
