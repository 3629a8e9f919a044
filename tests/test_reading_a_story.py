"""What a reader finds on the page of a story."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from stories.models import AppealSettings, Correction, NewsletterSettings, RelatedStory, StoryAuthor
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


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def section(home):
    return make_section(home)


def read(client, thing) -> BeautifulSoup:
    response = client.get(thing if isinstance(thing, str) else thing.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text().split())


def test_the_column_is_a_link_in_the_headline_which_reads_as_one_string(client, section):
    column = make_column("Diplomacy Watch")
    page = read(client, make_story(section, "Talks resume in the rain", column=column))

    assert words(page.h1) == "Diplomacy Watch: Talks resume in the rain"
    assert page.h1.a["href"] == "/columns/diplomacy-watch/"
    assert page.title.string == "Diplomacy Watch: Talks resume in the rain – Reporting – Broadsheet"
    assert len(page.find_all("h1")) == 1


def test_both_labels_are_links(client, home, section):
    europe = make_section(home, "Europe", role="region")
    page = read(client, make_story(section, also_in=[europe]))

    labels = page.select_one(".story__head .labels")
    assert words(labels) == "In Reporting | Europe"
    assert [link["href"] for link in labels.find_all("a")] == ["/reporting/", "/europe/"]


def test_the_authors_pictures_stand_beside_their_names_and_their_credits_in_their_boxes(client, section, committing):
    with committing():
        pictured = make_author("Ines Moreau", photo=make_photo(agency=None, person="Iva Noor"))
        story = make_story(section, authors=[pictured, make_author("Bo Berg")])

    page = read(client, story)

    assert [picture["alt"] for picture in page.select(".story__faces img")] == [""]
    assert [words(credit) for credit in page.select(".author-box__credit")] == ["Iva Noor"]


def test_a_house_byline_has_no_faces(client, section, committing):
    with committing():
        story = make_story(section, authors=[make_author(photo=make_photo())], byline="The editors")

    assert read(client, story).select_one(".story__faces, .author-box") is None


def test_the_byline_names_everybody_with_what_they_did(client, section):
    story = make_story(section, authors=[make_author("Ines Moreau"), make_author("Деян Костов", slug="kostov")])
    row = story.story_authors.all()[1]
    row.role = "photographs"
    row.save()

    byline = read(client, story).select_one(".story__head .byline")

    assert words(byline) == "By Ines Moreau and Деян Костов (photographs)"
    assert [link["href"] for link in byline.find_all("a")] == ["/authors/ines-moreau/", "/authors/kostov/"]


def test_a_house_byline_stands_in_place_of_names(client, section):
    page = read(client, make_story(section, byline="The editors"))

    assert words(page.select_one(".story__head .byline")) == "The editors"


def test_dates_are_shown_in_the_sites_time_zone_and_to_machines(client, section, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    story = make_story(
        section,
        dateline="Odesa",
        published_at=datetime(2026, 1, 1, 20, tzinfo=UTC),
        updated_at=datetime(2026, 1, 3, 9, tzinfo=UTC),
    )

    dates = read(client, story).select_one(".story__head .dates")

    assert words(dates) == "Odesa 2 January 2026, 05:00 JST Updated 3 January 2026, 18:00 JST"
    assert dates.time["datetime"] == "2026-01-02T05:00:00+09:00"


def test_the_lead_photo_prints_its_caption_and_on_a_line_of_its_own_its_credit(client, section):
    story = make_story(section, lead_photo=make_photo(caption="The quay at dawn"))

    lines = read(client, story).select(".story__lead figcaption p")

    assert [words(line) for line in lines] == ["The quay at dawn", "Top photo credit: Harbour Press/Ana Bel"]


def test_a_correction_is_announced_above_the_text_and_written_below_it(client, section):
    story = make_story(section)
    story.corrections = [
        Correction(text="<p>The bridge is in <b>Varn</b>.</p>", on=datetime(2026, 1, 3, 9, tzinfo=UTC)),
        Correction(kind="retraction", text="<p>We take it back.</p>", on=datetime(2026, 1, 4, 9, tzinfo=UTC)),
    ]
    story.save_revision().publish()

    page = read(client, story)

    notes = page.select(".story__note a")
    assert [words(note) for note in notes] == ["Correction, 3 January 2026", "Retraction, 4 January 2026"]
    below = page.find(id=notes[0]["href"].removeprefix("#"))
    assert words(below) == "Correction, 3 January 2026 The bridge is in Varn."


def test_no_appeal_stands_under_a_story_that_was_taken_back(client, home, section):
    AppealSettings.objects.create(site=home.get_site(), is_on=True, heading="Stand by us", text="<p>Give.</p>")
    story = make_story(section)
    assert read(client, story).select_one(".appeal")

    story.corrections = [Correction(text="<p>It was wrong.</p>", kind=Correction.Kind.RETRACTION)]
    story.save_revision().publish()

    assert read(client, story).select_one(".appeal") is None


def test_a_republished_piece_leads_to_the_original(client, section):
    original = "https://example.org/ferry"
    page = read(client, make_story(section, canonical_url=original, canonical_name="Harbour Weekly"))

    assert page.find("link", rel="canonical")["href"] == original
    note = page.select_one(".story__note")
    assert (words(note), note.a["href"]) == ("First published by Harbour Weekly.", original)


def test_topics_and_authors_are_introduced_with_links(client, section):
    ines = make_author(position="Correspondent", bio="<p>Writes about ports.</p>")
    page = read(client, make_story(section, authors=[ines], topics=[make_topic("Grain corridor")]))

    assert page.select_one(".tags a")["href"] == "/topics/grain-corridor/"
    assert words(page.select_one(".author-box")) == "Ines Moreau Correspondent Writes about ports."


@pytest.mark.parametrize(
    ("fields", "times"),
    [({}, 1), ({"show_appeal": False}, 0), ({"body": [("appeal", {})]}, 1), ({"body": []}, 1)],
)
def test_the_appeal_is_printed_once_or_where_the_story_says_so_not_at_all(client, home, section, fields, times):
    AppealSettings.objects.create(site=home.get_site(), is_on=True, heading="Stand by us", text="<p>Give.</p>")
    NewsletterSettings.objects.create(site=home.get_site(), is_on=True, heading="Every Friday")

    page = read(client, make_story(section, **fields))

    assert len(page.select(".appeal")) == times
    assert len(page.select(".newsletter-box")) == 1


def test_an_instalment_leads_to_those_before_and_after_it(client, section):
    column = make_column("Diplomacy Watch")
    first, second, third = (
        make_story(section, f"Week {number}", column=column, published_at=datetime(2026, 1, number, tzinfo=UTC))
        for number in (1, 2, 3)
    )

    links = read(client, second).select(".instalments a")

    assert [(link["rel"], link["href"]) for link in links] == [(["prev"], first.url), (["next"], third.url)]


def test_related_stories_are_those_chosen_by_hand_and_published(client, section):
    rumour, talks = make_story(section, "Unchecked rumour"), make_story(section, "Talks resume")
    story = make_story(section, "The ferry never came back")
    story.related_stories = [RelatedStory(related=rumour), RelatedStory(related=talks)]
    story.save_revision().publish()
    rumour.unpublish()

    page = read(client, story)

    related = page.find("section", attrs={"aria-labelledby": "related"})
    assert [words(headline) for headline in related.select("h3")] == ["Talks resume"]
    assert "Unchecked rumour" not in page.get_text()


def test_a_story_with_nothing_but_a_headline_is_a_whole_page(client, section):
    page = read(client, make_story(section, "Supercalifragilistic" * 12))

    assert page.select_one(".story__body") is not None
    assert page.find("figure") is None


def test_authors_keep_the_order_in_which_they_signed(client, section):
    authors = [make_author(name) for name in ("Ines Moreau", "Bo Berg", "Tarik Usta")]
    story = make_story(section, authors=authors)
    # PostgreSQL lays a row that changes behind the others, and gives rows without a place of their own as they lie.
    StoryAuthor.objects.filter(story=story, author=authors[0]).update(role="reporting")

    text = words(read(client, story).find("main"))

    assert text.index("Ines Moreau") < text.index("Bo Berg") < text.index("Tarik Usta")
