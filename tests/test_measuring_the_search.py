"""How good are the search's answers? Measures that others use, and mistakes that fingers make."""

import json

import pytest

from archive.management.commands.load_demo import FOLDER
from search.proof.judged import Unreadable, read_judgments, read_questions
from search.proof.measures import Score, average_precision, ndcg, recall, success
from search.proof.misspelling import misspell

GRADES = {"best": 3, "good": 2, "fair": 1, "wrong": 0}


def test_the_best_order_scores_one_and_a_worse_one_less():
    best, turned_round = ["best", "good", "fair"], ["fair", "good", "best"]

    assert Score.of(best, GRADES) == Score(1, 1, 1, 1)
    assert ndcg(turned_round, GRADES) == pytest.approx((1 + 2 / 1.58496 + 3 / 2) / (3 + 2 / 1.58496 + 1 / 2), abs=1e-5)


def test_an_answer_further_down_gains_less_and_below_the_tenth_nothing():
    assert ndcg([*"abc", "best"], {"best": 1}) == pytest.approx(1 / 2.32193, abs=1e-5)
    assert ndcg([*"abcdefghij", "best"], {"best": 1}) == 0


def test_precision_is_taken_at_every_right_answer_and_what_was_not_found_counts_nothing():
    assert average_precision(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}) == pytest.approx((1 + 2 / 3) / 3)


def test_recall_looks_at_twenty():
    assert recall([*"abcdefghijklmnopqrs", "right", "late"], {"right": 1, "late": 1}) == 0.5


def test_success_is_a_best_answer_among_the_first_three():
    assert success(["x", "y", "best"], GRADES) == 1
    assert success(["good", "fair", "wrong", "best"], GRADES) == 0
    assert success([], GRADES) == success(["a"], {}) == success(["a"], {"a": 0}) == 0


def test_the_mean_counts_every_question_the_same():
    assert Score.mean([Score(1, 1, 1, 1), Score(0, 0.5, 0, 1)]) == Score(0.5, 0.75, 0.5, 1)
    assert Score.mean([]) == Score(0, 0, 0, 0)


def distance(one: str, other: str) -> int:
    """Return the edits between two words; letters that changed places are one."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        rows.append([i])
        for j, opposite in enumerate(other, 1):
            edits = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (letter != opposite)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                edits.append(rows[i - 2][j - 2] + 1)
            rows[i].append(min(edits))
    return rows[-1][-1]


@pytest.mark.parametrize("seed", range(40))
def test_one_letter_of_the_longest_word_is_wrong_and_always_the_same_one(seed):
    wrong = misspell("grain corridor", seed)

    assert wrong.startswith("grain ")
    assert distance(wrong, "grain corridor") == 1
    assert misspell("grain corridor", seed) == wrong


def test_all_four_mistakes_are_made():
    lengths = {len(misspell("corridor", seed)) for seed in range(40)}
    swapped = {wrong for seed in range(40) if sorted(wrong := misspell("corridor", seed)) == sorted("corridor")}

    assert lengths == {7, 8, 9}
    assert swapped


def test_other_scripts_get_letters_of_their_own():
    for seed in range(20):
        assert not set(misspell("Марченко", seed)) & set("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("text", ["", "the UN", '2026-03-01 author:amara-dlamini column:"Letter from the Quay"', "???"])
def test_what_has_no_long_word_or_only_narrows_stays_as_it_is(text):
    assert misspell(text, 1) == text


def test_questions_and_judgments_are_read_as_other_collections_write_them(tmp_path):
    ours, theirs, tsv, trec = (tmp_path / name for name in ("ours", "theirs", "tsv", "trec"))
    ours.write_text('{"id": "1", "text": "grain"}\n\n')
    theirs.write_text('{"_id": 1, "query": "grain", "metadata": {}}\n')
    tsv.write_text("query-id\tcorpus-id\tscore\n1\ta b\t2\n1\tc\t0\n")
    trec.write_text("1 0 a 2\n1\t0\tc\t-1\n")

    assert read_questions(ours) == read_questions(theirs) == {"1": "grain"}
    assert read_judgments(tsv) == {"1": {"a b": 2, "c": 0}}
    assert read_judgments(trec) == {"1": {"a": 2, "c": -1}}


@pytest.mark.parametrize("line", ["grain", "[1]", '{"id": "1"}', '{"text": "grain"}', '{"id": "1", "text": 7}'])
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "0", "text": "corridor"}\n' + line)

    with pytest.raises(Unreadable, match="line 2"):
        read_questions(path)


@pytest.mark.parametrize("line", ["1", "1\ta", "1\ta\tgood", "1\ta\t1.5", "1\ta\tb\tc\t1"])
def test_a_line_that_is_no_judgment_is_named(tmp_path, line):
    path = tmp_path / "judgments.tsv"
    path.write_text("1\ta\t1\n" + line)

    with pytest.raises(Unreadable, match="line 2"):
        read_judgments(path)


def test_the_same_question_twice_is_refused(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "1", "text": "corridor"}\n{"id": "1", "text": "grain"}\n')

    with pytest.raises(Unreadable, match="already"):
        read_questions(path)


def test_the_demo_has_sixty_judged_questions_about_stories_that_readers_can_open():
    questions, judged = read_questions(FOLDER / "searches.jsonl"), read_judgments(FOLDER / "judgments.tsv")
    lines = [json.loads(line) for line in (FOLDER / "stories.jsonl").read_text().splitlines()]
    public = {line["id"] for line in lines if "headline" in line and line.get("status", "published") == "published"}

    assert len(questions) == 60
    assert set(judged) == set(questions)
    assert {each for grades in judged.values() for each in grades} <= public
    assert all(max(grades.values()) == 3 and min(grades.values()) >= 1 for grades in judged.values())
