from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.evaluating import DEPTH, Examiner, judged_only, scored
from search.proof.judged import Unreadable, read_judgments, read_questions
from search.proof.measures import Score
from search.proof.misspelling import misspell

HEADINGS = ("nDCG@10", "MAP", "recall@20", "success@3")


class Command(BaseCommand):
    help = (
        "Ask the search judged questions and say how good its answers are (docs/search.md). "
        "The stories are those that import_stories brought in."
    )

    def add_arguments(self, parser):
        parser.add_argument("queries", type=Path, help='The questions, one {"id": …, "text": …} a line.')
        parser.add_argument("judgments", type=Path, help="Question, story and grade, with tabs between them.")
        parser.add_argument("--per-query", action="store_true", help="Print each question, the worst first.")
        parser.add_argument(
            "--typos",
            nargs="?",
            const="1",
            metavar="SEED",
            help="Ask everything once more with one wrong letter in the longest word, and compare.",
        )
        parser.add_argument("--run", type=Path, metavar="FILE", help="Write what was found as a run file of TREC.")

    def handle(self, *args, queries, judgments, per_query, typos, run, **options):
        try:
            asked, judged = read_questions(queries), read_judgments(judgments)
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{error}.", returncode=2) from None
        questions = judged_only(asked, judged)
        if not questions:
            raise CommandError("None of the questions has a right answer in the judgments.", returncode=2)
        examiner = Examiner()
        self.stdout.write(f"{len(questions):,} judged questions, {len(examiner.names):,} imported stories.")
        if missing := examiner.missing({key: judged[key] for key in questions}):
            self.stderr.write(f"{len(missing):,} stories of the judgments are not here, {min(missing)} for one.")
        found = examiner.run(questions)
        scores = scored(found, judged)
        if per_query:
            self.print_each(questions, scores, found)
        self.stdout.write(f"{'':20}" + "".join(f"{heading:>12}" for heading in HEADINGS))
        plain = self.print_row("as they are", Score.mean(scores.values()))
        if typos is not None:
            wrong = {key: misspell(text, typos) for key, text in questions.items()}
            found_wrong = examiner.run(wrong)
            scores_wrong = scored(found_wrong, judged)
            if per_query:
                self.print_each(wrong, scores_wrong, found_wrong)
            mistaken = self.print_row(f"a wrong letter ({typos})", Score.mean(scores_wrong.values()))
            self.print_row("ratio", Score(*(b / a if a else 0 for a, b in zip(plain, mistaken, strict=True))))
        if run:
            run.write_text("".join(run_lines(found)))

    def print_row(self, name: str, score: Score) -> list[float]:
        figures = [score.ndcg, score.average_precision, score.recall, score.success]
        self.stdout.write(f"{name:20}" + "".join(f"{figure:12.3f}" for figure in figures))
        return figures

    def print_each(self, questions: dict[str, str], scores: dict[str, Score], found: dict[str, list[str]]) -> None:
        for key in sorted(scores, key=lambda key: (scores[key].ndcg, key)):
            first = " ".join(found[key][:5])
            self.print_row(key[:20], scores[key])
            self.stdout.write(f"    {questions[key][:100]} → {first or 'nothing'}")


def run_lines(found: dict[str, list[str]]):
    """Yield the lines of a run file: question, Q0, document, place, score and the name of the run.

    The scores only count down: trec_eval sorts by them.
    """
    for key, answers in found.items():
        for place, each in enumerate(answers, 1):
            yield f"{key} Q0 {each} {place} {DEPTH + 1 - place} broadsheet\n"
