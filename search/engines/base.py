from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db import connection

from ..models import Content
from ..wanted import Must, Wanted, Weights


class Match(NamedTuple):
    """A story that matches, with its labels as `Entry.labels` has them."""

    story_id: int
    score: float
    published_at: datetime
    labels: str


class Engine(Protocol):
    """What an engine can do. Stories that are hidden (`Entry.is_shown`) are in none of its answers."""

    def ranked(self, wanted: Wanted, weights: Weights, must: Must, limit: int) -> list[Match]:
        """Return the best `limit` stories, of equal ones the newest first."""

    def newest(self, wanted: Wanted, must: Must, limit: int) -> list[Match]:
        """Return the newest `limit` of the stories that match, all with the score 0."""

    def survey(self, wanted: Wanted, must: Must) -> list[str]:
        """Return the labels of each story that matches, as `Entry.labels` has them."""

    def add(self, contents: Iterable[Content]) -> None:
        """Count the terms of stories whose content was just saved."""

    def remove(self, contents: Iterable[Content]) -> None:
        """Forget the terms of stories whose content is about to be deleted."""

    def wait_for_turn(self) -> None:
        """Let one process at a time write to the index, until the end of the transaction."""

    def headlines(self, beginnings: list[str], limit: int) -> list[int]:
        """Return the newest stories whose headlines have a word for each of `beginnings`."""


def narrowed(wanted: Wanted) -> tuple[str, list]:
    """Return the conditions on an entry `e` that both engines share, as SQL that begins with AND, and their values."""
    sql, values = [" AND e.is_shown"], []
    for labels in wanted.labels:
        choices = " OR ".join("e.labels LIKE %s" for _ in labels) or "1 = 0"
        sql.append(f" AND ({choices})")
        values += [f"% {label} %" for label in sorted(labels)]
    for label in sorted(wanted.without):
        sql.append(" AND e.labels NOT LIKE %s")
        values.append(f"% {label} %")
    for moment, sign in ((wanted.since, ">="), (wanted.before, "<")):
        if moment:
            sql.append(f" AND e.published_at {sign} %s")
            values.append(connection.ops.adapt_datetimefield_value(moment))
    return "".join(sql), values
