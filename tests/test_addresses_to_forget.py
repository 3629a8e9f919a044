"""Caches in front of the site forget every address that a change alters, by Wagtail's front-end cache framework."""

import pytest
from wagtail.models import PageViewRestriction

from stories.models import AppealSettings, SectionPage
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


def test_publishing_forgets_the_story_and_every_list_and_feed_it_stands_in(home, forgotten):
    reporting, europe = make_section(home, "Reporting"), make_section(home, "Europe", role=SectionPage.Role.REGION)
    fields = {
        "also_in": [europe],
        "column": make_column("Diplomacy Watch"),
        "authors": [make_author("Ines Moreau")],
        "topics": [make_topic("Grain corridor")],
    }

    addresses = forgotten(lambda: make_story(reporting, "Talks resume", **fields))

    assert addresses >= {
        "/",
        "/feed/",
        "/latest/",
        "/reporting/",
        "/reporting/feed/",
        "/reporting/talks-resume/",
        "/europe/",
        "/europe/feed/",
        "/columns/diplomacy-watch/",
        "/columns/diplomacy-watch/feed/",
        "/authors/ines-moreau/",
        "/topics/grain-corridor/",
    }


def test_unpublishing_forgets_the_lists_that_it_has_left(home, forgotten):
    story = make_story(make_section(home), "Talks resume", column=make_column("Diplomacy Watch"))

    addresses = forgotten(story.unpublish)

    assert addresses >= {"/reporting/talks-resume/", "/reporting/", "/columns/diplomacy-watch/", "/"}


def test_a_new_slug_forgets_the_old_address_too(home, forgotten):
    story = make_story(make_section(home), "Talks resume")
    story.slug = "talks-resume-in-the-rain"

    addresses = forgotten(lambda: story.save_revision().publish())

    assert addresses >= {"/reporting/talks-resume/", "/reporting/talks-resume-in-the-rain/"}


def test_a_move_forgets_the_old_address_and_both_sections(home, forgotten):
    story = make_story(make_section(home, "Reporting"), "Talks resume")
    opinion = make_section(home, "Opinion")

    addresses = forgotten(lambda: story.move(opinion, pos="last-child"))

    assert addresses >= {"/reporting/talks-resume/", "/opinion/talks-resume/", "/reporting/", "/opinion/"}


def test_a_moved_section_forgets_the_old_addresses_of_the_stories_below_it(home, forgotten):
    ports = make_section(home, "Ports")
    make_story(ports, "Cranes stand still")
    reporting = make_section(home, "Reporting")

    addresses = forgotten(lambda: ports.move(reporting, pos="last-child"))

    assert addresses >= {"/ports/", "/ports/cranes-stand-still/", "/reporting/ports/cranes-stand-still/"}


def test_deleting_a_section_forgets_the_stories_below_it(home, forgotten):
    section = make_section(home)
    make_story(section, "Talks resume")

    addresses = forgotten(section.delete)

    assert addresses >= {"/reporting/", "/reporting/talks-resume/", "/"}


def test_a_privacy_restriction_forgets_what_it_hides_and_its_end_what_it_shows(home, forgotten):
    section = make_section(home)
    make_story(section, "Talks resume", column=make_column("Diplomacy Watch"))
    restriction = PageViewRestriction(page=section, restriction_type=PageViewRestriction.LOGIN)

    hidden = forgotten(restriction.save)
    shown = forgotten(restriction.delete)

    for addresses in (hidden, shown):
        assert addresses >= {"/reporting/talks-resume/", "/columns/diplomacy-watch/", "/"}


def test_a_private_section_is_deleted_without_a_complaint(home, forgotten):
    section = make_section(home)
    make_story(section, "Talks resume")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    assert "/reporting/talks-resume/" in forgotten(section.delete)


def test_a_renamed_author_is_forgotten_with_the_stories_that_print_the_name(home, forgotten):
    author = make_author("Ines Moreau")
    make_story(make_section(home), "Talks resume", authors=[author])
    author.name = "Ines Moreau-Bel"

    addresses = forgotten(lambda: author.save_revision().publish())

    assert addresses >= {"/authors/ines-moreau/", "/reporting/talks-resume/", "/reporting/"}


def test_a_changed_setting_forgets_the_front(home, forgotten):
    appeal = AppealSettings.for_site(home.get_site())

    assert "/" in forgotten(appeal.save)
