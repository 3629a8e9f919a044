from collections.abc import Iterable
from itertools import chain

from django.db import connection

from ..models import Content
from ..models.entries import FIELDS
from ..wanted import MOST_LED, Must, Sequence, Wanted, Weights
from .base import Match, narrowed
from .rarity import holding, weights_of

POSTING_COLUMNS = ("term", "story_id", *FIELDS)
MOST_COUNTED = 32_767  # what a smallint holds
# Any number that is ours: the key of the lock that writers of the index queue at.
TURN = 5_340_185
BEST_FIRST = "ORDER BY score DESC, published_at DESC, story_id DESC"
# All fields of a story's content with something between them that is no term, so that no phrase runs across two.
TERMS = " || ' | ' || ".join(f'c."{field}"' for field in FIELDS)
SIDE_BY_SIDE = (
    f"EXISTS (SELECT 1 FROM search_content c WHERE c.story_id = s.story_id AND ' ' || {TERMS} || ' ' LIKE %s)"  # noqa: S608
)


class PostgreSQL:
    def ranked(self, wanted: Wanted, weights: Weights, must: Must, limit: int) -> list[Match]:
        if not wanted.terms:
            return self.newest(wanted, must, limit)
        found, values = matching(wanted, must, weights)
        return fetch(
            f"{found} SELECT story_id, score, published_at, labels FROM found {BEST_FIRST} LIMIT %s",  # noqa: S608
            [*values, limit],
        )

    def newest(self, wanted: Wanted, must: Must, limit: int) -> list[Match]:
        found, values = matching(wanted, must)
        return fetch(
            f"{found} SELECT story_id, 0::float8, published_at, labels FROM found"  # noqa: S608
            " ORDER BY published_at DESC, story_id DESC LIMIT %s",
            [*values, limit],
        )

    def survey(self, wanted: Wanted, must: Must) -> list[str]:
        found, values = matching(wanted, must)
        with connection.cursor() as cursor:
            cursor.execute(f"{found} SELECT labels FROM found", values)  # noqa: S608
            return [labels for (labels,) in cursor.fetchall()]

    def add(self, contents: Iterable[Content]) -> None:
        # By term, so that the rows of one term lie together where many stories come in at once.
        rows = sorted(chain.from_iterable(postings(content) for content in contents))
        columns = ", ".join(f'"{column}"' for column in POSTING_COLUMNS)
        with connection.cursor() as cursor, cursor.copy(f"COPY search_posting ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def remove(self, contents: Iterable[Content]) -> None:
        rows = [(term, content.story_id) for content in contents for term in terms_of(content)]
        if not rows:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_posting p USING unnest(%s::text[], %s::bigint[]) AS gone (term, story_id)"
                " WHERE p.term = gone.term AND p.story_id = gone.story_id",
                [[term for term, _ in rows], [pk for _, pk in rows]],
            )

    def wait_for_turn(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])

    def headlines(self, beginnings: list[str], limit: int) -> list[int]:
        also = "".join(
            " AND h.story_id IN (SELECT story_id FROM search_headlineword WHERE word LIKE %s)" for _ in beginnings[1:]
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT h.story_id FROM search_headlineword h JOIN search_entry e ON e.story_id = h.story_id"  # noqa: S608
                f" WHERE h.word LIKE %s{also} AND e.is_shown GROUP BY h.story_id, e.published_at"
                " ORDER BY e.published_at DESC, h.story_id DESC LIMIT %s",
                [*(f"{begin}%" for begin in beginnings), limit],
            )
            return [pk for (pk,) in cursor.fetchall()]


def fetch(sql: str, values: list) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Match(*row) for row in cursor.fetchall()]


def terms_of(content: Content) -> set[str]:
    return {term for field in content.fields for term in field.split()}


def postings(content: Content) -> list[tuple]:
    counts: dict[str, list[int]] = {}
    for place, field in enumerate(content.fields):
        for term in field.split():
            counted = counts.setdefault(term, [0] * len(FIELDS))
            counted[place] = min(counted[place] + 1, MOST_COUNTED)
    return [(term, content.story_id, *counted) for term, counted in counts.items()]


