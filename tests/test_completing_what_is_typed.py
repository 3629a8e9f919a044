"""What is offered to somebody who is still typing."""

import pytest
from wagtail.models import PageViewRestriction

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


@pytest.mark.parametrize(
    "text", ["", " ", "f", "'", '"', "%", "_", "\x00", "🚢", "x" * 20_000, "the", "ferry " * 5_000]
)
def test_no_text_breaks_it(section, text):
    make_story(section, "The ferry never came back")

    assert len(suggest(text)) <= 8
