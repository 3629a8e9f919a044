"""What programs, feed readers and browsers are given that search the magazine."""

from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from broadsheet.middleware.caching import READERS
from search import finding
from stories.models import StoryPage
from tests.factories import make_author, make_section, make_story, make_topic
from tests.test_searching import ODD
from tests.test_searching_the_site import ADDRESSES, made, magazine

__all__ = ["made", "magazine"]  # fixtures

pytestmark = pytest.mark.django_db
PROGRAMS = ("/api/search/", "/api/suggest/", "/api/suggest/browser/")
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def ask(client, address: str, status: int = 200):
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.json()


def test_an_answer_holds_all_that_the_page_shows(client, magazine):
    answer = ask(client, "/api/search/?q=varn")

    result = answer["results"][0]
    assert result["id"] == f"urn:uuid:{magazine[0].translation_key}"
    assert result["url"] == "http://localhost/reporting/the-ferry-of-varn/"
    assert result["headline"] == "Diplomacy Watch: The ferry of Varn"
    assert result["labels"] == ["Reporting", "Europe"]
    assert result["authors"] == ["Ines Moreau"]
    assert parse_datetime(result["published_at"]) == magazine[0].published_at
    assert "Nobody in Varn knew" in result["extract"]
    assert "".join(part["text"] for part in result["extract_parts"]) == result["extract"]
    assert {part["text"] for part in result["extract_parts"] if part["is_match"]} == {"Varn"}
    assert result["score"] > 0
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    assert answer["query"] == answer["searched"] == "varn"
    assert answer["is_repaired"] is False


def test_a_repaired_question_says_what_was_searched(client, magazine):
    answer = ask(client, "/api/search/?q=fery")

    assert (answer["query"], answer["searched"], answer["is_repaired"]) == ("fery", "ferry", True)
    assert answer["total"] == 4
    assert ask(client, "/api/search/?q=fery&exact=1")["is_repaired"] is False


def test_facets_come_with_their_counts_and_narrow(client, magazine):
    answer = ask(client, "/api/search/?q=ferry&region=europe")

    regions = {value["value"]: value for value in answer["facets"]["region"]}
    assert regions["europe"] == {"value": "europe", "label": "Europe", "count": 2, "is_chosen": True}
    assert regions["asia"]["is_chosen"] is False
    assert {value["value"] for value in answer["facets"]["author"]} == {"ines-moreau", "bo-berg"}
    assert set(answer["facets"]) == {"format", "region", "section", "column", "author", "topic", "year"}


def test_the_links_lead_through_all_pages_and_to_the_page_and_feed(client, magazine, monkeypatch):
    monkeypatch.setattr(finding, "RESULTS_A_PAGE", 3)

    answer, seen = ask(client, "/api/search/?q=ferry&sort=date"), []
    links = answer["links"]
    while True:
        seen += [result["id"] for result in answer["results"]]
        if not answer["links"]["next"]:
            break
        answer = ask(client, answer["links"]["next"].removeprefix("http://localhost"))

    assert len(seen) == len(set(seen)) == answer["total"] == 4
    assert answer["links"]["prev"] == "http://localhost/api/search/?q=ferry&sort=date"
    assert links["html"] == "http://localhost/search/?q=ferry&sort=date"
    assert links["feed"] == "http://localhost/search/feed/?q=ferry"
    assert links["prev"] is None


REFUSED = {
    "page=0": "page",
    "page=x": "page",
    "page=²": "page",
    "page=" + "9" * 400: "page",
    "page=2": "1 page",
    "sort=best": "sort",
    "exact=yes": "exact",
    "from=yesterday": "from",
    "to=2026-02-30": "to",
    "from=2026-3-1": "from",
    "from=2026-03-02&to=2026-03-01": "from",
    "year=twenty": "year",
    "section=a/b": "section",
    "author=%3Cscript%3E": "author",
    "topic=" + "x" * 300: "topic",
    "&".join(f"column=c{number}" for number in range(21)): "column",
}


