"""What a reader sees of a search: the results, what narrows them, the ways on; and nothing else, whatever is typed."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from search import finding, language
from stories.models import PublicationSettings, StoryPage
from tests.factories import (
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_topic,
)
from tests.test_reading_a_story import read, words

pytestmark = pytest.mark.django_db
START = datetime(2025, 11, 1, 9, tzinfo=UTC)
ADDRESSES = ("/search/", "/search/feed/", "/api/search/", "/api/suggest/", "/api/suggest/browser/")


@pytest.fixture(scope="module")
def made(make_once):
    return make_once(make_magazine)


@pytest.fixture
def magazine(made) -> list[StoryPage]:
    return deepcopy(made)


def make_magazine() -> list[StoryPage]:
    """Four stories on ferries, of two formats, regions, authors and years, and one on something else."""
    home = make_site()
    PublicationSettings.objects.create(site=home.get_site(), name="The Meridian")
    reporting, opinion = make_section(home), make_section(home, "Opinion")
    europe = make_section(home, "Europe", role="region")
    asia = make_section(home, "Asia", role="region")
    ines, bo = make_author(), make_author("Bo Berg")
    column, topic = make_column(), make_topic()
    stories = [
        make_story(
            section,
            f"The ferry of {place}",
            standfirst=f"Nobody in {place} knew who had ordered the crossing, or when, or for whom.",
            authors=[author],
            also_in=[region],
            column=column if author is ines else None,
            topics=[topic],
            published_at=START + timedelta(days=30 * number),
        )
        for number, (place, section, region, author) in enumerate(
            [
                ("Varn", reporting, europe, ines),
                ("Odesa", opinion, europe, bo),
                ("Busan", reporting, asia, ines),
                ("Aden", opinion, asia, bo),
            ]
        )
    ]
    make_story(reporting, "Budget passes", authors=[bo], published_at=START)
    return stories


def found(page: BeautifulSoup) -> set[str]:
    return {words(headline).rpartition(" of ")[2] for headline in page.select("ol.rows .card__headline")}


def link(page: BeautifulSoup, text: str) -> str:
    """Return where the only link in the main part of a page leads whose text begins so."""
    links = [each["href"] for each in page.main.select("a") if words(each).startswith(text)]
    assert len(links) == 1, (text, links)
    return links[0]


def follow(client, page: BeautifulSoup, text: str) -> BeautifulSoup:
    return read(client, "/search/" + link(page, text))


def test_a_result_says_what_the_story_is_and_where_the_words_stand(client, magazine):
    page = read(client, "/search/?q=Varn")

    card = page.select_one("ol.rows .card")
    assert words(card.select_one(".card__headline")) == "Diplomacy Watch: The ferry of Varn"
    assert words(card.select_one(".labels")) == "In Reporting | Europe"
    assert words(card.select_one(".byline")) == "By Ines Moreau"
    assert card.time["datetime"].startswith("2025-11-01")
    assert {words(mark) for mark in card.select("mark")} == {"Varn"}
    assert "Nobody in Varn knew" in words(card.select_one(".card__standfirst"))
    assert page.select_one(".card__headline a")["href"] == "/reporting/the-ferry-of-varn/"


def test_before_anything_is_asked_the_latest_stories_are_offered(client, magazine):
    assert "Latest" in [words(heading) for heading in read(client, "/search/").main.find_all("h2")]
    assert "Latest" not in [words(heading) for heading in read(client, "/search/?q=ferry").main.find_all("h2")]


def test_where_no_word_of_the_text_was_asked_for_the_standfirst_is_printed(client, magazine):
    card = read(client, "/search/?q=bo+berg").select_one("ol.rows .card")

    assert words(card.select_one(".card__standfirst")).startswith("Nobody in ")
    assert not card.select_one(".card__standfirst").select("mark")


def test_the_title_says_what_and_how_many_and_which_page(client, magazine, monkeypatch):
    monkeypatch.setattr(finding, "RESULTS_A_PAGE", 3)

    assert read(client, "/search/?q=ferry").title.string == "4 stories for “ferry” – Search – The Meridian"
    second = read(client, "/search/?q=ferry&page=2")
    assert second.title.string == "4 stories for “ferry”, page 2 – Search – The Meridian"
    assert read(client, "/search/").title.string == "Search – The Meridian"


def test_results_are_narrowed_step_by_step_and_each_step_can_be_taken_back(client, magazine):
    page = read(client, "/search/?q=ferry")
    assert found(page) == {"Varn", "Odesa", "Busan", "Aden"}

    page = follow(client, page, "Europe (2)")
    assert found(page) == {"Varn", "Odesa"}
    page = follow(client, page, "Bo Berg (1)")
    assert found(page) == {"Odesa"}
    assert words(page.h1) == "1 story for “ferry”"
    assert [words(each) for each in page.select(".narrow__chosen a")] == [
        "Remove Region: Europe",
        "Remove Author: Bo Berg",
        "Clear all",
    ]
    wider = follow(client, page, "Remove Region: Europe")
    assert found(wider) == {"Odesa", "Aden"}
    assert link(page, "Clear all") == "?q=ferry"


def test_values_of_one_facet_widen_each_other(client, magazine):
    page = follow(client, read(client, "/search/?q=ferry"), "Ines Moreau (2)")
    page = follow(client, page, "Bo Berg (2)")

    assert found(page) == {"Varn", "Odesa", "Busan", "Aden"}
    chosen = page.select(".narrow__facet [aria-current=true]")
    assert {words(each) for each in chosen} == {"Bo Berg (2)", "Ines Moreau (2)"}
    assert found(follow(client, page, "Bo Berg (2)")) == {"Varn", "Busan"}


def test_every_count_beside_a_choice_is_what_it_finds(client, magazine):
    page = read(client, "/search/?q=ferry&region=europe")

    steps = page.select(".narrow__facet a:not([aria-current])")
    assert len(steps) >= 5
    for step in steps:
        facet = step.find_parent("details")["id"].removeprefix("facet-")
        if facet != "region":  # there it is the count of the value alone, as values widen each other
            assert f"({len(found(read(client, '/search/' + step['href'])))})" in words(step), words(step)


def test_sections_that_are_a_format_or_a_region_are_offered_once(client, magazine):
    page = read(client, "/search/?q=ferry")

    for name in ("Reporting", "Europe"):
        assert len([step for step in page.select(".narrow__facet a") if words(step).startswith(name)]) == 1


def test_days_narrow_too_and_are_sent_with_everything_else(client, magazine):
    page = read(client, "/search/?q=ferry&author=bo-berg&sort=date&from=2025-12-15")

    assert found(page) == {"Aden"}
    assert found(read(client, "/search/?q=ferry&from=2025-12-01&to=2025-12-01")) == {"Odesa"}
    sent = {
        (field["name"], field.get("value", ""))
        for field in page.select("#q-form input, [form=q-form]")
        if field.get("name")
    }
    assert sent == {("q", "ferry"), ("author", "bo-berg"), ("sort", "date"), ("from", "2025-12-15"), ("to", "")}
    assert found(follow(client, page, "Remove From 15 December 2025")) == {"Odesa", "Aden"}


def test_the_newest_come_first_when_they_are_asked_for(client, magazine):
    page = follow(client, read(client, "/search/?q=ferry"), "Newest")

    headlines = [words(each).rpartition(" ")[2] for each in page.select("ol.rows .card__headline")]
    assert headlines == ["Aden", "Busan", "Odesa", "Varn"]
    assert words(page.select_one(".results__orders [aria-current]")) == "Newest"


def test_without_words_what_is_chosen_is_listed(client, magazine):
    page = read(client, "/search/?column=diplomacy-watch")

    assert found(page) == {"Varn", "Busan"}
    assert words(page.h1) == "2 stories"
    assert not page.select(".results__orders")


def test_the_next_page_asks_the_same(client, magazine, committing, monkeypatch):
    monkeypatch.setattr(finding, "RESULTS_A_PAGE", 2)
    with committing():
        for number in range(3):
            make_story(magazine[0].main_section, f"Harbour & quay {number}")

    page = read(client, "/search/?q=harbour+%26+quay&format=reporting&sort=date")
    second = follow(client, page, "Next page")

    assert words(page.select_one(".turn")) == "Page 1 of 2 Next page"
    asked = parse_qs(urlsplit(link(page, "Next page")).query)
    assert asked == {"q": ["harbour & quay"], "format": ["reporting"], "sort": ["date"], "page": ["2"]}
    assert [len(each.select("ol.rows .card")) for each in (page, second)] == [2, 1]
    assert link(second, "Previous page") == "?q=harbour+%26+quay&format=reporting&sort=date"


NONSENSE = [
    "page=x",
    "page=0",
    "sort=best",
    "from=yesterday",
    "to=2026-02-30",
    "from=2026-W01-1",
    "from=2026-03-02&to=2026-03-01",
    "year=x",
    "year=20266",
    "section=%00",
    "section=a/b",
    "author=" + "x" * 300,
    "author=%3Cscript%3E",
    "exact=perhaps",
    "utm_source=x",
    "page=1&page=2&page=x",
    "sort=",
    "from=&to=",
]


def test_what_makes_no_sense_in_the_address_counts_as_not_asked(client, magazine):
    for nonsense in NONSENSE:
        assert found(read(client, f"/search/?q=ferry&{nonsense}")) == {"Varn", "Odesa", "Busan", "Aden"}, nonsense


def test_a_slip_is_mended_and_the_page_says_so(client, magazine):
    page = read(client, "/search/?q=fery&region=europe")

    assert found(page) == {"Varn", "Odesa"}
    assert words(page.select_one(".results__repair")) == "Searched for ferry. Search instead for “fery”"
    as_typed = link(page, "Search instead for")
    assert parse_qs(as_typed[1:]) == {"q": ["fery"], "region": ["europe"], "exact": ["1"]}
    assert found(read(client, "/search/" + as_typed)) == set()
    assert not read(client, "/search/?q=ferry").select(".results__repair")


def test_people_columns_topics_and_sections_of_that_name_stand_on_top(client, magazine):
    for query, kind, url in [
        ("ines moreau", "Author", "/authors/ines-moreau/"),
        ("diplomacy watch", "Column", "/columns/diplomacy-watch/"),
        ("grain corridor", "Topic", "/topics/grain-corridor/"),
        ("europe", "Section", "/europe/"),
    ]:
        first = read(client, f"/search/?q={quote(query)}").select_one(".shortcuts li")
        assert words(first.select_one(".shortcuts__kind")) == kind
        assert first.a["href"] == url


def test_stories_with_some_of_the_words_come_after_and_are_told_apart(client, magazine):
    page = read(client, "/search/?q=ferry+varn")

    assert words(page.select_one("ol.rows .card__headline")) == "Diplomacy Watch: The ferry of Varn"
    assert words(page.select_one(".results__part")) == "With some of the words"
    after = page.select_one(".results__part").find_all_next("h3", class_="card__headline")
    assert {words(each).rpartition(" ")[2] for each in after} == {"Odesa", "Busan", "Aden"}


def test_results_that_are_not_quite_what_was_asked_say_so(client, magazine):
    for asked, said in (
        ('"varn ferry"', "No story has these words side by side, as in quotation marks."),
        ("author:nobody ferry", "No author is called “nobody”."),
    ):
        page = read(client, f"/search/?q={quote(asked)}")
        assert page.select("ol.rows .card"), asked
        assert said in words(page.select_one(".list-head--search")), asked


def test_days_that_are_the_wrong_way_round_are_told(client, magazine):
    page = read(client, "/search/?q=ferry&from=2026-11-01&to=2026-10-01&sort=foo")

    said = words(page.select_one(".list-head--search"))
    assert "The days are the wrong way round: “from” is after “to”." in said
    assert "“sort” has to be “relevance” or “date”." in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("xyzzyqwv", "No story holds this word."),
        ("xyzzyqwv wvqyzzyx", "No story holds all of these words."),
        ("🎉", "There is no word in this that could be looked for."),
    ],
)
def test_what_is_said_where_nothing_is_found_fits_what_was_asked(client, magazine, asked, said):
    page = read(client, f"/search/?q={quote(asked)}")

    assert said in words(page.select_one(".results__help"))
    assert page.select(".rows .card"), "the newest stories are offered"


def test_a_value_that_nothing_is_called_narrows_nothing_and_that_is_said(client, magazine):
    page = read(client, "/search/?q=ferry&section=nowhere&year=2026&page=1")
    alone = read(client, "/search/?section=nowhere")

    said = "No section is called “nowhere”. Results are not narrowed by it."
    assert said in words(page.select_one(".list-head--search"))
    assert page.select("ol.rows .card")
    assert [words(each) for each in page.select(".narrow__chosen a")] == ["Remove Year: 2026"]
    assert not page.select("input[value=nowhere]")
    assert said in words(alone.select_one(".list-head--search"))
    assert words(alone.h1) == "Search"


def test_where_nothing_is_found_the_page_says_what_was_tried_and_leads_on(client, magazine):
    page = read(client, "/search/?q=xyzzyqwv")
    narrowed = read(client, "/search/?q=ferry&year=1999")

    assert words(page.h1) == "Nothing found for “xyzzyqwv”"
    assert page.select(".results__help")
    assert link(narrowed, "Search everything for “ferry”") == "?q=ferry"


def test_what_the_public_may_not_see_is_in_no_answer_and_in_no_count(client, magazine, committing):
    section = magazine[0].main_section
    with committing():
        vault = make_section(section.get_parent(), "Canary vault")
        make_draft(section, "Canary ferry")
        make_story(section, "Canary ferry gone").unpublish()
        make_story(vault, "Canary ferry sealed", published_at=START.replace(year=2019))
        PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    for address in ADDRESSES:
        for query in ("ferry", "canary", "sealed", "gone"):
            answer = client.get(address, {"q": query, "sort": "date"}).content.decode()
            for told in ("Canary", "2019", "vault"):
                assert told not in answer, (address, query)
    assert words(read(client, "/search/?q=ferry").h1) == "4 stories for “ferry”"
    assert found(read(client, "/search/?year=2019")) == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL ends the test's transaction at the first error")
def test_while_the_index_is_away_the_search_says_so_and_everything_else_is_served(client, magazine):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_label RENAME TO search_label_away")

    for address in ADDRESSES:
        answer = client.get(address, {"q": "ferry"})
        assert answer.status_code == 503, address
        assert answer["Retry-After"] == "60"
        assert answer["Cache-Control"] == "no-store"
        assert "The search is not available just now" in answer.content.decode()
    page = BeautifulSoup(client.get("/search/?q=ferry").content, "html.parser")
    assert page.select_one("#q")["value"] == "ferry", "what was typed is not lost"
    assert client.get("/api/search/?q=ferry").json() == {"errors": ["The search is not available just now."]}
    for address in ("/", "/search/", "/reporting/", magazine[0].url):
        assert client.get(address).status_code == 200


def test_the_page_works_without_scripts_and_stays_out_of_search_engines(client, magazine):
    page = read(client, "/search/?q=ferry")

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert page.select_one("#q-form")["method"] == "get"
    assert page.select_one("#q-form")["action"] == "/search/"
    assert all("nofollow" in step["rel"] for step in page.select(".narrow a"))
    assert [script["src"] for script in page.main.select("script")] == ["/static/js/live_results.js"]


def test_every_page_names_the_description_for_browsers_and_a_search_its_feed(client, magazine):
    for address in ("/", "/reporting/", "/search/"):
        assert read(client, address).find("link", rel="search")["href"] == "/opensearch.xml"
    page = read(client, "/search/?q=ferry&region=asia")
    assert page.find("link", type="application/atom+xml")["href"] == "/search/feed/?q=ferry&region=asia"
    assert link(page, "Follow these results") == "/search/feed/?q=ferry&region=asia"


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1)//",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202egnitirw\u202c",
    "العبّارة",
    "🚢" * 60,
    "\x00ferry\x00",
    "ferry" + "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "x" * 20_000,
    "ferry " * 4_000,
    "%s%n%d" * 20,
    "../" * 50,
    "javascript:alert(1)",
    "]]>",
]


def test_no_text_that_is_typed_becomes_markup_or_breaks_an_answer(client, magazine):
    for text in EVIL:
        for address in ADDRESSES:
            asked = {"q": text} if address != "/search/" else {"q": text, "author": text, "from": text, "page": text}
            answer = client.get(address, asked)
            assert answer.status_code in {200, 302}, (address, text)
            if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
                assert is_clean(BeautifulSoup(answer.content, "html.parser")), (address, text)


def test_no_text_of_a_story_becomes_markup(client, committing):
    section = make_section(make_site())
    titles = [f"Quay {language.tidy(text)}"[:120] for text in EVIL]
    with committing():
        for number, title in enumerate(titles):
            slug = f"evil-{number}"
            make_story(
                section,
                title,
                slug=slug,
                standfirst=title,
                authors=[make_author(title, slug=slug)],
                column=make_column(title, slug=slug),
                topics=[make_topic(title, slug=slug)],
                body=[("paragraph", {"text": f"<p>{escape(title)}</p>"})],
            )

    for address in ADDRESSES:
        answer = client.get(address, {"q": "quay"})
        assert answer.status_code == 200, address
        if answer["Content-Type"].startswith("text/html"):
            page = BeautifulSoup(answer.content, "html.parser")
            assert is_clean(page)
            printed = {words(headline) for headline in page.select("ol.rows .card__headline")}
            assert printed == {" ".join(f"{title}: {title}".split()) for title in titles}


def is_clean(page: BeautifulSoup) -> bool:
    handlers = page.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
    scripts = [script for script in page.main.find_all("script") if not script.get("src")]
    pictures = [image for image in page.main.find_all("img") if image["src"] == "x"]
    said = b"".join(script.encode() for script in page.find_all("script"))
    return not (handlers or scripts or pictures or b"alert(1)" in said)


def test_a_photo_is_shown_with_its_credit(client, committing):
    with committing():
        make_story(make_section(make_site()), "Ferry", lead_photo=make_photo())

    card = read(client, "/search/?q=ferry").select_one("ol.rows .card")

    assert card.picture
    assert words(card.select_one(".card__credit")) == "Harbour Press/Ana Bel"
