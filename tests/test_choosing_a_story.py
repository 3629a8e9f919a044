"""An editor chooses a story, a section or any other page: in related stories, on the front, for a link."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts import roles
from media import pictures
from stories.models import Author
from tests.editor import log_in
from tests.factories import (
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

CHOOSER = "/admin/choose-page/"
STORIES = "page_type=stories.storypage"


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def editor():
    return log_in(make_user("edith", roles.EDITORS))


def opened(client, query: str = STORIES, address: str = CHOOSER) -> str:
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    return response.json()["html"]


def searched(client, words: str, query: str = STORIES) -> str:
    response = client.get(f"{CHOOSER}search/?{query}&q={words}")
    assert response.status_code == 200
    return response.content.decode()


def in_this_order(html: str, *headlines: str) -> bool:
    places = [html.find(f">{headline}</") for headline in headlines]
    return -1 not in places and places == sorted(places)


def ago(**time):
    return timezone.now() - timedelta(**time)


def make_finished_photo(**fields):
    photo = make_photo(file=ContentFile(picture_bytes(900, 600), name="ferry.jpg"), **fields)
    pictures.make(photo)
    return photo


@pytest.mark.parametrize("where", ["newest", "section", "search"])
def test_a_story_is_known_by_picture_credit_place_byline_status_and_date(editor, section, where, store_calls):
    make_draft(
        section,
        "Talks resume",
        column=make_column(),
        authors=[make_author()],
        lead_photo=make_finished_photo(),
        published_at=ago(days=400),
    )
    store_calls.clear()

    html = {
        "newest": lambda: opened(editor),
        "section": lambda: opened(editor, "", f"{CHOOSER}{section.pk}/"),
        "search": lambda: searched(editor, "talks"),
    }[where]()

    for words in ("Diplomacy Watch: Talks resume", "Reporting", "Ines Moreau", "Harbour Press/Ana Bel"):
        assert words in html
    assert "draft" in html
    assert f'datetime="{timezone.localtime(ago(days=400)):%Y-%m-%d}' in html
    # A draft's photo is for the newsroom only: an address of the private bucket that works for five minutes.
    assert "X-Amz-Expires=300" in html
    assert store_calls == []


def test_no_cache_keeps_the_addresses_of_private_photos(editor, section):
    make_draft(section, lead_photo=make_finished_photo())

    response = editor.get(f"{CHOOSER}?{STORIES}")

    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_chooser_for_stories_opens_on_the_newest_of_the_whole_site(editor, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    make_story(section, "Of last year", published_at=ago(days=300))
    make_story(europe, "Of last week", published_at=ago(days=7))
    make_draft(section, "Just written")
    make_story(europe, "Of the day before", published_at=ago(days=1))

    html = opened(editor)

    assert in_this_order(html, "Just written", "Of the day before", "Of last week", "Of last year")
    assert 'name="q"' in html


def test_it_opens_on_the_newest_again_where_a_story_is_chosen_already(editor, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    make_story(section, "Chosen")
    make_story(europe, "Elsewhere")

    html = opened(editor, address=f"{CHOOSER}{section.pk}/")

    assert in_this_order(html, "Elsewhere", "Chosen")


def test_the_newest_narrow_to_one_section(editor, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    make_story(section, "In Reporting")
    make_story(europe, "In Europe")

    html = opened(editor, f"{STORIES}&section={europe.pk}")

    assert ">In Europe</" in html
    assert ">In Reporting</" not in html


def test_the_newest_turn_in_pages(editor, section):
    for number in range(27):
        make_draft(section, f"Number {number:02}", published_at=ago(days=number + 1))

    first, second = opened(editor), opened(editor, f"{STORIES}&p=2")

    assert in_this_order(first, "Number 00", "Number 24")
    assert ">Number 25</" not in first
    assert in_this_order(second, "Number 25", "Number 26")


@pytest.mark.parametrize("query", ["p=x", "p=999", "section=x", "section=999999", "multiple=1"])
def test_a_nonsense_question_is_answered_with_stories(editor, section, query):
    make_story(section, "Talks resume")

    assert ">Talks resume</" in opened(editor, f"{STORIES}&{query}")


@pytest.mark.parametrize("kind", ["stories.sectionpage", "", "wagtailcore.page"])
def test_other_choosers_open_at_the_front(editor, section, kind):
    answer = editor.get(f"{CHOOSER}?page_type={kind}").json()

    assert answer["parent_page_id"] == section.get_parent().pk
    assert ">Reporting</" in answer["html"]


def test_a_section_shows_the_sections_below_it_and_then_its_newest(editor, section):
    make_story(section, "Old", published_at=ago(days=9))
    make_story(section, "New", published_at=ago(days=1))
    make_section(section, "Investigations")

    html = opened(editor, "", f"{CHOOSER}{section.pk}/")

    assert in_this_order(html, "Investigations", "New", "Old")


def test_a_link_may_lead_anywhere_as_before(editor, section):
    html = opened(editor, "allow_external_link=true&allow_email_link=true")

    assert "/admin/choose-external-link/" in html
    assert "/admin/choose-email-link/" in html


def test_several_stories_are_ticked_at_once(editor, section):
    story = make_story(section)

    html = opened(editor, f"{STORIES}&multiple=1")

    assert f'name="id" value="{story.pk}"' in html
    assert "Confirm selection" in html


def test_several_stories_come_back_in_the_order_in_which_they_were_ticked(editor, section):
    one, two, three = (make_story(section, title) for title in ("One", "Two", "Three"))

    answer = editor.get(f"{CHOOSER}chosen-multiple/?id={three.pk}&id={one.pk}&id={two.pk}").json()

    assert [chosen["id"] for chosen in answer["result"]] == [three.pk, one.pk, two.pk]


def test_several_authors_come_back_in_the_order_in_which_they_were_ticked(editor):
    ann, bea = make_author("Ann Ost"), make_author("Bea Ost")
    chooser = Author.snippet_viewset.chooser_viewset

    answer = editor.get(reverse(chooser.get_url_name("chosen_multiple")), {"id": [bea.pk, ann.pk]}).json()

    assert [chosen["string"] for chosen in answer["result"]] == ["Bea Ost", "Ann Ost"]


def test_what_a_hook_hides_stays_hidden(editor, section):
    from wagtail import hooks

    make_story(section, "Shown")
    make_story(section, "Hidden")

    with hooks.register_temporarily("construct_page_chooser_queryset", lambda pages, _: pages.exclude(title="Hidden")):
        html = opened(editor)

    assert ">Shown</" in html
    assert ">Hidden</" not in html


@pytest.mark.deep
@pytest.mark.parametrize("where", ["newest", "section", "search"])
def test_a_longer_list_costs_no_more_queries(editor, section, where, django_assert_max_num_queries):
    address = {
        "newest": f"{CHOOSER}?{STORIES}",
        "section": f"{CHOOSER}{section.pk}/",
        "search": f"{CHOOSER}search/?q=ferry",
    }[where]
    column = make_column()
    private = make_section(section.get_parent(), "Ferry desk")
    PageViewRestriction.objects.create(page=private)

    def make(number):
        fields = {
            "column": column,
            "authors": [make_author(f"Author {number}")],
            "lead_photo": make_finished_photo(),
            "published_at": ago(days=number + 1),
        }
        make_story(section, f"Ferry {number}", **fields)
        make_draft(section, f"Ferry draft {number}", **fields)

    def queries():
        editor.get(address)
        with django_assert_max_num_queries(60) as counted:
            assert editor.get(address).status_code == 200
        return len(counted)

    make(0)
    few = queries()
    for number in range(1, 6):
        make(number)

    assert queries() <= few


def test_who_has_no_access_to_the_admin_sees_no_story(section):
    make_draft(section, "Unchecked rumour")
    outsider = log_in(make_user("rita"))

    for address in (CHOOSER, f"{CHOOSER}{section.pk}/", f"{CHOOSER}search/"):
        response = outsider.get(f"{address}?{STORIES}&q=rumour")
        assert response.status_code == 302
        assert "rumour" not in response.content.decode()
