"""What a page may cost: queries with the caches warm, and bytes as they travel."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import FooterSettings, NameplateLink, NameplateSettings, TrendingSettings, TrendingTopic
from media.models import Photo
from stories.models import AppealSettings, Correction, NewsletterSettings, PublicationSettings, RelatedStory, StoryPage
from tests.factories import (
    make_author,
    make_column,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[1]
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
SENTENCE = (
    "The harbour master counted {0} crossings before the strait was closed to all but the pilots of {1}, who had "
    "been told at dawn that nobody would pay them for the week that they had already worked on the northern quay. "
)


def make_magazine(home, stories: int):
    """Return the story to read, in a magazine with so many others and everything around them that can be set."""
    site = home.get_site()
    reporting, europe = make_section(home), make_section(home, "Europe", role="region")
    column, authors = make_column(), [make_author(bio="<p>Writes.</p>"), make_author("Bo Berg", bio="<p>Counts.</p>")]
    topics = [make_topic(f"Topic {number}") for number in range(5)]
    photo = make_photo()
    others = [
        make_story(
            reporting,
            f"A headline of usual length about the strait and its {number} pilots",
            standfirst=SENTENCE.format(number, "Varn"),
            column=column,
            authors=authors,
            topics=topics[:2],
            also_in=[europe],
            lead_photo=photo,
            published_at=START + timedelta(days=number),
        )
        for number in range(stories)
    ]
    links = [f' <a linktype="page" id="{other.pk}">as we reported</a>' for other in others]
    body = [
        (
            "paragraph",
            {"text": f"<p>{SENTENCE.format(number, number * 7)}{''.join(links[number : number + 1])}</p>" * 2},
        )
        for number in range(20)
    ]
    body += [
        ("photo", {"photo": make_photo("One"), "caption": "The quay"}),
        ("gallery", {"photos": [{"photo": make_photo("Two")}, {"photo": make_photo("Three")}]}),
        ("related_story", {"story": others[0]}),
        ("round_up", {"items": [{"text": f"<p>{SENTENCE.format(3, 4)}</p>"}] * 5}),
    ]
    story = make_story(
        reporting,
        "The ferry never came back",
        standfirst=SENTENCE.format(1, "Varn"),
        column=column,
        authors=authors,
        topics=topics,
        also_in=[europe],
        lead_photo=photo,
        body=body,
        published_at=START + timedelta(hours=1),
    )
    story.corrections = [Correction(text="<p>Varn, not Barn.</p>")]
    story.related_stories = [RelatedStory(related=others[0])]
    story.save_revision().publish()
    home.strips = [
        ("lead_package", {"chosen": []}),
        ("latest", {"count": 6}),
        ("section_strip", {"section": reporting, "count": 4, "chosen": []}),
        ("section_strip", {"section": europe, "count": 4, "chosen": []}),
        ("column_strip", {"column": column, "count": 3}),
        ("topic_strip", {"topic": topics[0], "count": 4, "chosen": []}),
    ]
    home.save_revision().publish()
    PublicationSettings.objects.create(site=site, name="The Meridian", logo=photo, social_photo=photo)
    AppealSettings.objects.create(site=site, is_on=True, heading="Stand by us", text="<p>Give.</p>")
    NewsletterSettings.objects.create(site=site, is_on=True, heading="Every Friday")
    text = f'<p>By <a linktype="page" id="{reporting.pk}">us</a></p>'
    FooterSettings.objects.create(site=site, text=text)
    NameplateSettings.objects.create(site=site, links=[NameplateLink(page=reporting), NameplateLink(page=europe)])
    TrendingSettings.objects.create(site=site, topics=[TrendingTopic(topic=topic) for topic in topics])
    return story


def get(client, address):
    response = client.get(address, headers={"accept-encoding": "br"})
    assert response.status_code == 200
    return response


def queries(client, address) -> int:
    get(client, address)
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


@pytest.fixture(scope="module")
def thirty(make_once) -> StoryPage:
    """The story to read in a magazine with thirty others."""
    return make_once(lambda: make_magazine(make_site(), 30))


@pytest.mark.deep
def test_pages_keep_to_their_queries_with_one_story(client, committing):
    with committing():
        story = make_magazine(make_site(), 1)

    check_queries(client, story)


def test_pages_keep_to_their_queries_with_thirty(client, thirty):
    check_queries(client, thirty)


def check_queries(client, story):
    assert not Photo.objects.filter(is_open=False).exists()
    assert queries(client, story.url) <= 16
    assert queries(client, "/reporting/") <= 18
    assert queries(client, "/") <= 22
    for address in (
        "/columns/diplomacy-watch/",
        "/authors/bo-berg/",
        "/topics/topic-1/",
        "/latest/",
        "/search/?q=ferry",
    ):
        assert queries(client, address) <= 18


def test_pages_keep_to_their_bytes(client, thirty):
    for address, limit in ((thirty.url, 18_000), ("/reporting/", 20_000), ("/", 25_000), ("/search/?q=pilots", 15_000)):
        response = get(client, address)
        assert response["Content-Encoding"] == "br"
        assert len(response.content) <= limit, address


def test_the_style_sheet_keeps_to_its_bytes():
    sheet = Path(finders.find("site.css")).read_bytes()

    assert len(brotli.compress(sheet)) <= 12_000


def test_all_scripts_for_readers_together_keep_to_their_bytes():
    scripts = [*(ROOT / "static/js").glob("*.js"), *(ROOT / "templates/includes").glob("*.js")]

    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= 8_000


def test_readers_pages_set_no_cookie_vary_on_nothing_personal_and_load_only_our_own(client, thirty):
    for address in (thirty.url, "/reporting/", "/", "/search/?q=ferry", "/columns/", "/no/such/page/"):
        response = client.get(address)
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        page = BeautifulSoup(response.content, "html.parser")
        assert not page.find_all("style")
        assert not page.find_all(lambda tag: any(name == "style" or name.startswith("on") for name in tag.attrs))
        inline = [script for script in page.find_all("script", src=False) if not script.get("type")]
        assert len(inline) == 1, "the reader's choice of theme, named by the policy"
        loaded = [tag.get("src") or "" for tag in page.find_all(["script", "img", "iframe", "video"])]
        loaded += [tag["href"] for tag in page.find_all("link", rel="stylesheet")]
        assert all(is_ours(address) for address in loaded)


def is_ours(address: str) -> bool:
    from django.conf import settings

    return address.startswith(settings.MEDIA_PUBLIC_URL) or "://" not in address
