"""An operator asks how good the search is, with the demo's questions or with a collection from elsewhere."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from .story_files import STORY, import_lines

pytestmark = pytest.mark.django_db

STORIES = (
    STORY,
    {**STORY, "id": "s2", "headline": "Grain waits in Karsova", "body": []},
    {**STORY, "id": "s3", "headline": "A harvest of grain", "body": []},
)
QUESTIONS = '{"id": "q1", "text": "ferry"}\n{"id": "q2", "text": "grain in karsova"}\n{"id": "q3", "text": "whales"}\n'
JUDGMENTS = "query-id\tcorpus-id\tscore\nq1\ts1\t1\nq2\ts2\t2\nq2\ts3\t1\n"


@pytest.fixture(autouse=True)
def collection(tmp_path):
    import_lines(tmp_path, *STORIES)


def evaluate(folder, questions: str = QUESTIONS, judgments: str = JUDGMENTS, **options) -> str:
    (folder / "q.jsonl").write_text(questions)
    (folder / "j.tsv").write_text(judgments)
    said = StringIO()
    call_command("search_evaluate", folder / "q.jsonl", folder / "j.tsv", stdout=said, stderr=said, **options)
    return said.getvalue()


def figures(said: str, row: str) -> list[float]:
    line = next(line for line in said.splitlines() if line.startswith(row))
    return [float(figure) for figure in line[20:].split()]


def test_four_figures_say_how_good_it_is(tmp_path):
    said = evaluate(tmp_path)

    assert said.startswith("2 judged questions, 3 imported stories.\n")
    assert figures(said, "as they are") == [1, 1, 1, 1]


def test_each_question_is_shown_with_what_was_found_the_worst_first(tmp_path):
    said = evaluate(tmp_path, judgments="q1\ts3\t1\nq2\ts2\t1\n", per_query=True).splitlines()

    assert said[1].startswith("q1 ")
    assert said[2] == "    ferry → s1"
    assert said[4] == "    grain in karsova → s2 s3"


def test_the_same_questions_with_a_wrong_letter_are_compared(tmp_path):
    said = evaluate(tmp_path, typos="1")

    assert len(figures(said, "a wrong letter (1)")) == 4
    assert figures(said, "ratio")[0] == pytest.approx(figures(said, "a wrong letter (1)")[0], abs=0.001)
    assert evaluate(tmp_path, typos="1") == said


def test_what_was_found_goes_out_for_trec_eval(tmp_path):
    evaluate(tmp_path, run=tmp_path / "found.run")

    assert (tmp_path / "found.run").read_text().splitlines()[:2] == [
        "q1 Q0 s1 1 100 broadsheet",
        "q2 Q0 s2 1 100 broadsheet",
    ]


def test_stories_of_the_judgments_that_are_not_here_are_told(tmp_path):
    assert "1 stories of the judgments are not here, s9 for one." in evaluate(tmp_path, judgments="q1\ts9\t1\n")


@pytest.mark.parametrize(
    ("questions", "judgments", "reason"),
    [
        ("grain", JUDGMENTS, "line 1"),
        (QUESTIONS, "q1\ts1\tgood\nq1\ts1\tgood", "whole number"),
        (QUESTIONS, "", "right answer"),
        (QUESTIONS, "q1\ts1\t0\n", "right answer"),
        ("", "", "right answer"),
    ],
)
def test_files_that_make_no_sense_are_refused_with_the_reason(tmp_path, questions, judgments, reason):
    with pytest.raises(CommandError, match=reason) as refused:
        evaluate(tmp_path, questions, judgments)

    assert refused.value.returncode == 2


def test_files_that_are_not_there_are_named(tmp_path):
    with pytest.raises(CommandError, match=r"no\.jsonl"):
        call_command("search_evaluate", tmp_path / "no.jsonl", tmp_path / "no.tsv")
