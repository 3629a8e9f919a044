"""Long work that writes again and again, beside people who save."""

import time

from django.db import connection

# SQLite has one writer at a time and no queue: who waits looks again every tenth of a second at last.
PAUSE = 0.25  # seconds


def let_others_write() -> None:
    """Call it between two transactions: on SQLite, whoever waits for the database gets it now."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)
