"""Sixty judged questions to the demo's stories: the right ones come first, with a typing error too, on every engine."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from archive.evaluating import Examiner, scored
from search.proof.judged import read_judgments, read_questions
from search.proof.measures import Score
from search.proof.misspelling import misspell
from tests.demo_stories import JUDGMENTS, QUESTIONS, bring_in_the_demo

pytestmark = pytest.mark.django_db

# The first ten of each question, the same on SQLite and on PostgreSQL. After a change for the better of the ranking
# run this file with RECORD=yes, and look at the difference.
FOUND = Path(__file__).parent / "found_in_the_demo.json"
# Old stories are a little behind new ones, so the order is that of one day.
TODAY = datetime(2025, 6, 8, 9, tzinfo=UTC)
NO_WORKERS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "slow"]}}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Bring the stories in once for this file, and take them away after its last test."""
    with django_db_blocker.unblock(), override_settings(TASKS=NO_WORKERS), transaction.atomic():
        bring_in_the_demo(tmp_path_factory.mktemp("demo"))
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def questions() -> dict[str, str]:
    return read_questions(QUESTIONS)


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, int]]:
    return read_judgments(JUDGMENTS)


@pytest.fixture(scope="module")
def found(demo, questions, django_db_blocker) -> dict[str, list[str]]:
    with django_db_blocker.unblock(), patch.object(timezone, "now", return_value=TODAY):
        return Examiner(depth=20).run(questions)


def test_the_right_stories_come_first(found, judged):
    scores = scored(found, judged)
    worst = sorted(scores, key=lambda key: scores[key].ndcg)[:8]
    mean = Score.mean(scores.values())

    assert mean.ndcg >= 0.90, {key: (round(scores[key].ndcg, 2), found[key][:4]) for key in worst}
    assert mean.success >= 0.95, [key for key in scores if not scores[key].success]


def test_no_question_stays_without_an_answer(found):
    assert [key for key, answers in found.items() if not answers] == []


def test_both_engines_find_the_same(found):
    first_ten = {key: answers[:10] for key, answers in found.items()}
    if os.environ.get("RECORD"):
        FOUND.write_text(json.dumps(first_ten, indent=1) + "\n")

    assert first_ten == json.loads(FOUND.read_text())


@pytest.mark.deep
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_wrong_letter_costs_hardly_anything(found, questions, judged, seed):
    wrong = {key: misspell(text, seed) for key, text in questions.items()}
    with patch.object(timezone, "now", return_value=TODAY):
        found_wrong = Examiner(depth=20).run(wrong)

    good, still = (Score.mean(scored(each, judged).values()).ndcg for each in (found, found_wrong))
    scores, before = scored(found_wrong, judged), scored(found, judged)
    lost = {wrong[key]: round(scores[key].ndcg - before[key].ndcg, 2) for key in scores if scores[key] != before[key]}
    assert still >= 0.97 * good, lost