def test_a_value_that_makes_no_sense_is_refused_with_the_reason(client, magazine):
    for wrong, named in REFUSED.items():
        response = client.get(f"/api/search/?q=ferry&{wrong}")
        assert response.status_code == 400, wrong
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "no-store"
        assert any(named in reason for reason in response.json()["errors"]), wrong


def test_parameters_that_mean_nothing_here_are_passed_over(client, magazine):
    assert ask(client, "/api/search/?q=ferry&utm_source=mail&callback=x")["total"] == 4


@pytest.mark.parametrize("address", ["/api/search/", "/search/", "/search/feed/", "/api/suggest/"])
def test_so_are_more_of_them_than_django_reads(client, magazine, address):
    answer = client.get(f"{address}?q=ferry%20varn&{'a=b&' * 1500}author=ines-moreau")

    assert answer.status_code == 200
    assert "Varn" in answer.content.decode()


def test_nothing_asked_is_answered_with_nothing(client, magazine):
    answer = ask(client, "/api/search/")

    assert (answer["total"], answer["results"]) == (0, [])
    assert answer["tried"] == ["Nothing was looked for, as there are neither words nor anything that narrows."]
    assert ask(client, "/api/search/?sort=date&exact=1")["tried"] == answer["tried"]
    assert ask(client, "/api/suggest/")["groups"] == []


@pytest.mark.parametrize(
    "narrowing", ["format=reporting", "year={year}", "from={day}", "to=2099-01-01", "author=bo-berg"]
)
def test_without_words_everything_is_listed_that_the_rest_leaves_newest_first(client, magazine, narrowing):
    newest = StoryPage.objects.published().newest_first().first()
    narrowing = narrowing.format(year=newest.published_at.year, day=newest.published_at.date())
    answer = ask(client, f"/api/search/?{narrowing}")
    days = [result["published_at"] for result in answer["results"]]

    assert answer["total"] == len(days) > 0
    assert answer["tried"] == []
    assert days == sorted(days, reverse=True)
    page = BeautifulSoup(client.get(f"/search/?{narrowing}").content, "html.parser")
    assert [result["headline"] for result in answer["results"]] == [
        " ".join(link.get_text().split()) for link in page.select(".rows h2 a")
    ]


@pytest.mark.parametrize("words", ["", "q=ferry&"])
@pytest.mark.parametrize("name", ["section", "format", "region", "column", "author", "topic"])
def test_a_value_that_nothing_is_called_is_refused_by_api_and_feed(client, magazine, words, name):
    said = f"No {name} is called “nowhere”."

    assert ask(client, f"/api/search/?{words}{name}=nowhere", status=400) == {"errors": [said]}
    feed = client.get(f"/search/feed/?{words}{name}=nowhere")
    assert (feed.status_code, feed.content.decode()) == (400, said)


def test_what_has_a_page_but_no_story_is_known_and_leaves_nothing(client, magazine):
    make_topic("Tariffs")

    assert ask(client, "/api/search/?q=ferry&topic=tariffs")["total"] == 0
    assert ask(client, "/api/search/?q=ferry&year=1999")["total"] == 0


def test_nobody_learns_of_a_section_that_is_closed(client, magazine, committing):
    with committing():
        vault = make_section(magazine[0].main_section.get_parent(), "Vault")
        make_story(vault, "The ferry of Canary")
        PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    told = ask(client, "/api/search/?q=ferry&section=vault", status=400)
    assert told == {"errors": ["No section is called “vault”."]}


def test_scripts_of_any_site_may_read_an_answer_and_caches_keep_it_as_they_keep_pages(client, magazine):
    for address in PROGRAMS:
        response = client.get(f"{address}?q=ferry")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "no-cache"
        assert not response.cookies
        assert client.post(f"{address}?q=ferry").status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_sent_is_refused_as_such(magazine, method):
    program = Client(enforce_csrf_checks=True)

    for address in PROGRAMS:
        response = getattr(program, method)(f"{address}?q=ferry")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_no_text_breaks_an_answer(client, magazine):
    for query in ODD:
        for address in PROGRAMS:
            assert client.get(address, {"q": query}).status_code == 200, (address, query)


