"""What is offered to somebody who is still typing."""

from datetime import UTC, datetime

import pytest
from wagtail.models import PageViewRestriction

from search.engines import sqlite
from search.suggestions import suggest
from tests.factories import make_author, make_column, make_draft, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


def offered(text: str, limit: int = 8) -> list[tuple[str, str]]:
    return [(place.kind, place.title) for place in suggest(text, limit)]


def test_people_columns_topics_and_stories_are_offered_by_the_beginnings_of_their_words(section):
    make_story(
        section,
        "Ferry talks resume",
        column=make_column("Ferry Watch"),
        authors=[make_author("Inès Ferrand")],
        topics=[make_topic("Ferries")],
    )

    assert offered("fer") == [
        ("topic", "Ferries"),
        ("column", "Ferry Watch"),
        ("author", "Inès Ferrand"),
        ("story", "Ferry Watch: Ferry talks resume"),
    ]
    assert offered("Ferr talk") == [("story", "Ferry Watch: Ferry talks resume")]
    assert offered("INES fer") == [("author", "Inès Ferrand")]
    assert suggest("inès")[0].url == "/authors/ines-ferrand/"


def test_only_what_the_public_may_see_is_offered(section):
    make_draft(section, "Canary draft", column=make_column("Canary Watch"))
    make_story(section, "Canary gone", topics=[make_topic("Canary songs")]).unpublish()
    vault = make_section(section.get_parent(), "Vault")
    make_story(vault, "Canary sealed")
    PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    assert [title for _, title in offered("canary")] == []
    assert offered("vault") == []


@pytest.mark.parametrize("text", ["the man", "the man w", "the man who", "the man who c", "the man who i"])
def test_the_beginning_of_a_word_that_says_nothing_takes_nothing_away(section, text):
    make_story(section, "The man who is counting birds")

    assert offered(text) == [("story", "The man who is counting birds")]


def test_it_is_left_out_only_where_no_headline_has_a_word_that_begins_so(section):
    make_story(section, "The man at the well")
    make_story(section, "A man who waits in vain")
    make_story(section, "The man of the sea")

    assert offered("man w") == [("story", "A man who waits in vain"), ("story", "The man at the well")]
    assert offered("man wx") == []


@pytest.mark.parametrize(
    "text", ["", " ", "f", "'", '"', "%", "_", "\x00", "🚢", "x" * 20_000, "the", "ferry " * 5_000]
)
def test_no_text_breaks_it(section, text):
    make_story(section, "The ferry never came back")

    assert len(suggest(text)) <= 8


def test_of_many_headlines_that_begin_so_the_newest_are_offered_whichever_way_they_are_looked_for(section, monkeypatch):
    for number in range(5):
        make_story(section, f"Ferry {number}", published_at=datetime(2026, 1, 1 + number, tzinfo=UTC))
    closed = make_story(section, "Ferrying", published_at=datetime(2026, 2, 1, tzinfo=UTC))
    closed.unpublish()
    newest = [("story", f"Ferry {number}") for number in (4, 3)]

    for recent in (1_000, 4, 2):
        monkeypatch.setattr(sqlite, "RECENT", recent)
        assert offered("fe", 2) == newest
        assert offered("fe f", 2) == newest
        assert offered("ferry", 2) == newest
