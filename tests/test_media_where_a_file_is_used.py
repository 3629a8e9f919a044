"""Where was this used? Before a photo or document is changed or deleted, the photo desk sees what shows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from stories.models import PublicationSettings
from tests.editor import log_in
from tests.factories import (
    make_author,
    make_column,
    make_document,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


def uses_page(client, file) -> str:
    name = "wagtailimages:image_usage" if file._meta.model_name == "photo" else "wagtaildocs:document_usage"
    answer = client.get(reverse(name, args=[file.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_version_that_shows_a_photo_is_listed_with_its_form(admin_client, section):
    photo = make_photo()
    live = make_story(section, "Talks resume", lead_photo=photo)
    draft = make_draft(section, "A bridge opens", lead_photo=photo)
    scheduled = make_draft(section, "The vote", lead_photo=photo, go_live_at=timezone.now() + timedelta(days=1))
    scheduled.latest_revision.publish()
    ReferenceIndex.objects.all().delete()  # Wagtail's own, which is filled later and knows no drafts

    page = uses_page(admin_client, photo)

    for story, version in ((live, "Published"), (draft, "In a draft"), (scheduled, "scheduled")):
        assert story.title in page
        assert f"/admin/pages/{story.pk}/edit/" in page
        assert version in page


def test_a_live_story_whose_draft_has_another_photo_is_listed_under_both(admin_client, section):
    old, new = make_photo("Old"), make_photo("New")
    story = make_story(section, "Talks resume", lead_photo=old)
    story.lead_photo = new
    story.save_revision()

    assert "Published" in uses_page(admin_client, old)
    assert "In a draft" in uses_page(admin_client, new)


def test_bodies_columns_authors_and_settings_count_too(admin_client, section):
    photo = make_photo()
    used = {"photo": photo, "caption": "", "alt_text": "", "decorative": False, "layout": "normal"}
    make_story(section, "With a picture", body=[("photo", used)])
    make_column("Diplomacy Watch", photo=photo).save_revision().publish()
    make_author("Ines Moreau", photo=photo).save_revision().publish()
    PublicationSettings.objects.create(site=section.get_site(), name="The Meridian", logo=photo)

    page = uses_page(admin_client, photo)

    for words in ("With a picture", "Diplomacy Watch", "Ines Moreau", "Publication"):
        assert words in page


def test_a_document_that_a_text_links_to_is_used_there(admin_client, section):
    report = make_document()
    text = f'<p>Read <a linktype="document" id="{report.pk}">the report</a>.</p>'
    story = make_draft(section, "The harbour board", body=[("paragraph", {"text": text})])

    page = uses_page(admin_client, report)

    assert "The harbour board" in page
    assert f"/admin/pages/{story.pk}/edit/" in page


def test_a_file_that_nothing_shows_is_used_nowhere(admin_client):
    assert "/admin/pages/" not in uses_page(admin_client, make_photo()).split("<main")[1]


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_who_deletes_a_file_is_told_first_what_shows_it(admin_client, section, kind):
    photo, report = make_photo(), make_document()
    text = f'<p>Read <a linktype="document" id="{report.pk}">the report</a>.</p>'
    make_draft(section, "A bridge opens", lead_photo=photo, body=[("paragraph", {"text": text})])
    make_story(section, "Talks resume", lead_photo=photo, body=[("paragraph", {"text": text})])
    name, file = ("wagtailimages:delete", photo) if kind == "photo" else ("wagtaildocs:delete", report)

    page = admin_client.get(reverse(name, args=[file.pk])).content.decode()

    assert "referenced 2 times" in " ".join(page.split())


def test_who_deletes_several_at_once_is_told_too(admin_client, section):
    photo = make_photo()
    make_draft(section, "A bridge opens", lead_photo=photo)

    page = admin_client.get(reverse("wagtail_bulk_action", args=["media", "photo", "delete"]), {"id": photo.pk})

    assert "referenced 1 time" in " ".join(page.content.decode().split())


def test_lists_count_drafts_and_can_be_sorted_and_filtered_by_it(admin_client, section):
    used, unused = make_photo("Used"), make_photo("Unused")
    make_draft(section, "A bridge opens", lead_photo=used)
    story = make_story(section, "Talks resume", lead_photo=used)
    story.save_revision()

    index = admin_client.get(reverse("wagtailimages:index"), {"ordering": "-usage_count"})
    filtered = admin_client.get(reverse("wagtailimages:index"), {"usage_count_min": 1})

    assert [(photo.title, photo.usage_count) for photo in index.context["object_list"]] == [("Used", 2), ("Unused", 0)]
    assert [photo.pk for photo in filtered.context["object_list"]] == [used.pk]
    assert unused.pk not in {photo.pk for photo in filtered.context["object_list"]}


def test_the_photo_desk_sees_the_page_of_a_live_story_and_no_title_of_a_draft(section):
    photo = make_photo()
    live = make_story(section, "Talks resume", lead_photo=photo)
    make_draft(section, "Nobody knows yet", lead_photo=photo)
    client = log_in(make_user("pia", "Photo editors"))

    page = uses_page(client, photo)

    assert f'href="{live.url}"' in page
    assert "Nobody knows yet" not in page
    assert "A draft that you may not open" in page


def test_the_page_of_uses_costs_the_same_for_many(admin_client, section, django_assert_max_num_queries):
    photo = make_photo()
    for number in range(8):
        make_draft(section, f"Story {number}", lead_photo=photo)
    uses_page(admin_client, photo)

    with django_assert_max_num_queries(30):
        uses_page(admin_client, photo)
