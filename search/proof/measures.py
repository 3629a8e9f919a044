"""How good an order of answers is, in the measures that are used for judged collections.

The definitions are those of TREC's program trec_eval, so that figures can be compared with published ones.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

# What judges said of the answers to one question: a grade from 0, which is wrong, upwards.
Grades = Mapping[str, int]


@dataclass(frozen=True)
class Score:
    """Four measures of one question, or their means over many: each from 0 to 1, more is better."""

    ndcg: float
    average_precision: float
    recall: float
    success: float

    @classmethod
    def of(cls, found: Sequence[str], grades: Grades) -> "Score":
        """Score `found`, which are ids, the best first and none of them twice."""
        return cls(ndcg(found, grades), average_precision(found, grades), recall(found, grades), success(found, grades))

    @classmethod
    def mean(cls, scores: Iterable["Score"]) -> "Score":
        """Return the mean of each measure, every question counting the same; 0 where there is none."""
        rows = [astuple(score) for score in scores]
        return cls(*(sum(row[place] for row in rows) / max(1, len(rows)) for place in range(len(fields(cls)))))


def ndcg(found: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first `depth` answers: trec_eval's `ndcg_cut`.

    An answer gains its grade, divided by log2(1 + its place); the sum is divided by that of the best possible order
    (Järvelin and Kekäläinen, 2002).
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(each, 0) for each in found[:depth]]) / ideal if ideal else 0.0


def average_precision(found: Sequence[str], grades: Grades) -> float:
    """Return the mean of the precision at the place of each right answer; one that was not found counts 0.

    Its mean over many questions is known as MAP. Right is what has any grade but 0.
    """
    right = _right(grades)
    places = [place for place, each in enumerate(found, 1) if each in right]
    return sum(number / place for number, place in enumerate(places, 1)) / len(right) if right else 0.0


def recall(found: Sequence[str], grades: Grades, depth: int = 20) -> float:
    """Return how many of the right answers are among the first `depth`."""
    right = _right(grades)
    return len(right.intersection(found[:depth])) / len(right) if right else 0.0


def success(found: Sequence[str], grades: Grades, depth: int = 3) -> float:
    """Return 1 if an answer of the question's highest grade is among the first `depth`, else 0.

    Stricter than trec_eval's `success`, which any right answer satisfies.
    """
    best = max(grades.values(), default=0)
    return float(best > 0 and any(grades.get(each) == best for each in found[:depth]))


def _gain(grades: Iterable[int]) -> float:
    return sum(max(0, grade) / math.log2(1 + place) for place, grade in enumerate(grades, 1))


def _right(grades: Grades) -> set[str]:
    return {each for each, grade in grades.items() if grade > 0}
