"""How much each term weighs where PostgreSQL ranks: BM25's inverse document frequency, as SQLite's FTS5 counts it.

`ln((N - n + 0.5) / (n + 0.5))` for a term that n of N stories hold, and next to nothing where half of them do
(https://www.sqlite.org/fts5.html#the_bm25_function).
"""

import json
import math
from collections.abc import Sequence

from django.core.cache import cache
from django.db import connection

# So much of a story or two changes the figures of a large magazine too little to count them for each question.
LARGE = 1_000  # stories
SIZE_KEPT, COMMON_KEPT = 60, 300  # seconds
LEAST = 1e-6
HELD = "SELECT term, count(*) AS held FROM search_posting WHERE term = ANY(%s) GROUP BY term"
SIZE = "search.length"  # a key of the cache


def weights_of(terms: Sequence[str]) -> tuple[list[float], float]:
    """Return the weight of each term, and how many terms a story has on average."""
    size, held = cache.get(SIZE), holding(terms)
    if size is None or held is None:
        size, held = _size_and_held(terms)
        if size[0] >= LARGE:
            cache.set(SIZE, size, SIZE_KEPT)
            _keep(held)
    stories, mean = size
    return [_weight(stories, held.get(term, 0)) for term in terms], mean


def holding(terms: Sequence[str]) -> dict[str, int] | None:
    """Return how many stories hold each term where there are many stories, None in a small magazine."""
    if not cache.get(SIZE):
        return None
    keys = {_key(term): term for term in terms}
    found = dict.fromkeys(terms, 0) | {keys[key]: held for key, held in cache.get_many(keys).items()}
    if missing := [term for term in terms if not found[term]]:
        with connection.cursor() as cursor:
            cursor.execute(HELD, [missing])
            counted = dict(cursor.fetchall())
        _keep(counted)
        found |= counted
    return found


def _weight(stories: int, held: int) -> float:
    return math.log((stories - held + 0.5) / (held + 0.5)) if stories > 2 * held else LEAST


def _size_and_held(terms: Sequence[str]) -> tuple[tuple[int, float], dict[str, int]]:
    """Return how many stories there are and how many terms one has on average, and how many hold each of `terms`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*), greatest(coalesce(avg(length), 1), 1)::float8,
            (SELECT json_object_agg(term, held) FROM ({HELD}) AS counted)::text FROM search_entry""",  # noqa: S608
            [list(terms)],
        )
        stories, mean, held = cursor.fetchone()
    return (stories, mean), json.loads(held or "{}")


def _keep(held: dict[str, int]) -> None:
    """Keep the counts of common terms, which take long."""
    if common := {_key(term): count for term, count in held.items() if count >= LARGE}:
        cache.set_many(common, COMMON_KEPT)


def _key(term: str) -> str:
    return f"search.held.{term}"
