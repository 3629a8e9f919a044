"""What feed readers and search engines are given."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from stories import sitemaps
from stories.models import Correction, PublicationSettings, StoryPage
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
from tests.test_reading_a_story import read

pytestmark = pytest.mark.django_db
PLACES = [
    "/",
    "/reporting/",
    "/columns/diplomacy-watch/",
    "/authors/ines-moreau/",
    "/topics/grain-corridor/",
]


@pytest.fixture(scope="module")
def made(make_once):
    return make_once(make_magazine)


@pytest.fixture
def story(made):
    return deepcopy(made)


def make_magazine() -> StoryPage:
    home = make_site()
    PublicationSettings.objects.create(site=home.get_site(), name="The Meridian")
    section = make_section(home)
    story = make_story(
        section,
        "Talks & <rain>",
        column=make_column(),
        authors=[make_author(), make_author("Bo Berg")],
        topics=[make_topic()],
        standfirst="In the rain",
        lead_photo=make_photo(caption="The quay"),
        published_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        body=[
            ("paragraph", {"text": f'<p>See <a linktype="page" id="{section.pk}">reporting</a>.</p>'}),
            ("photo", {"photo": make_photo("Crane", person="Cem Ak", caption="A crane")}),
        ],
    )
    make_draft(section, "Canary")
    return story


def fetch(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("form", ["", "atom/"])
@pytest.mark.parametrize("place", PLACES)
def test_every_list_has_a_feed_that_a_parser_takes(client, story, place, form):
    feed = feedparser.parse(fetch(client, f"{place}feed/{form}").content)

    assert not feed.bozo
    assert feed.feed.title.endswith("The Meridian")
    entry = feed.entries[0]
    assert len(feed.entries) == 1
    assert entry.title in {"Diplomacy Watch: Talks & <rain>", "Diplomacy Watch: Talks &amp; &lt;rain&gt;"}
    assert entry.link == "http://localhost/reporting/talks-rain/"
    assert entry.id == f"urn:uuid:{story.translation_key}"
    assert {tag.term for tag in entry.tags} == {"Reporting", "Grain corridor"}
    assert timezone.datetime(*entry.published_parsed[:6], tzinfo=UTC) == story.published_at


def test_rss_names_every_author_and_the_credit_of_the_picture(client, story):
    item = ElementTree.fromstring(fetch(client, "/feed/").content).find("channel/item")  # noqa: S314

    names = {"dc": "http://purl.org/dc/elements/1.1/", "media": "http://search.yahoo.com/mrss/"}
    assert [creator.text for creator in item.findall("dc:creator", names)] == ["Ines Moreau", "Bo Berg"]
    assert item.find("media:content/media:credit", names).text == "Harbour Press/Ana Bel"


@pytest.mark.parametrize("form", ["", "atom/"])
def test_the_whole_text_is_in_the_feed_with_absolute_addresses_and_credits(client, story, form):
    entry = feedparser.parse(fetch(client, f"/feed/{form}").content).entries[0]

    text = entry.content[0].value
    assert "Top photo credit: Harbour Press/Ana Bel" in text
    assert "Photo credit: Harbour Press/Cem Ak" in text
    page = BeautifulSoup(text, "html.parser")
    assert page.find("a")["href"] == "http://localhost/reporting/"
    assert all("://" in image["src"] for image in page.find_all("img"))


def test_the_json_feed_says_the_same(client, story):
    response = fetch(client, "/reporting/feed/json/")

    assert response["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost/reporting/feed/json/"
    (item,) = feed["items"]
    assert item["title"] == "Diplomacy Watch: Talks & <rain>"
    assert item["authors"][0] == {"name": "Ines Moreau", "url": "http://localhost/authors/ines-moreau/"}
    assert item["date_published"] == "2026-03-01T09:00:00+00:00"


def test_there_is_no_feed_in_an_unknown_form(client, story):
    assert client.get("/feed/rdf/").status_code == 404


@pytest.mark.parametrize("address", ["/feed/", "/reporting/feed/atom/", "/topics/grain-corridor/feed/json/"])
def test_a_reader_who_has_the_feed_is_told_that_nothing_changed(client, story, address):
    first = fetch(client, address)
    assert "public" in first["Cache-Control"]

    by_tag = client.get(address, headers={"if-none-match": first["ETag"]})
    by_date = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
    story.corrections = [Correction(text="<p>Varn, not Barn.</p>")]
    story.save_revision().publish()
    afterwards = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert afterwards.status_code == 200
    assert b"Varn, not Barn." in afterwards.content


def test_signs_that_xml_cannot_write_are_left_out(client, story):
    make_story(story.main_section, "Bell\x07 and form\x0c feed", body=[("paragraph", {"text": "<p>a\x0bb</p>"})])

    for address in ("/feed/", "/feed/atom/", "/sitemap-news.xml"):
        ElementTree.fromstring(fetch(client, address).content)  # noqa: S314


def test_pages_name_their_feed(client, story):
    for place in PLACES[1:]:
        feeds = [link["href"] for link in read(client, place).find_all("link", rel="alternate")]
        assert feeds == [f"http://localhost{place}feed/", "/feed/"]


def addresses(client, address) -> list[str]:
    tree = ElementTree.fromstring(fetch(client, address).content)  # noqa: S314
    return [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_leads_to_every_public_page_and_no_other(client, story, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS_A_PART", 3)  # several parts, some of them empty
    make_story(story.main_section, "From elsewhere", canonical_url="https://example.org/x")
    parts = [address.removeprefix("http://localhost") for address in addresses(client, "/sitemap.xml")]

    listed = [address for part in parts for address in addresses(client, part)]

    assert len(listed) == len(set(listed))
    wanted = {*PLACES, "/columns/", "/authors/", "/topics/", "/authors/bo-berg/", story.url}
    assert set(listed) == {f"http://localhost{address}" for address in wanted}


def test_no_sitemap_beyond_the_last(client, story):
    assert client.get("/sitemap-stories-7777.xml").status_code == 404
    assert client.get(f"/sitemap-stories-{'9' * 30}.xml").status_code == 404


def test_the_news_sitemap_holds_the_last_two_days(client, story):
    new = make_story(story.main_section, "Just in", published_at=timezone.now() - timedelta(hours=47))
    make_story(story.main_section, "Old news", published_at=timezone.now() - timedelta(hours=49))

    assert addresses(client, "/sitemap-news.xml") == [f"http://localhost{new.url}"]
    assert b"<news:name>The Meridian</news:name>" in client.get("/sitemap-news.xml").content


def test_robots_are_led_to_the_sitemap(client, story):
    response = fetch(client, "/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost/sitemap.xml" in response.content.decode()


def graph(client, address) -> list[dict]:
    blocks = read(client, address).find_all("script", type="application/ld+json")
    return [thing for block in blocks for thing in json.loads(block.string)["@graph"]]


def test_machines_are_told_all_about_a_story(client, story):
    story.corrections = [Correction(text="<p>Varn, not <b>Barn</b>.</p>", on=datetime(2026, 3, 2, tzinfo=UTC))]
    story.save_revision().publish()

    article, crumbs = graph(client, story.url)

    assert article["@type"] == ["NewsArticle"]
    assert article["headline"] == "Diplomacy Watch: Talks & <rain>"
    assert article["datePublished"] == "2026-03-01T09:00:00+00:00"
    assert article["dateModified"] == "2026-03-02T00:00:00+00:00"
    assert article["author"][1] == {
        "@type": "Person",
        "name": "Bo Berg",
        "url": "http://localhost/authors/bo-berg/",
    }
    assert article["image"]["creditText"] == "Harbour Press/Ana Bel"
    assert article["isPartOf"]["name"] == "Diplomacy Watch"
    assert article["correction"][0]["text"] == "Varn, not Barn."
    assert [crumb["name"] for crumb in crumbs["itemListElement"]] == ["The Meridian", "Reporting", article["headline"]]


def test_no_text_ends_the_data_block(client, story):
    evil = "</script><script>alert(1)</script><!-- \u2028 ]]>"
    bad = make_story(story.main_section, evil, standfirst=evil, slug="evil", byline=evil, dateline=evil)

    assert graph(client, bad.url)[0]["headline"] == evil
    # The page has scripts of its own, for light and dark. What the story says stands in none but the one data block.
    scripts = read(client, bad.url).find_all("script")
    blocks = [script for script in scripts if script.get("type") == "application/ld+json"]
    assert len(blocks) == 1
    assert [script for script in scripts if "alert(1)" in script.get_text()] == blocks


@pytest.mark.parametrize(("address", "kind"), [("/", "WebSite"), *zip(PLACES[1:], ["BreadcrumbList"] * 4, strict=True)])
def test_machines_are_told_about_every_kind_of_page(client, story, address, kind):
    assert kind in [thing["@type"] for thing in graph(client, address)]


def test_social_networks_get_a_picture_with_its_alt_text_and_dates(client, story):
    head = read(client, story.url).head

    def content(name):
        return head.find("meta", property=name)["content"]

    assert content("og:type") == "article"
    assert content("og:title") == "Diplomacy Watch: Talks & <rain>"
    assert content("og:url") == "http://localhost/reporting/talks-rain/"
    assert content("og:image").startswith("http")
    assert int(content("og:image:width")) > int(content("og:image:height"))
    assert content("og:image:alt") == "A white ferry at an empty quay (Harbour Press/Ana Bel)"
    assert content("article:published_time") == "2026-03-01T09:00:00+00:00"
    assert head.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
