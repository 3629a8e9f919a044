from collections.abc import Iterable
from datetime import UTC

from django.db import connection

from ..models import Content
from ..wanted import MOST_LED, Must, Sequence, Wanted, Weights
from .base import Match, narrowed

# Of FTS5. Its text is that of the table of `Content`, and triggers made by a migration keep it in step. Terms are made
# of letters, numbers and marks, so its plainest tokenizer parts them at the blanks and nowhere else.
TABLE = "search_fts"
A_FEW = 3  # letters that very many words begin with
RECENT = 1_000  # stories


class SQLite:
    def ranked(self, wanted: Wanted, weights: Weights, must: Must, limit: int) -> list[Match]:
        if not wanted.terms:
            return self.newest(wanted, must, limit)
        source, values = matching(wanted, must)
        score = f"round(-bm25({TABLE}, {', '.join(map(str, weights.in_order))}), 6) AS score"
        best_first = "ORDER BY score DESC, e.published_at DESC, e.story_id DESC LIMIT %s"
        if wanted.leading:
            best, best_values = matching(wanted.but(groups=wanted.leading), must)
            best = f"SELECT e.story_id, {score} {best} {best_first}"
            source += f" AND +{TABLE}.rowid IN (SELECT story_id FROM ({best}))"  # noqa: S608
            values = [*values, *best_values, MOST_LED]
        return fetch(f"SELECT e.story_id, {score}, e.published_at, e.labels {source} {best_first}", [*values, limit])

    def newest(self, wanted: Wanted, must: Must, limit: int) -> list[Match]:
        source, values = matching(wanted, must)
        return fetch(
            f"SELECT e.story_id, 0.0, e.published_at, e.labels {source}"
            " ORDER BY e.published_at DESC, e.story_id DESC LIMIT %s",
            [*values, limit],
        )

    def survey(self, wanted: Wanted, must: Must) -> list[str]:
        source, values = matching(wanted, must)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT e.labels {source}", values)
            return [labels for (labels,) in cursor.fetchall()]

    def add(self, contents: Iterable[Content]) -> None:
        """Nothing: triggers do it."""

    def remove(self, contents: Iterable[Content]) -> None:
        """Nothing: triggers do it."""

    def wait_for_turn(self) -> None:
        """Nothing: SQLite has one writer at a time."""

    def headlines(self, beginnings: list[str], limit: int) -> list[int]:
        if max(map(len, beginnings)) <= A_FEW:
            # So many words begin so that the newest stories have enough of them, and to sort all would take long.
            newest = headlines_of_the_newest(beginnings, limit)
            if len(newest) == limit:
                return newest
        also = "".join(
            " AND h.story_id IN (SELECT story_id FROM search_headlineword WHERE word >= %s AND word < %s)"
            for _ in beginnings[1:]
        )
        return ids(
            "SELECT h.story_id FROM search_headlineword h JOIN search_entry e ON e.story_id = h.story_id"  # noqa: S608
            f" WHERE h.word >= %s AND h.word < %s{also} AND e.is_shown GROUP BY h.story_id"
            " ORDER BY h.published_at DESC, h.story_id DESC LIMIT %s",
            [*ranges(beginnings), limit],
        )


def headlines_of_the_newest(beginnings: list[str], limit: int) -> list[int]:
    """Return what `SQLite.headlines` does, of the `RECENT` newest stories."""
    held = "".join(
        " AND EXISTS (SELECT 1 FROM search_headlineword h"
        " WHERE h.story_id = e.story_id AND h.word >= %s AND h.word < %s)"
        for _ in beginnings
    )
    newest = "SELECT story_id, published_at, is_shown FROM search_entry ORDER BY published_at DESC, story_id DESC"
    return ids(
        f"SELECT e.story_id FROM ({newest} LIMIT {RECENT}) e WHERE e.is_shown{held}"  # noqa: S608
        " ORDER BY e.published_at DESC, e.story_id DESC LIMIT %s",
        [*ranges(beginnings), limit],
    )


def ranges(beginnings: list[str]) -> list[str]:
    """Return, for each beginning, the first word that begins so and a bound that lies behind all of them."""
    # The last sign there is.
    return [value for begin in beginnings for value in (begin, f"{begin}\U0010ffff")]


def ids(sql: str, values: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [pk for (pk,) in cursor.fetchall()]


def fetch(sql: str, values: list) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        # Stored in UTC without saying so.
        return [Match(pk, score, at.replace(tzinfo=UTC), labels) for pk, score, at, labels in cursor.fetchall()]


def matching(wanted: Wanted, must: Must) -> tuple[str, list]:
    """Return the FROM and WHERE of the stories that match, and their values."""
    narrowing, values = narrowed(wanted)
    if not wanted.terms:
        if not wanted.excluded:
            return f"FROM search_entry e WHERE 1{narrowing}", values
        unwanted = any_of(wanted.excluded)
        without = f"NOT IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"  # noqa: S608
        return f"FROM search_entry e WHERE e.story_id {without}{narrowing}", [unwanted, *values]
    asked = any_of((term,) for term in wanted.terms)
    scored, filtered = asked, ""
    if must is Must.HOLD_ALL or wanted.groups_to_hold(must) or wanted.excluded:
        filtered = expression(wanted, must, asked)
    if filtered and not wanted.has_sequences:
        scored, filtered = filtered, ""
    source = f"FROM {TABLE} JOIN search_entry e ON e.story_id = {TABLE}.rowid WHERE {TABLE} MATCH %s"
    if filtered:
        # Several words side by side would be scored as one word. The plus sign keeps SQLite from beginning anew with
        # each of these stories.
        source += f" AND +{TABLE}.rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"  # noqa: S608
        values = [filtered, *values]
    return source + narrowing, [scored, *values]


def expression(wanted: Wanted, must: Must, asked: str) -> str:
    held = [f"({any_of(group.alternatives)})" for group in wanted.groups_to_hold(must)]
    if not held or must is Must.HOLD_ANY:
        held.append(f"({asked})")
    wish = " AND ".join(held)
    return f"({wish}) NOT ({any_of(wanted.excluded)})" if wanted.excluded else wish


def any_of(sequences: Iterable[Sequence]) -> str:
    return " OR ".join(f'"{" ".join(sequence)}"' for sequence in sequences)
