"""A story becomes public through one door, and only when it may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stories.models import Correction
from stories.publishing import PublishRefused
from tests.factories import make_author, make_column, make_draft, make_photo, make_section, make_site, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


def test_publishing_dates_the_story(section):
    before = timezone.now()

    story = make_story(section)

    assert before <= story.published_at <= timezone.now()


def test_the_date_that_an_editor_set_is_kept(section):
    story = make_story(section, published_at=datetime(2019, 5, 4, 12, tzinfo=UTC))

    assert story.published_at == datetime(2019, 5, 4, 12, tzinfo=UTC)


def test_publishing_again_keeps_the_first_date(section):
    story = make_story(section)
    first = story.published_at
    draft = story.get_latest_revision_as_object()
    draft.title = "The ferry came back"
    draft.published_at = None  # as in a form that was opened before the story was published

    draft.save_revision().publish()

    story.refresh_from_db()
    assert (story.title, story.published_at) == ("The ferry came back", first)


def test_a_scheduled_story_waits_without_a_date(section):
    story = make_draft(section, go_live_at=timezone.now() + timedelta(days=1))

    story.latest_revision.publish()

    story.refresh_from_db()
    assert (story.live, story.published_at) == (False, None)
    assert story.approved_schedule


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ({"agency": None, "person": ""}, "has no credit"),
        ({"description": ""}, "has no alt text"),
    ],
)
def test_a_lead_photo_without_credit_or_alt_text_keeps_the_story_back(section, photo, words):
    story = make_draft(section, lead_photo=make_photo(**photo))

    with pytest.raises(PublishRefused) as refusal:
        story.latest_revision.publish()

    assert words in refusal.value.problems[0].message
    story.refresh_from_db()
    assert not story.live


def test_a_lead_photo_that_only_decorates_needs_no_alt_text(section):
    story = make_draft(section, lead_photo=make_photo(description="", is_decorative=True))

    story.latest_revision.publish()

    story.refresh_from_db()
    assert story.live


def test_a_story_that_nobody_signs_is_kept_back(section):
    story = make_draft(section, byline="")

    with pytest.raises(PublishRefused, match="Nobody signs"):
        story.latest_revision.publish()


def test_the_column_is_read_before_the_headline_as_one_string(section):
    story = make_story(section, "Talks resume in the rain", column=make_column("Diplomacy Watch"))

    assert story.headline == "Diplomacy Watch: Talks resume in the rain"


def test_a_correction_moves_the_date_of_change_and_a_typo_does_not(section):
    story = make_story(section, published_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert story.modified_at == story.published_at

    story.corrections = [Correction(text="<p>The bridge is in Varn.</p>", on=datetime(2026, 1, 3, tzinfo=UTC))]
    story.save_revision().publish()

    story.refresh_from_db()
    assert story.modified_at == datetime(2026, 1, 3, tzinfo=UTC)


def test_labels_name_the_main_section_first(section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    story = make_story(section, also_in=[europe, section], authors=[make_author()])

    assert [label.title for label in story.labels] == ["Reporting", "Europe"]
