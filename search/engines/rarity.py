"""How much each term weighs where PostgreSQL ranks: BM25's inverse document frequency, as SQLite's FTS5 counts it.

`ln((N - n + 0.5) / (n + 0.5))` for a term that n of N stories hold, and next to nothing where half of them do
(https://www.sqlite.org/fts5.html#the_bm25_function).
"""

import math
from collections import Counter
from collections.abc import Sequence

from django.core.cache import cache
from django.db import connection

# So much of a story or two changes the figures of a large magazine too little to count them for each question.
LARGE = 1_000  # stories
SIZE_KEPT, COMMON_KEPT = 60, 300  # seconds
LEAST = 1e-6


def weights_of(terms: Sequence[str]) -> tuple[list[float], float]:
    """Return the weight of each term, and how many terms a story has on average."""
    stories, mean = _size()
    held = holding(terms)
    return [_weight(stories, held[term]) for term in terms], mean


def holding(terms: Sequence[str]) -> Counter:
    """Return how many stories hold each term. To count those of a common one takes long, so that is kept."""
    is_kept = _size()[0] >= LARGE
    keys = {f"search.held.{term}": term for term in terms}
    found = Counter({keys[key]: held for key, held in cache.get_many(keys).items()} if is_kept else {})
    if missing := [term for term in terms if term not in found]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, count(*) FROM search_posting WHERE term = ANY(%s) GROUP BY term", [missing])
            counted = dict(cursor.fetchall())
        if is_kept and (common := {f"search.held.{term}": held for term, held in counted.items() if held >= LARGE}):
            cache.set_many(common, COMMON_KEPT)
        found.update(counted)
    return found


def _weight(stories: int, held: int) -> float:
    return math.log((stories - held + 0.5) / (held + 0.5)) if stories > 2 * held else LEAST


def _size() -> tuple[int, float]:
    known = cache.get("search.length")
    if known:
        return known
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), greatest(coalesce(avg(length), 1), 1)::float8 FROM search_entry")
        stories, mean = cursor.fetchone()
    if stories >= LARGE:
        cache.set("search.length", (stories, mean), SIZE_KEPT)
    return stories, mean
