"""An editor sees a draft as readers will, and nobody else sees the preview."""

import pytest
from bs4 import BeautifulSoup

from home.models import HomePage
from stories.models import AppealSettings, NewsletterSettings, PublicationSettings, RelatedStory
from tests.factories import (
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_topic,
    make_user,
)
from tests.test_reading_a_story import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


def preview(thing) -> BeautifulSoup:
    response = thing.make_preview_request()
    if hasattr(response, "render"):
        response.render()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return BeautifulSoup(response.content, "html.parser")


def test_a_draft_is_previewed_with_what_is_not_saved_yet(section):
    story = make_draft(section, "Draft headline", column=make_column(), authors=[make_author()], topics=[make_topic()])
    story.title = "Better headline"
    story.lead_photo = make_photo()
    story.related_stories = [RelatedStory(related=make_story(section, "Talks resume"))]
    story.body = [("paragraph", {"text": "<p>New words.</p>"})]

    page = preview(story)

    assert words(page.h1) == "Diplomacy Watch: Better headline"
    assert "New words." in page.get_text()
    assert "Talks resume" in page.find("section", attrs={"aria-labelledby": "related"}).get_text()


def test_a_preview_says_why_a_photo_is_not_in_it_and_readers_are_told_nothing(client, section):
    photo = make_photo()
    story = make_story(section, lead_photo=photo)
    type(photo).objects.filter(pk=photo.pk).update(agency=None, person="")
    story.refresh_from_db()

    page = preview(story)

    said = f"“{photo.title}” has no credit. Name its agency or person in the photo’s record before you publish."
    assert not page.select(".story__lead")
    assert words(page.select_one(".story__note")) == said
    assert said not in client.get(story.url).content.decode()


def test_a_story_without_a_date_is_previewed_without_the_dot_before_it(section):
    page = preview(make_draft(section, dateline="Meren"))

    assert [words(child) for child in page.find(class_="dates").find_all("span", recursive=False)] == ["Meren"]


def test_a_preview_leaves_nothing_for_readers(client, section):
    story = make_story(section, "Old headline", body=[("paragraph", {"text": "<p>Old words.</p>"})])
    client.get(story.url)
    story.title, story.body = "New headline", [("paragraph", {"text": "<p>New words.</p>"})]

    assert "New words." in preview(story).get_text()
    page = client.get(story.url).content.decode()
    assert "Old words." in page
    assert "New headline" not in page


@pytest.mark.parametrize("make", [make_column, make_author, make_topic])
def test_columns_authors_and_topics_are_previewed(section, make):
    snippet = make("First name")
    snippet.name = "Better name"

    assert words(preview(snippet).h1) == "Better name"


def test_sections_and_the_front_are_previewed(section):
    section.title = "Field work"

    assert words(preview(section).h1) == "Field work"
    assert words(preview(HomePage.objects.get()).h1) == "Broadsheet"


@pytest.mark.parametrize("model", [PublicationSettings, AppealSettings, NewsletterSettings])
def test_settings_are_edited_where_nothing_is_saved_yet(client, section, model):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    site = section.get_site()
    address = f"/admin/settings/stories/{model._meta.model_name}/{site.pk}/"

    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert model.objects.count() == 0
    form = page.find("form", action=address)
    data = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    data |= {"name": "The Meridian", "text": '{"blocks": [], "entityMap": {}}', "description": ""}

    assert client.post(address, data).status_code == 302
    assert model.objects.get().site == site
