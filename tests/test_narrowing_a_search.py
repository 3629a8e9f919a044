"""Facets: how many stories each choice would leave, whatever else is chosen. And the formula that ranks them."""

import math
from datetime import UTC, datetime

import pytest

from search.engines import engine
from search.finding import find, rank
from search.models import Content, Entry
from search.models.entries import FIELDS
from search.questions import Question
from search.ranking import LONG, SHORT
from search.wanted import Group, Must, Wanted
from stories.models import SectionPage
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(make_once):
    make_once(make_magazine)


def make_magazine():
    """Four stories about ferries, and one that is not."""
    front = make_site()
    reporting, opinion = make_section(front, "Reporting"), make_section(front, "Opinion")
    europe = make_section(front, "Europe", role=SectionPage.Role.REGION)
    islands = make_section(europe, "Islands", role=SectionPage.Role.SUBJECT)
    ana, ben = make_author("Ana Bel"), make_author("Ben Orr")
    quay, grain = make_column("The Quay"), make_topic("Grain")
    for number, (section, also, author, year) in enumerate(
        [(reporting, europe, ana, 2025), (reporting, islands, ana, 2026), (opinion, europe, ben, 2026)]
    ):
        make_story(
            section,
            f"Ferry {number}",
            also_in=[also],
            authors=[author],
            published_at=datetime(year, 2, 3, tzinfo=UTC),
        )
    make_story(opinion, "Ferry 3", authors=[ana, ben], column=quay, topics=[grain])
    make_story(opinion, "Budget", authors=[ben])


def counts(facet: str, **chosen) -> dict[str, int]:
    answer = find(Question("ferry", {name: tuple(values) for name, values in chosen.items()}))
    found = {each.name: each for each in answer.facets}
    return {value.value: value.count for value in found[facet].values} if facet in found else {}


def test_each_facet_counts_the_stories_that_it_would_leave(site):
    assert counts("format") == {"opinion": 2, "reporting": 2}
    assert counts("region") == {"europe": 3}, "a story of a section below counts for those above"
    assert counts("section") == {"islands": 1}
    assert counts("author") == {"ana-bel": 3, "ben-orr": 2}
    assert counts("column") == {"the-quay": 1}
    assert counts("topic") == {"grain": 1}
    assert counts("year")["2026"] >= 2


def test_choices_of_one_facet_widen_and_those_of_several_narrow(site):
    assert counts("author", format=["reporting"]) == {"ana-bel": 2}
    assert counts("format", format=["reporting"]) == {"opinion": 2, "reporting": 2}
    assert counts("author", author=["ben-orr"], format=["opinion"]) == {"ben-orr": 2, "ana-bel": 1}
    for chosen, total in (
        ({"author": ("ana-bel", "ben-orr")}, 4),
        ({"author": ("ana-bel",), "format": ("opinion",)}, 1),
        ({"section": ("reporting",), "year": ("2025",)}, 1),
        ({"section": ("reporting", "nowhere"), "year": ("2025",)}, 1),
    ):
        answer = find(Question("ferry", chosen))
        assert answer.total == total, chosen
        assert len([hit for hit in answer.hits if not hit.is_partial]) == total


def test_a_region_is_no_format(site):
    answer = find(Question("ferry", {"format": ("europe",), "region": ("europe",)}))

    assert answer.unknown == ("No format is called “europe”.",)
    assert answer.question.chosen == {"region": ("europe",)}
    assert 0 < answer.total < find(Question("ferry")).total


def test_what_is_chosen_stays_among_the_values_even_with_no_story_left(site):
    assert counts("column", column=["the-quay"], format=["reporting"]) == {"the-quay": 0}


def test_a_choice_alone_lists_its_newest_stories(site):
    answer = find(Question("", {"author": ("ana-bel",)}))

    assert [hit.story.title for hit in answer.hits] == ["Ferry 3", "Ferry 1", "Ferry 0"]


def test_a_sentence_is_narrowed_too(site):
    sentence = "Which budget pays for the next ferry of the islands in winter?"

    answer = find(Question(sentence, {"author": ("ana-bel",)}))

    assert {hit.story.title for hit in answer.hits} == {"Ferry 0", "Ferry 1", "Ferry 3"}
    assert rank(Question(sentence, {"author": ("ana-bel",)}), 2) == [hit.story.pk for hit in answer.hits][:2]


@pytest.mark.parametrize("weights", [SHORT, LONG], ids=["short", "long"])
def test_every_engine_ranks_by_the_same_formula(site, weights):
    """BM25 as FTS5 has it, computed here once more by hand."""
    terms = ("ferri", "ana", "budget", "2026", "0")
    wanted = Wanted(tuple(Group(((term,),)) for term in terms))
    contents = Content.objects.in_bulk()
    lengths = dict(Entry.objects.values_list("pk", "length"))
    mean = sum(lengths.values()) / len(lengths)

    def score(content: Content) -> float:
        total = 0.0
        for term in terms:
            holding = sum(any(term in field.split() for field in other.fields) for other in contents.values())
            rarity = math.log((len(contents) - holding + 0.5) / (holding + 0.5)) if holding else 0
            counted = sum(
                getattr(weights, name) * field.split().count(term)
                for name, field in zip(FIELDS, content.fields, strict=True)
            )
            length = 0.25 + 0.75 * lengths[content.pk] / mean
            total += (rarity if rarity > 0 else 1e-6) * counted * 2.2 / (counted + 1.2 * length)
        return total

    matches = engine().ranked(wanted, weights, Must.HOLD_ANY, 10)

    assert {match.story_id: pytest.approx(match.score, abs=2e-6) for match in matches} == {
        pk: score(content) for pk, content in contents.items()
    }
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
