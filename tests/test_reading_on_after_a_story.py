"""What stands under a story, for a reader who has come to its end: what editors chose, then what is most like it."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from stories import companions
from stories.models import Likeness, RelatedStory
from tests.factories import make_column, make_section, make_site, make_story

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def story(section):
    return make_story(section, published_at=START)


def related_on(client, story) -> list[str]:
    strip = BeautifulSoup(client.get(story.url).content, "html.parser").find("section", {"aria-labelledby": "related"})
    return [heading.get_text(strip=True) for heading in strip.find_all("h3")] if strip else []


def make_alike(section, story, *titles, **fields):
    """Return published stories that are like `story`, the first one most, and older than everything else."""
    others = [make_story(section, title, published_at=START - timedelta(days=90), **fields) for title in titles]
    Likeness.objects.bulk_create(
        Likeness(story=story, other=other, score=1 - number / 10) for number, other in enumerate(others)
    )
    return others


def test_the_likest_stories_stand_under_a_story(client, section, story):
    make_alike(section, story, "Ramps", "Quays", "Bells", "Cams")

    assert related_on(client, story) == ["Ramps", "Quays", "Bells"]


def test_what_an_editor_chose_comes_first_and_is_not_repeated(client, section, story):
    _ramps, quays, *_more = make_alike(section, story, "Ramps", "Quays", "Bells", "Cams")
    story.related_stories = [RelatedStory(related=quays)]
    story.save_revision().publish()

    assert related_on(client, story) == ["Quays", "Ramps", "Bells"]


def test_an_editor_may_choose_more_than_there_is_room_for(client, section, story):
    chosen = [make_story(section, f"Chosen {number}") for number in range(4)]
    make_alike(section, story, "Ramps")
    story.related_stories = [RelatedStory(related=each) for each in chosen]
    story.save_revision().publish()

    assert related_on(client, story) == ["Chosen 0", "Chosen 1", "Chosen 2", "Chosen 3"]


def test_a_story_that_nobody_may_read_makes_room_for_the_next(client, section, story):
    ramps, quays, *_more = make_alike(section, story, "Ramps", "Quays", "Bells", "Cams")
    assert "Ramps" in related_on(client, story)

    ramps.unpublish()
    PageViewRestriction.objects.create(page=quays, restriction_type=PageViewRestriction.LOGIN)

    assert related_on(client, story) == ["Bells", "Cams"]


def test_the_instalments_before_and_after_are_not_repeated(client, section):
    column = make_column()
    before = make_story(section, "Before", column=column, published_at=START - timedelta(days=7))
    story = make_story(section, "Between", column=column, published_at=START)
    Likeness.objects.create(story=story, other=before, score=2)
    make_alike(section, story, "Ramps")

    assert related_on(client, story) == ["Ramps"]


def test_the_latest_stories_leave_out_what_stands_above_them(section, story):
    fresh = make_story(section, "Fresh", published_at=START + timedelta(days=1))
    Likeness.objects.create(story=story, other=fresh, score=1)

    found = companions.of(story)

    assert found.related == [fresh]
    assert fresh not in found.latest


def test_new_likenesses_are_seen_when_the_old_ones_are_forgotten(section, story):
    (ramps,) = make_alike(section, story, "Ramps")
    assert companions.of(story).related == [ramps]
    Likeness.objects.all().delete()

    companions.forget([story.pk])

    assert companions.of(story).related == []
