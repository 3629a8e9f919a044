"""What a reader gets who asks for words."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from wagtail.models import PageViewRestriction

from search import finding
from tests.factories import make_author, make_column, make_draft, make_section, make_site, make_story
from tests.test_reading_a_story import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture(scope="module")
def ferry_story(make_once):
    make_once(lambda: make_story(make_section(make_site()), "The ferry never came back", authors=[make_author()]))


def found(client, query: str, rest: str = "") -> list[str]:
    page = read(client, f"/search/?q={quote(query)}{rest}")
    return [words(headline) for headline in page.select(".card__headline")]


def test_a_story_is_found_by_its_headline_its_column_and_the_words_of_its_body(client, section):
    make_story(
        section,
        "Talks resume",
        column=make_column("Diplomacy Watch"),
        standfirst="In the rain",
        body=[("paragraph", {"text": "<p>The <b>lighthouse</b> keeper watched.</p>"})],
    )
    make_story(section, "Budget passes")

    for query in ("talks", "diplomacy watch", "rain", "lighthouse", "resume lighthouse"):
        assert found(client, query) == ["Diplomacy Watch: Talks resume"]


def test_where_no_story_holds_all_words_those_are_offered_that_hold_some(client, section):
    make_story(section, "Talks resume")
    make_story(section, "Budget passes")

    assert sorted(found(client, "talks budget")) == ["Budget passes", "Talks resume"]


def test_the_heading_counts_what_was_found(client, section):
    make_story(section, "Ferry one"), make_story(section, "Ferry two")

    page = read(client, "/search/?q=ferry")

    assert words(page.h1) == "2 stories for “ferry”"
    assert page.title.string.startswith("2 stories for “ferry” – Search")
    assert page.find("input", attrs={"name": "q"})["value"] == "ferry"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"


def test_nothing_found_is_said_and_nothing_asked_too(client, section):
    assert words(read(client, "/search/?q=unicorn").h1) == "Nothing found for “unicorn”"
    assert words(read(client, "/search/").h1) == "Search"


def test_only_what_the_public_may_see_is_found(client, section):
    make_draft(section, "Canary draft")
    make_story(section, "Canary gone").unpublish()
    vault = make_section(section.get_parent(), "Vault")
    make_story(vault, "Canary sealed")
    PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    page = read(client, "/search/?q=canary")

    assert words(page.h1) == "Nothing found for “canary”"


def test_results_turn_by_page_newest_first(client, section, monkeypatch):
    monkeypatch.setattr(finding, "RESULTS_A_PAGE", 4)
    for number in range(7):
        make_story(section, f"Ferry {number}", published_at=datetime(2026, 1, number + 1, tzinfo=UTC))

    assert found(client, "ferry")[:2] == ["Ferry 6", "Ferry 5"]
    assert found(client, "ferry", "&page=2") == ["Ferry 2", "Ferry 1", "Ferry 0"]
    assert found(client, "ferry", "&page=99999") == ["Ferry 2", "Ferry 1", "Ferry 0"]
    for nonsense in ("0", "-1", "x", "²", "1e9", "9" * 400):
        assert len(found(client, "ferry", f"&page={quote(nonsense)}")) == 4


ODD = [
    "",
    " ",
    "\t \n",
    "\x00",
    "fer\x00ry",
    '"',
    '"ferry',
    '""',
    "'",
    "''",
    "\\",
    "ferry\\",
    "*",
    "ferry*",
    "(",
    ")",
    "(ferry",
    "ferry)",
    "^",
    ":",
    "title:ferry",
    "AND",
    "OR",
    "NOT ferry",
    "ferry AND",
    "ferry OR budget",
    "NEAR(ferry budget)",
    "-ferry",
    "+ferry",
    "a-b",
    "a.b",
    "!",
    "ferry & !budget",
    "ferry | budget",
    "<->",
    "%",
    "_",
    "; drop table stories_storypage",
    "<script>alert(1)</script>",
    "🚢",
    "ferry 🚢",
    "паром",
    "العبّارة",
    "\u202eferry",
    "\ufeff",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "x" * 20_000,
    "ferry " * 4_000,
    "'-'",
    "...",
    "’",
]


@pytest.mark.parametrize("query", ODD)
def test_no_text_breaks_the_search(client, ferry_story, query):
    response = client.get("/search/", {"q": query})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_bytes_that_are_no_text_do_not_break_it_either(client, section):
    assert client.get("/search/?q=%ff%fe&page=%00").status_code == 200


@pytest.mark.parametrize("word", ["العبّارة", "Città", "паром", "İstanbul", "Σύρος"])
def test_words_of_any_script_are_found(client, section, word):
    make_story(section, f"{word} again")

    assert found(client, word) == [f"{word} again"]


def test_whatever_stands_around_it_the_word_counts(client, ferry_story):
    for query in ('"ferry', "ferry\\", "(ferry", "ferry 🚢", "fer\x00ry", "ferry’"):
        assert found(client, query) == ["The ferry never came back"], query
