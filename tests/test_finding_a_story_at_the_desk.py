"""An editor looks for a story among all of them: lists, filters, search, spreadsheets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from tests.editor import log_in
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

pytestmark = pytest.mark.django_db

LIST = "/admin/stories/"


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def editor():
    return log_in(make_user("edith", roles.EDITORS))


def headlines(client, query: str) -> set[str]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return {story.title for story in response.context["object_list"]}


def test_the_list_shows_where_when_and_by_whom(editor, section):
    make_story(section, "Talks resume", column=make_column(), authors=[make_author()])
    submitted = make_draft(section, "Submitted")
    submitted.get_workflow().start(submitted, make_user("will", roles.WRITERS))

    page = editor.get(LIST).content.decode()

    for words in ("Diplomacy Watch: Talks resume", "Reporting", "Ines Moreau", "live", "in moderation"):
        assert words in page


def test_the_list_narrows_to_what_is_asked(editor, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    column, author, topic = make_column(), make_author(), make_topic()
    make_story(section, "In column", column=column, published_at=timezone.now() - timedelta(days=400))
    make_story(section, "By author", authors=[author])
    make_story(section, "On topic", topics=[topic], lead_photo=make_photo(kind="map"))
    make_story(europe, "In Europe")
    make_story(section, "Also in Europe", also_in=[europe])
    make_draft(section, "Unwritten")
    make_draft(section, "Planned", go_live_at=timezone.now() + timedelta(days=1)).latest_revision.publish()
    submitted = make_draft(section, "Submitted")
    submitted.get_workflow().start(submitted, make_user("will", roles.WRITERS))
    today = f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}"

    assert headlines(editor, f"?section={europe.pk}") == {"In Europe", "Also in Europe"}
    assert headlines(editor, f"?column={column.pk}") == {"In column"}
    assert headlines(editor, f"?author={author.pk}") == {"By author"}
    assert headlines(editor, f"?topic={topic.pk}") == {"On topic"}
    assert headlines(editor, "?photo=map") == {"On topic"}
    assert headlines(editor, "?status=scheduled") == {"Planned"}
    assert headlines(editor, "?status=moderation") == {"Submitted"}
    assert headlines(editor, "?status=draft") == {"Unwritten", "Planned", "Submitted"}
    assert headlines(editor, f"?published_at_from={today}&status=live") == {
        "By author",
        "On topic",
        "In Europe",
        "Also in Europe",
    }


def test_search_and_filters_go_together(editor, section):
    column = make_column()
    make_story(section, "Ferry in column", column=column)
    make_story(section, "Ferry outside")

    assert headlines(editor, f"?q=ferry&column={column.pk}&status=live&section={section.pk}") == {"Ferry in column"}


@pytest.mark.parametrize(
    "query", ["?section=x", "?status=x", "?published_at_from=x", "?p=999", "?q=%00", "?ordering=x"]
)
def test_a_nonsense_question_is_answered(editor, section, query):
    make_story(section)

    assert editor.get(f"{LIST}{query}").status_code == 200


def test_the_list_goes_out_as_a_spreadsheet(editor, section):
    make_story(section, "Talks resume", column=make_column(), authors=[make_author()], topics=[make_topic()])

    csv = b"".join(editor.get(f"{LIST}?export=csv").streaming_content).decode()
    xlsx = editor.get(f"{LIST}?export=xlsx")

    assert "Talks resume,Diplomacy Watch,Reporting,,Ines Moreau,Grain corridor,live" in csv
    assert xlsx.status_code == 200
    assert b"".join(xlsx.streaming_content).startswith(b"PK")


@pytest.mark.deep
@pytest.mark.parametrize("where", ["all", "section"])
def test_a_longer_list_costs_no_more_queries(editor, section, where, django_assert_max_num_queries):
    address = {
        "all": LIST,
        "section": f"/admin/pages/{section.pk}/",
    }[where]
    column = make_column()

    def queries():
        editor.get(address)
        with django_assert_max_num_queries(200) as counted:
            assert editor.get(address).status_code == 200
        return len(counted)

    make_story(section, "One", column=column, authors=[make_author("Ann Ost")])
    few = queries()
    for number in range(8):
        make_story(section, f"Story {number}", column=column, authors=[make_author(f"Author {number}")])

    assert queries() <= few


def test_a_section_lists_its_stories_and_the_sections_below_it(editor, section):
    make_section(section, "Investigations")
    make_story(section, "Talks resume", authors=[make_author()])

    page = editor.get(f"/admin/pages/{section.pk}/").content.decode()

    assert "Investigations" in page
    assert "Ines Moreau" in page


def test_a_writer_sees_the_list_and_opens_no_story_of_others(section):
    make_story(section, "Talks resume")
    writer = log_in(make_user("will", roles.WRITERS))

    assert writer.get(LIST).status_code == 200
