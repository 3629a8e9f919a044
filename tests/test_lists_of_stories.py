"""Sections, columns, authors and topics list their stories, newest first, and turn by position."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from stories.models import StoryPage
from stories.turning import parse_position, position, turn
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def home():
    return make_site()


def titles(stories):
    return [story.title for story in stories]


def test_a_section_lists_its_own_stories_and_those_also_in_it(home):
    reporting, europe = make_section(home, "Reporting"), make_section(home, "Europe", role="region")
    make_story(reporting, "Budget passes", published_at=START)
    make_story(reporting, "Strait reopens", published_at=START + timedelta(days=1), also_in=[europe])

    assert titles(reporting.stories().newest_first()) == ["Strait reopens", "Budget passes"]
    assert titles(europe.stories().newest_first()) == ["Strait reopens"]


def test_a_section_lists_the_stories_of_the_sections_below_it(home):
    reporting = make_section(home, "Reporting")
    ports = make_section(reporting, "Ports")
    make_story(ports, "Cranes stand still")

    assert titles(reporting.stories()) == ["Cranes stand still"]


def test_a_story_stands_in_the_lists_of_its_column_authors_and_topics(home):
    column, author, topic = make_column(), make_author(), make_topic()
    make_story(make_section(home), "Talks resume", column=column, authors=[author], topics=[topic])

    for place in (column, author, topic):
        assert titles(place.stories()) == ["Talks resume"]


def test_a_draft_an_unpublished_and_a_private_story_stay_out_of_every_list(home):
    reporting = make_section(home)
    make_story(reporting, "Unchecked rumour").unpublish()
    private = make_story(reporting, "For members")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert titles(reporting.stories()) == []
    assert titles(StoryPage.objects.published()) == []


def test_a_private_section_hides_the_stories_below_it_from_the_other_lists_too(home):
    europe = make_section(home, "Europe")
    vault = make_section(home, "Vault")
    make_story(vault, "Sealed", also_in=[europe])
    PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    assert titles(europe.stories()) == []


def test_an_alias_in_a_public_section_is_as_private_as_its_story(home, committing):
    europe = make_section(home, "Europe")
    private = make_story(make_section(home, "Vault"), "Sealed")
    with committing():
        private.create_alias(parent=europe)
    assert titles(europe.stories()) == ["Sealed"]

    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert titles(europe.stories()) == []


def test_a_moved_story_leaves_the_old_section(home):
    reporting, opinion = make_section(home, "Reporting"), make_section(home, "Opinion")
    story = make_story(reporting, "Misfiled")

    story.move(opinion, pos="last-child")

    assert titles(reporting.stories()) == []
    assert titles(opinion.stories()) == ["Misfiled"]
    story.refresh_from_db()
    assert story.main_section == opinion


def test_a_revision_from_before_a_move_does_not_bring_the_old_section_back(home):
    reporting, opinion = make_section(home, "Reporting"), make_section(home, "Opinion")
    story = make_story(reporting, "Misfiled")
    before_the_move = story.save_revision()
    story.move(opinion, pos="last-child")

    before_the_move.publish()

    story.refresh_from_db()
    assert story.main_section == opinion
    assert titles(reporting.stories()) == []


def test_turning_shows_every_story_once_in_order_both_ways(home):
    reporting = make_section(home)
    for number in range(13):  # four stories share each instant
        make_story(reporting, f"Story {number:02}", published_at=START + timedelta(hours=number // 4))
    wanted = titles(reporting.stories().newest_first())

    page, seen, pages = turn(reporting.stories(), {}, size=3), [], []
    while True:
        seen += titles(page.stories)
        pages.append(titles(page.stories))
        if not page.older:
            break
        page = turn(reporting.stories(), {"before": page.older.removeprefix("?before=")}, size=3)

    assert seen == wanted
    back = turn(reporting.stories(), {"after": page.newer.removeprefix("?after=")}, size=3)
    assert titles(back.stories) == pages[-2]


@pytest.mark.parametrize("nonsense", ["x", "1-", "-1", "1-x", "²-³", "9" * 19 + "-1", "1--1", "\x00", "1" * 400 + "-1"])
def test_a_nonsense_position_answers_with_the_first_page(home, nonsense):
    make_story(make_section(home), "Still here")

    for word in ("before", "after"):
        assert titles(turn(StoryPage.objects.published(), {word: nonsense}).stories) == ["Still here"]


def test_a_position_is_read_back_as_it_was_written(home):
    story = make_story(make_section(home), published_at=START + timedelta(microseconds=7))

    assert parse_position(position(story)) == (story.published_at, story.pk)


@pytest.mark.deep
def test_a_list_costs_the_same_number_of_queries_with_one_story_and_with_thirty(home):
    reporting = make_section(home)
    author = make_author()
    make_story(reporting, "Story 0", authors=[author], column=make_column())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for story in turn(reporting.stories().with_cards(), {}).stories:
                assert story.headline and story.labels and story.authors
        return len(captured)

    with_one = queries()
    for number in range(1, 30):
        make_story(reporting, f"Story {number}", authors=[author], column=make_column(f"Column {number}"))

    assert queries() == with_one
