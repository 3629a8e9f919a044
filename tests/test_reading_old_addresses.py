"""Whoever comes with an old address is led to the new one."""

import pytest

from stories.models import ColumnIndexPage
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


def led_to(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 301
    return response["Location"].removeprefix("http://localhost")


def rename(page, slug):
    page.slug = slug
    page.save_revision().publish()


def test_a_story_with_a_new_slug_or_section_is_found_at_its_old_address(client, home, committing):
    reporting, opinion = make_section(home), make_section(home, "Opinion")
    story = make_story(reporting, "The ferry")
    with committing():
        rename(story, "the-ship")
    with committing():
        story.move(opinion, pos="last-child")

    assert led_to(client, "/reporting/the-ferry/") == "/opinion/the-ship/"
    assert led_to(client, "/reporting/the-ship/?utm=x") == "/opinion/the-ship/"


def test_a_section_with_a_new_slug_takes_its_stories_and_its_feed_along(client, home, committing):
    section = make_section(home)
    make_story(section, "The ferry")
    with committing():
        rename(section, "field")

    assert led_to(client, "/reporting/") == "/field/"
    assert led_to(client, "/reporting/the-ferry/") == "/field/the-ferry/"
    assert led_to(client, "/reporting/feed/") == "/field/feed/"


@pytest.mark.parametrize(
    ("make", "address"), [(make_column, "/columns/{}/"), (make_author, "/authors/{}/"), (make_topic, "/topics/{}/")]
)
def test_columns_authors_and_topics_lead_on_however_often_they_are_renamed(client, home, make, address):
    snippet = make("First name")
    for slug in ("second", "third"):
        rename(snippet, slug)

    for old in ("first-name", "second"):
        assert led_to(client, address.format(old)) == address.format("third")
        assert led_to(client, address.format(old) + "feed/") == address.format("third") + "feed/"
    assert client.get(address.format("third")).status_code == 200


def test_a_column_that_gets_its_old_slug_back_is_there_again(client, home):
    column = make_column("First name")
    rename(column, "second")
    rename(column, "first-name")

    assert client.get("/columns/first-name/").status_code == 200
    assert led_to(client, "/columns/second/") == "/columns/first-name/"


def test_a_draft_of_a_new_slug_changes_nothing(client, home):
    column = make_column("First name")
    column.slug = "second"
    column.save_revision()

    assert client.get("/columns/first-name/").status_code == 200
    assert client.get("/columns/second/").status_code == 404


def test_a_list_of_columns_with_a_new_slug_takes_the_columns_along(client, home, committing):
    make_column("First name")
    with committing():
        rename(ColumnIndexPage.objects.get(), "series")

    assert led_to(client, "/columns/first-name/") == "/series/first-name/"
    assert client.get("/series/first-name/").status_code == 200