def test_bytes_that_are_no_text_break_nothing_either(client, magazine):
    for address in ADDRESSES:
        assert client.get(f"{address}?q=%ff%fe%00&author=%ff&from=%00").status_code in {200, 302, 400}


def test_suggestions_come_in_groups_with_their_addresses(client, magazine):
    answer = ask(client, "/api/suggest/?q=ines")
    groups = {group["kind"]: group for group in answer["groups"]}

    assert groups["author"]["label"] == "People"
    assert groups["author"]["suggestions"][0]["title"] == "Ines Moreau"
    assert groups["author"]["suggestions"][0]["url"] == "/authors/ines-moreau/"
    assert answer["summary"] == "1 suggestion"
    stories = {group["kind"]: group for group in ask(client, "/api/suggest/?q=ferr")["groups"]}["story"]
    assert "/reporting/the-ferry-of-varn/" in {each["url"] for each in stories["suggestions"]}
    assert sum(len(group["suggestions"]) for group in ask(client, "/api/suggest/?q=e")["groups"]) <= 8


def test_a_browser_gets_suggestions_in_the_form_it_asks_for(client, magazine):
    response = client.get("/api/suggest/browser/?q=ines")

    assert response["Content-Type"] == "application/x-suggestions+json"
    query, titles, _texts, addresses = response.json()
    assert query == "ines"
    assert titles[0] == "Ines Moreau"
    assert addresses[0] == "http://localhost/authors/ines-moreau/"


def test_any_search_is_a_feed_of_its_newest_stories(client, magazine):
    response = client.get("/search/feed/?q=ferry&author=ines-moreau")
    feed = feedparser.parse(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert not feed.bozo
    assert feed.feed.title == "Stories for “ferry” – The Meridian"
    assert [entry.link.rpartition("-")[2] for entry in feed.entries] == ["busan/", "varn/"]
    assert feed.entries[1].id == f"urn:uuid:{magazine[0].translation_key}"
    assert feed.entries[1].content
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == "http://localhost/search/feed/?q=ferry&author=ines-moreau"
    assert links["alternate"] == "http://localhost/search/?q=ferry&author=ines-moreau&sort=date"


def test_a_feed_that_has_not_changed_is_not_sent_again_and_a_new_story_is(client, magazine, committing):
    address = "/search/feed/?q=ferry"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304

    with committing():
        make_story(magazine[0].main_section, "The ferry of Riga", authors=[make_author("Li")])

    changed = client.get(address, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert b"Riga" in changed.content


def test_a_feed_of_nothing_is_the_feed_of_everything(client, magazine):
    assert client.get("/search/feed/")["Location"] == "/feed/atom/"
    assert feedparser.parse(client.get("/search/feed/?q=xyzzyqwv").content).entries == []


def test_browsers_are_told_how_to_search(client, magazine):
    response = client.get("/opensearch.xml")
    description = ElementTree.fromstring(response.content)  # noqa: S314

    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert response["Cache-Control"] == READERS
    assert description.findtext(f"{OPENSEARCH}ShortName") == "The Meridian"
    templates = {url.get("type"): url.get("template") for url in description.findall(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == "http://localhost/search/?q={searchTerms}&page={startPage?}"
    for kind in ("text/html", "application/json", "application/atom+xml", "application/x-suggestions+json"):
        address = templates[kind].removeprefix("http://localhost")
        answer = client.get(address.replace("{searchTerms}", "varn").replace("{startPage?}", ""))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
        assert b"erry of Varn" in answer.content.replace(b"<mark>", b"").replace(b"</mark>", b"")


def test_the_name_for_a_browsers_list_is_short_whatever_the_magazine_is_called(client, magazine):
    from stories.models import PublicationSettings

    PublicationSettings.objects.all().delete()
    site = make_section(magazine[0].get_parent(), "Elsewhere").get_site()
    PublicationSettings.objects.create(site=site, name="The <Northern> & Western Meridian Review")

    description = ElementTree.fromstring(client.get("/opensearch.xml").content)  # noqa: S314

    assert description.findtext(f"{OPENSEARCH}ShortName") == "The <Northern> …"
