"""What a reader finds on the front, in sections, columns, of authors, on topics, by month."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection

from home.models import (
    FooterLink,
    FooterSettings,
    NameplateLink,
    NameplateSettings,
    SocialLink,
    SocialSettings,
    TrendingSettings,
    TrendingTopic,
)
from stories.models import AppealSettings, ColumnAuthor, PublicationSettings, StandardPage
from stories.templatetags.story_tags import latest_stories
from tests.factories import make_author, make_column, make_photo, make_section, make_site, make_story, make_topic
from tests.test_reading_a_story import read, words

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def home():
    return make_site()


def headlines(page):
    return [words(headline) for headline in page.select(".card__headline")]


def test_the_front_has_its_name_for_a_heading_and_every_story_once(client, home):
    section = make_section(home)
    for number in range(8):
        make_story(section, f"Story {number}", lead_photo=make_photo())

    page = read(client, "/")

    assert [words(heading) for heading in page.find_all("h1")] == ["Broadsheet"]
    assert sorted(headlines(page)) == [f"Story {number}" for number in range(8)]


def test_each_kind_of_strip_is_printed_under_its_heading(client, home):
    reporting, column, topic = make_section(home), make_column(), make_topic()
    for number in range(6):
        make_story(reporting, f"Story {number}", column=column, topics=[topic])
    home.strips = [
        ("section_strip", {"section": reporting, "heading": "From the field", "count": 2, "chosen": []}),
        ("column_strip", {"column": column, "count": 2}),
        ("topic_strip", {"topic": topic, "count": 2, "chosen": []}),
    ]
    home.save_revision().publish()

    page = read(client, "/")

    strips = page.select(".strip__heading a")
    assert [(words(strip), strip["href"]) for strip in strips] == [
        ("From the field", "/reporting/"),
        ("Diplomacy Watch", "/columns/diplomacy-watch/"),
        ("Grain corridor", "/topics/grain-corridor/"),
    ]
    assert len(headlines(page)) == 6


def test_three_stories_without_a_picture_stand_beside_the_lead_with_their_standfirsts(client, home, committing):
    section = make_section(home)
    with committing():
        stories = [
            make_story(section, f"Story {number}", standfirst=f"So {number}.", published_at=MARCH.replace(hour=number))
            for number in range(4)
        ]

    rest = words(read(client, "/").select_one(".lead-package__rest"))
    assert all(sentence in rest for sentence in ("So 2.", "So 1.", "So 0."))

    with committing():
        stories[3].lead_photo = make_photo()
        stories[3].save_revision().publish()
        stories[2].lead_photo = make_photo(person="Iva Noor")
        stories[2].save_revision().publish()

    rest = words(read(client, "/").select_one(".lead-package__rest"))
    assert "Iva Noor" in rest
    assert "So " not in rest


def test_under_a_lead_without_a_picture_each_story_has_its_picture_or_its_standfirst(client, home, committing):
    section = make_section(home)
    with committing():
        for number in range(4):
            photo = make_photo() if number == 1 else None
            make_story(
                section,
                f"Story {number}",
                standfirst=f"So {number}.",
                lead_photo=photo,
                published_at=MARCH.replace(hour=number),
            )

    rest = [words(card) for card in read(client, "/").select(".lead-package__rest > .card")]
    assert ["So " in card for card in rest] == [True, False, True]


@pytest.mark.parametrize(("count", "kind"), [(1, "few"), (2, "pair"), (3, "few"), (4, "split")])
def test_a_section_strip_is_laid_out_for_as_many_stories_as_it_has(client, home, count, kind):
    section = make_section(home)
    for number in range(count):
        make_story(section, f"Story {number}", standfirst=f"So {number}.", published_at=MARCH.replace(hour=number))
    home.strips = [("section_strip", {"section": section, "count": 4, "chosen": []})]
    home.save_revision().publish()

    strip = read(client, "/").select_one(f".strip__cards--{kind}")

    assert headlines(strip) == [f"Story {number}" for number in reversed(range(count))]
    # Rows have no standfirst; the two of a pair have theirs.
    assert ("So 0." in words(strip)) == (count < 3)


def test_an_empty_front_says_so(client, home):
    assert "No stories have been published yet." in read(client, "/").main.get_text()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/reporting/", "No stories here yet."),
        ("/columns/diplomacy-watch/", "No instalments yet."),
        ("/authors/ines-moreau/", "No stories yet."),
        ("/topics/grain-corridor/", "No stories on this topic yet."),
        ("/latest/", "No stories have been published yet."),
    ],
)
def test_an_empty_list_says_so(client, home, address, sentence):
    make_section(home), make_column(), make_author(), make_topic()

    assert sentence in read(client, address).main.get_text()


def test_a_column_says_what_it_is_who_writes_it_and_when(client, home):
    column = make_column(description="<p>Talks, week by week.</p>", weekday=4)
    column.column_authors = [ColumnAuthor(author=make_author())]
    column.save()
    section = make_section(home)
    make_story(section, "Week one", column=column, published_at=datetime(2026, 2, 27, tzinfo=UTC))
    make_story(section, "Week two", column=column, published_at=MARCH)

    page = read(client, "/columns/diplomacy-watch/")

    head = words(page.select_one(".list-head"))
    assert head == "Column Diplomacy Watch Weekly, on Fridays Talks, week by week. Written by Ines Moreau"
    assert headlines(page) == ["Week two", "Week one"], "the name of the column is said at the head"
    months = [(words(month), month.a["href"]) for month in page.select(".month > h2")]
    assert months == [
        ("March 2026", "/columns/diplomacy-watch/2026/3/"),
        ("February 2026", "/columns/diplomacy-watch/2026/2/"),
    ]


@pytest.mark.parametrize(
    ("address", "before"),
    [("/", "Diplomacy Watch: "), ("/reporting/", "Diplomacy Watch: "), ("/columns/diplomacy-watch/", "")],
)
def test_a_month_leads_to_its_neighbours(client, home, address, before):
    section, column = make_section(home), make_column()
    for month in (1, 3, 6):
        make_story(section, f"Month {month}", column=column, published_at=datetime(2026, month, 5, tzinfo=UTC))

    page = read(client, f"{address}2026/3/")

    assert "March 2026" in words(page.h1)
    assert headlines(page) == [f"{before}Month 3"]
    assert [link["href"] for link in page.select(".turn a")] == [f"{address}2026/6/", f"{address}2026/1/"]
    assert client.get(f"{address}2026/2/").status_code == 404


@pytest.fixture(scope="module")
def busy_march(make_once):
    """A section with twenty-three stories of one month."""

    def build():
        section = make_section(make_site())
        for number in range(23):
            make_story(section, f"Story {number:02}", published_at=MARCH.replace(day=number + 1))

    make_once(build)


def test_a_full_month_turns_like_any_list(client, busy_march):
    first = read(client, "/reporting/2026/3/")
    second = read(client, "/reporting/2026/3/" + first.find("a", rel="next")["href"])

    assert headlines(second) == ["Story 02", "Story 01", "Story 00"]


def test_an_author_is_introduced_above_the_stories(client, home):
    ines = make_author(position="Correspondent", bio="<p>Writes about ports.</p>", website="https://example.org/ines")
    make_story(make_section(home), "Cranes stand still", authors=[ines])

    page = read(client, "/authors/ines-moreau/")

    assert words(page.h1) == "Ines Moreau"
    assert page.find("a", rel="me", href="https://example.org/ines")
    assert headlines(page) == ["Cranes stand still"]


@pytest.mark.parametrize(
    ("address", "name"),
    [("/columns/", "Diplomacy Watch"), ("/authors/", "Ines Moreau"), ("/topics/", "Grain corridor")],
)
def test_the_lists_of_columns_authors_and_topics_lead_to_each(client, home, address, name):
    make_column(), make_author(), make_topic()
    make_column("Not yet", slug="not-yet", live=False)

    assert headlines(read(client, address)) == [name]


def test_portraits_of_one_credit_say_it_once_and_of_several_each_its_own(client, home, committing):
    with committing():
        make_author("Bo Berg", photo=make_photo(person="Iva Noor"))
        make_author("Ana Adler", photo=make_photo(person="Iva Noor"))

    assert words(read(client, "/authors/").main).count("Iva Noor") == 1

    with committing():
        make_author("Cem Can", photo=make_photo(person="Lu Lind"))

    page = words(read(client, "/authors/").main)
    assert (page.count("Iva Noor"), page.count("Lu Lind")) == (2, 1)


def test_a_column_does_not_head_its_page_with_the_picture_of_the_first_instalment(client, home, committing):
    with committing():
        chart, mark = make_photo(person="Iva Noor"), make_photo(person="Lu Lind")
        column = make_column(photo=chart)
        make_story(make_section(home), column=column, lead_photo=chart)

    assert words(read(client, column.url).main).count("Iva Noor") == 1

    with committing():
        column.photo = mark
        column.save()

    head = read(client, column.url).select_one(".list-head")
    assert "Lu Lind" in words(head)


def test_the_older_stories_of_a_section_are_one_link_away(client, busy_march):
    first = read(client, "/reporting/")
    second = read(client, "/reporting/" + first.find("a", rel="next")["href"])

    assert headlines(second) == ["Story 02", "Story 01", "Story 00"]
    assert second.find("link", rel="canonical")["href"].startswith("http://localhost/reporting/?before=")
    assert second.find("a", rel="prev")


def test_a_standard_page_prints_its_text(client, home):
    about = StandardPage(title="About", slug="about", body=[("paragraph", {"text": "<p>Who we are.</p>"})])
    home.add_child(instance=about)

    assert "Who we are." in read(client, "/about/").main.get_text()


def test_what_stands_around_every_page_comes_from_the_settings(client, home):
    site, section, topic = home.get_site(), make_section(home), make_topic()
    hidden = make_section(home, "Hidden")
    PublicationSettings.objects.create(
        site=site, name="The Meridian", tagline="Ports and powers", publisher="Institute"
    )
    NameplateSettings.objects.create(
        site=site,
        links=[NameplateLink(page=section), NameplateLink(page=hidden), NameplateLink(address="/x/", text="X")],
    )
    FooterSettings.objects.create(
        site=site,
        text=f'<p>Write to <a linktype="page" id="{section.pk}">us</a>.</p>',
        links=[FooterLink(page=section, text="Our reporting")],
    )
    SocialSettings.objects.create(site=site, links=[SocialLink(network="Bluesky", url="https://example.org/@m")])
    TrendingSettings.objects.create(site=site, topics=[TrendingTopic(topic=topic)])
    hidden.unpublish()

    page = read(client, "/reporting/")

    assert words(page.select_one(".nameplate__name")) == "The Meridian"
    assert words(read(client, "/").select_one(".nameplate__tagline")) == "Ports and powers"
    links = page.select(".nameplate__links a")
    assert [(words(link), link["href"]) for link in links] == [("Reporting", "/reporting/"), ("X", "/x/")]
    assert links[0]["aria-current"] == "page"
    assert page.select_one(".trending a")["href"] == "/topics/grain-corridor/"
    foot = page.select_one(".foot")
    assert "Published by Institute" in words(foot)
    assert foot.select_one(".foot__text a")["href"] == "/reporting/"
    assert foot.find("a", rel="me")["href"] == "https://example.org/@m"


def test_the_appeal_is_one_click_from_every_page_while_it_is_on(client, home):
    appeal = AppealSettings.objects.create(
        site=home.get_site(), is_on=True, button="Stand by us", url="https://example.org/give"
    )
    make_section(home)
    assert read(client, "/reporting/").select_one(".nameplate__support")["href"] == "https://example.org/give"

    appeal.is_on = False
    appeal.save()

    assert read(client, "/reporting/").select_one(".nameplate__support") is None


def test_the_menu_of_a_narrow_screen_opens_without_javascript(client, home):
    section = make_section(home)
    NameplateSettings.objects.create(site=home.get_site(), links=[NameplateLink(page=section)])

    page = read(client, "/reporting/")

    menu = page.find(id=page.select_one(".nameplate__start button")["popovertarget"])
    assert menu.has_attr("popover")
    assert menu.select_one("a")["href"] == "/reporting/"
    assert menu.button["popovertargetaction"] == "hide"


def test_a_section_opens_with_a_lead_story_and_two_seconds(client, home):
    section = make_section(home)
    for number in range(5):
        make_story(section, f"Story {number}", published_at=MARCH.replace(hour=number))

    page = read(client, "/reporting/")

    assert headlines(page.select_one(".card--lead")) == ["Story 4"]
    assert headlines(page.select_one(".lead-package__rest")) == ["Story 3", "Story 2"]
    assert headlines(page.select_one(".rows")) == ["Story 1", "Story 0"]


def test_a_column_strip_shows_the_columns_picture_with_its_credit(client, home, committing):
    with committing():
        column = make_column(photo=make_photo(person="Iva Noor"))
        make_story(make_section(home), column=column)
        home.strips = [("column_strip", {"column": column, "count": 2})]
        home.save_revision().publish()

    introduction = read(client, "/").select_one(".strip__column")

    assert introduction.img["alt"] == ""
    assert "Iva Noor" in words(introduction)
    assert "Weekly" in words(introduction)


def test_a_change_of_the_settings_shows_at_once(client, home):
    settings = PublicationSettings.objects.create(site=home.get_site(), name="The Meridian")
    social = SocialSettings.objects.create(site=home.get_site(), links=[])
    read(client, "/")

    settings.name = "The Parallel"
    settings.save()
    social.links = [SocialLink(network="Bluesky", url="https://example.org/@m")]
    social.save()

    page = read(client, "/")
    assert words(page.h1) == "The Parallel"
    assert page.find("a", rel="me")


def test_a_missing_page_offers_the_search(client, home):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert b"Page not found" in response.content
    assert b'id="search-here"' in response.content


def test_a_missing_page_leads_to_the_latest_stories_and_to_the_sections(client, home):
    section = make_section(home)
    make_story(section, "The ferry never came back")
    make_story(section, "Unchecked rumour").unpublish()
    settings = NameplateSettings(site=home.get_site())
    settings.links = [NameplateLink(page=section)]
    settings.save()

    page = BeautifulSoup(client.get("/no/such/page/").content, "html.parser")

    assert headlines(page.main) == ["The ferry never came back"]
    assert page.main.select_one(".tags a")["href"] == "/reporting/"
    # The menu has the name “Sections” already (axe: landmark-unique).
    assert words(page.main.select_one(".tags h2")) != page.select_one(".nameplate__links")["aria-label"]


def test_a_missing_page_does_without_stories_while_the_database_is_down(django_db_blocker):
    with django_db_blocker.unblock(), connection.execute_wrapper(refuse):
        assert latest_stories() == []


def refuse(execute, sql, params, many, context):
    raise OperationalError("the database is down")


def test_the_error_page_needs_no_database(django_db_blocker):
    from django.template.loader import render_to_string

    with django_db_blocker.block():
        assert "Something went wrong" in render_to_string("500.html")
        assert "Back in a moment" in render_to_string("503.html")
