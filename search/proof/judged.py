"""Reading judged questions, in the formats that published collections have."""

import csv
import json
from collections import defaultdict
from pathlib import Path


class Unreadable(ValueError):
    """A line that is not what it should be; the message says which and why."""


def read_questions(path: Path) -> dict[str, str]:
    """Return the words of each question by its id, from lines like {"id": "q1", "text": "grain corridor"}.

    The names "_id", "query_id", "query" and "question" are taken too. Raises `Unreadable`, and OSError.
    """
    questions: dict[str, str] = {}
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            raise Unreadable(f"{path}, line {number}: this is no JSON object.") from None
        key, text = _first(row, "id", "_id", "query_id"), _first(row, "text", "query", "question")
        if key is None or not isinstance(text, str):
            raise Unreadable(f"{path}, line {number}: “id” and “text” are needed.")
        if str(key) in questions:
            raise Unreadable(f"{path}, line {number}: there is a question “{key}” already.")
        questions[str(key)] = text
    return questions


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Return {question: {document: grade}} from lines of question, document and grade with tabs between them.

    A first line of names is left out. TREC's four columns, which have an iteration in second place and may have spaces
    between them, are taken too. Raises `Unreadable`, and OSError.
    """
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for place, (number, line) in enumerate(_lines(path)):
        columns = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE)) if "\t" in line else line.split()
        if len(columns) not in (3, 4):
            raise Unreadable(f"{path}, line {number}: three columns are needed, question, document and grade.")
        question, document, grade = columns[0], columns[-2], columns[-1]
        if place == 0 and not _is_whole(grade):
            continue  # the names of the columns
        if not _is_whole(grade):
            raise Unreadable(f"{path}, line {number}: the grade is no whole number: {grade}")
        judged[question][document] = int(grade)
    return dict(judged)


def _lines(path: Path):
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line.strip()


def _first(row, *names: str):
    return next((row[name] for name in names if name in row), None) if isinstance(row, dict) else None


def _is_whole(text: str) -> bool:
    return text.strip().removeprefix("-").isdecimal()
