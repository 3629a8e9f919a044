"""The demo's dates are moved to the week in which it is loaded, so its words must not say when they were written."""

import json
import re

import pytest

from archive.management.commands.load_demo import FOLDER

LINES = [json.loads(line) for line in (FOLDER / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
# No reader sees these, or they are moved with the story.
NOT_WORDS = {
    "published_at",
    "updated_at",
    "go_live_at",
    "expire_at",
    "on",
    "rights_expire_on",
    "file",
    "slug",
    "old_url",
}
ADDRESSES = {"url", "source_url", "website", "source"}
LAST_YEAR = 1999  # a later one would soon be “nine years ago” in one paragraph and twelve in the next
MONTHS = "January|February|March|April|(?:early|late|last|this|next|in|of|since|by|until) May|June|July|August"
MONTHS += "|September|October|November|December|Christmas|Easter"
SEASONS = "spring|summer|autumn|winter"
THEN = (
    rf"\b(?:{MONTHS})\b",
    rf"(?i)\b(?:this|last|next|coming|past|since the|before the) (?:{SEASONS})\b",
    rf"(?i)\b(?:one|two|three|a few) (?:{SEASONS})s ago\b",
)
# True of every year: the ice of a sea that exists, a code of law, and a minute taken in another century.
TRUE_OF_EVERY_YEAR = {
    "demo-arctic": ("September", "March", "August", "October", "January", "2017"),
    "demo-long-view-2": ("October",),
}


def words_in(value, name=""):
    if isinstance(value, str) and name not in NOT_WORDS | ADDRESSES:
        yield re.sub(r'href="[^"]*"', "", value)
    elif isinstance(value, dict):
        for key, each in value.items():
            # A quotation's `source` is printed; that of a photo is an address.
            yield from words_in(each, "" if key == "source" and "text" in value else key)
    elif isinstance(value, list):
        for each in value:
            yield from words_in(each, name)


def moments_in(text):
    """Return the words that tie a text to one part of one year, and the years that are too near to count from."""
    found = [match.group() for pattern in THEN for match in re.finditer(pattern, text)]
    return found + [year for year in re.findall(r"\b[12]\d{3}\b", text) if int(year) > LAST_YEAR]


@pytest.mark.parametrize(
    "text",
    [
        "In November the Board sent its electrician.",
        "A conversation in May.",
        "Last autumn the boat stopped.",
        "It has been an island since 2016.",
        "He went over two springs ago.",
        "Nothing before the autumn.",
    ],
)
def test_a_text_that_says_when_it_was_written_is_found(text):
    assert moments_in(text)


@pytest.mark.parametrize("text", ["May I reprint it?", "In the spring after the treaty of 1931.", "Nine years ago."])
def test_a_text_that_may_be_of_any_week_is_left_alone(text):
    assert not moments_in(text)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.get("id") or line.get("slug") or line["type"])
def test_no_words_of_the_demo_tie_it_to_a_season_or_a_year(line):
    allowed = TRUE_OF_EVERY_YEAR.get(line.get("id"), ())

    found = [moment for text in words_in(line) for moment in moments_in(text) if moment not in allowed]

    assert not found


@pytest.mark.parametrize("story", [line for line in LINES if line.get("corrections")], ids=lambda story: story["id"])
def test_its_notes_are_later_than_the_story_and_none_is_of_the_future(story):
    notes = [note["on"] for note in story["corrections"]]
    newest = max(line["published_at"] for line in LINES if line.get("published_at"))

    assert story["published_at"] < notes[0]
    assert notes == sorted(notes)
    assert notes[-1] == story["updated_at"]
    assert notes[-1] <= newest
