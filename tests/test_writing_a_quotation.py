"""The page prints the marks around a quotation, however its author typed them."""

import pytest

from stories.blocks import StoryBody
from stories.blocks.quotes import without_marks


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('"We counted the boats."', "We counted the boats."),
        ("“We counted the boats.”", "We counted the boats."),
        ("«We counted the boats.»", "We counted the boats."),
        ("« We counted the boats. »", "We counted the boats."),
        ("»We counted the boats.«", "We counted the boats."),
        ("„We counted the boats.“", "We counted the boats."),
        ("„We counted the boats.”", "We counted the boats."),
        (" “We counted the boats.” ", "We counted the boats."),
        ("“We counted the “boats”.”", "We counted the “boats”."),
        ("“One.\n\nTwo.”", "One.\n\nTwo."),
        # What does not enclose the whole.
        ("“Yes,” she said, “at once.”", "“Yes,” she said, “at once.”"),
        ('"Yes," she said, "at once."', '"Yes," she said, "at once."'),
        ("The “last” ferry", "The “last” ferry"),
        ("“Yes” was all", "“Yes” was all"),
        ("“", "“"),
        ("", ""),
    ],
)
def test_typed_marks_around_a_quotation_are_taken_away(typed, kept):
    assert without_marks(typed) == kept


@pytest.mark.parametrize("kind", ["block_quote", "pull_quote"])
def test_both_quotes_are_stored_without_marks(db, kind):
    body = StoryBody().to_python([{"type": kind, "value": {"text": "“The ferry sails.”"}}])

    assert body[0].value["text"] == "The ferry sails."
    assert StoryBody().clean(body)[0].value["text"] == "The ferry sails."
