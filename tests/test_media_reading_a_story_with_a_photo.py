"""A reader's page asks the store for nothing, so it is the same while the store is away."""

import pytest
from django.urls import reverse

from media.models import Rendition
from tests.factories import make_draft, make_photo, make_section, make_site, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def story(home, committing):
    with committing():
        return make_story(make_section(home), "Talks resume", lead_photo=make_photo())


def test_a_page_with_its_pictures_made_calls_no_store_and_may_be_kept(client, story, store_calls, settings):
    store_calls.clear()
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    for address in ("/", "/reporting/", "/reporting/talks-resume/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert settings.MEDIA_PUBLIC_URL in answer.content.decode()
        assert "public" in answer["Cache-Control"]
    assert store_calls == []


def test_a_page_with_a_picture_missing_prints_its_place_and_is_not_kept(client, story, store_calls, settings):
    Rendition.objects.all().delete()
    store_calls.clear()
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    answer = client.get("/reporting/talks-resume/")

    assert answer.status_code == 200
    assert "picture--pending" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert store_calls == []


def test_the_preview_of_a_draft_shows_its_photo_to_the_editor_only(admin_client, home, committing, store_calls):
    with committing():
        draft = make_draft(make_section(home), lead_photo=make_photo())
    store_calls.clear()

    answer = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))

    assert "X-Amz-Signature" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert store_calls == []
