"""Asking the search judged questions; stories are known by the ids that they were imported with."""

from collections.abc import Iterable, Mapping

from search.finding import rank
from search.proof.measures import Grades, Score
from search.questions import Question

from .models import Imported

# Answers that are looked at for the mean average precision; more are on no page that anybody turns to.
DEPTH = 100


class Examiner:
    """Asks questions and says by their ids what was found, the first `depth` stories of each."""

    def __init__(self, depth: int = DEPTH):
        self.depth = depth
        rows = Imported.objects.filter(kind=Imported.Kind.STORY)
        self.names: dict[int, str] = dict(rows.values_list("object_id", "key").order_by("pk"))

    def answers(self, text: str) -> list[str]:
        """Return the ids of the stories that are found for `text`, best first; "#7" is one that was not imported."""
        return [self.names.get(pk, f"#{pk}") for pk in rank(Question(text), self.depth)]

    def run(self, questions: Mapping[str, str]) -> dict[str, list[str]]:
        return {key: self.answers(text) for key, text in questions.items()}

    def missing(self, judgments: Mapping[str, Grades]) -> set[str]:
        """Return the right answers that are no stories of this magazine, and so can be found by nobody."""
        right = {each for grades in judgments.values() for each, grade in grades.items() if grade > 0}
        return right - set(self.names.values())


def scored(found: Mapping[str, list[str]], judgments: Mapping[str, Grades]) -> dict[str, Score]:
    return {key: Score.of(answers, judgments[key]) for key, answers in found.items()}


def judged_only(questions: Mapping[str, str], judgments: Mapping[str, Grades]) -> dict[str, str]:
    """Return the questions for which there is a right answer: the others have no score."""

    def has_right_answer(grades: Iterable[int]) -> bool:
        return any(grade > 0 for grade in grades)

    return {key: text for key, text in questions.items() if has_right_answer(judgments.get(key, {}).values())}