def matching(wanted: Wanted, must: Must, weights: Weights | None = None) -> tuple[str, list]:
    """Return the WITH of the stories that match, as `found` (story_id, score, published_at, labels), and its values.

    Without weights the score is 0. Bit n of `held` stands for term n.
    """
    narrowing, values = narrowed(wanted)
    kept, kept_values = conditions(wanted, must)
    entry = "e.story_id, e.published_at, e.labels"
    held = "bit_or(1::bigint << (a.position - 1)::int)" if "s.held" in kept else "0::bigint"
    asked, asked_values = "SELECT * FROM unnest(%s::varchar[]) WITH ORDINALITY AS a (term, position)", [wanted.terms]
    parts, parts_values = [], []
    # Behind IS TRUE a list is looked up for each row, and never joined story by story.
    if wanted.leading and weights:
        best, best_values = matching(wanted.but(groups=wanted.leading, leading=()), must, weights)
        parts.append(f"led AS MATERIALIZED ({best} SELECT story_id FROM found {BEST_FIRST} LIMIT {MOST_LED})")  # noqa: S608
        parts_values += best_values
        narrowing += " AND (p.story_id IN (SELECT led.story_id FROM led)) IS TRUE"
    elif rarest := rarest_to_hold(wanted, must):
        narrowing += " AND (p.story_id IN (SELECT t.story_id FROM search_posting t WHERE t.term = ANY(%s))) IS TRUE"
        values = [*values, rarest]
    if not wanted.terms:
        scored = f"SELECT {entry}, 0::float8 AS score, 0::bigint AS held FROM search_entry e WHERE true{narrowing}"  # noqa: S608
    elif weights is None:
        scored = f"""SELECT {entry}, 0::float8 AS score, {held} AS held
    FROM asked a JOIN search_posting p ON p.term = a.term JOIN search_entry e ON e.story_id = p.story_id
    WHERE true{narrowing} GROUP BY e.story_id"""  # noqa: S608
    else:
        asked = "SELECT * FROM unnest(%s::varchar[], %s::float8[]) WITH ORDINALITY AS a (term, weight, position)"
        rarities, mean = weights_of(wanted.terms)
        asked_values.append(rarities)
        scored = f"""SELECT {entry}, {held} AS held,
        sum(a.weight * p.counted * 2.2 / (p.counted + 1.2 * (0.25 + 0.75 * e.length / %s))) AS score
    FROM asked a
    JOIN LATERAL (SELECT p.story_id, {weighed(weights)} AS counted FROM search_posting p WHERE p.term = a.term) AS p
        ON true
    JOIN search_entry e ON e.story_id = p.story_id
    WHERE true{narrowing} GROUP BY e.story_id"""  # noqa: S608
        values = [mean, *values]
    parts += [
        f"asked AS ({asked})",
        f"scored AS MATERIALIZED ({scored})",
        "found AS (SELECT s.story_id, round(s.score * 1e6) / 1e6 AS score, s.published_at, s.labels"  # noqa: S608
        f" FROM scored s WHERE true{kept})",
    ]
    return f"WITH {', '.join(parts)}", [*parts_values, *map(list, asked_values), *values, *kept_values]


def weighed(weights: Weights) -> str:
    """Return what one posting `p` counts, as SQL: added up first where the weight is the same.

    Weights are floating-point numbers here, as PostgreSQL takes a number with a point in it for a decimal one and
    counts slowly with these.
    """
    fields: dict[float, list[str]] = {}
    for field, weight in zip(FIELDS, weights.in_order, strict=True):
        fields.setdefault(weight, []).append(f'p."{field}"::int')
    return " + ".join(f"{weight}::float8 * ({' + '.join(same)})" for weight, same in fields.items())


def rarest_to_hold(wanted: Wanted, must: Must) -> list[str]:
    """Return terms of which each story that matches holds one, as few stories have; none where nothing has to be held.

    Who looks for two words need not go through all stories that hold the more common one.
    """
    groups = [group for group in wanted.groups_to_hold(must) if set(chain(*group.alternatives)).issubset(wanted.terms)]
    if len(wanted.terms) < 2 or not groups or (held := holding(wanted.terms)) is None:
        return []
    choices = [[min(sequence, key=held.__getitem__) for sequence in group.alternatives] for group in groups]
    return min(choices, key=lambda terms: sum(held[term] for term in terms))


def conditions(wanted: Wanted, must: Must) -> tuple[str, list]:
    """Return what a story has to hold and not to hold, as SQL that begins with AND, and its values."""
    sql, values = "", []
    for group in wanted.groups_to_hold(must):
        single = [sequence for sequence in group.alternatives if len(sequence) == 1]
        choices = [f"s.held & {bits(wanted, chain.from_iterable(single))} <> 0"] if single else []
        for sequence in group.alternatives:
            if len(sequence) > 1:
                all_bits = bits(wanted, sequence)
                choices.append(f"(s.held & {all_bits} = {all_bits} AND {SIDE_BY_SIDE})")
                values.append(f"% {' '.join(sequence)} %")
        sql += f" AND ({' OR '.join(choices)})"
    for sequence in wanted.excluded:
        both = "".join(
            " AND EXISTS (SELECT 1 FROM search_posting p WHERE p.story_id = s.story_id AND p.term = %s)"
            for _ in sequence
        )
        if len(sequence) > 1:
            sql += f" AND NOT (true{both} AND {SIDE_BY_SIDE})"
            values += [*sequence, f"% {' '.join(sequence)} %"]
        else:
            sql += f" AND NOT (true{both})"
            values += sequence
    return sql, values


def bits(wanted: Wanted, terms: Iterable[str] | Sequence) -> int:
    return sum(1 << wanted.terms.index(term) for term in dict.fromkeys(terms) if term in wanted.terms)
