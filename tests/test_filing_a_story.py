"""An editor files a story: the form knows what it can know, and says at its field what is missing."""

import pytest
from wagtail.test.utils.form_data import rich_text

from stories.forms import without_column
from stories.models import ColumnAuthor, Correction, StoryPage
from tests.editor import add_address, edit_address, form_at, inline_rows, log_in, messages_of, send
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


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def chief():
    return log_in(make_user("chief", is_superuser=True))


def test_a_whole_story_is_filed_and_published_from_one_form(chief, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    column, author, topic = make_column(), make_author(), make_topic()

    response = send(
        chief,
        add_address(section),
        action="publish",
        title="Talks resume in the rain",
        slug="talks-resume",
        standfirst="Two delegations, one umbrella.",
        column=str(column.pk),
        dateline="Odesa",
        lead_photo=str(make_photo().pk),
        also_in=[str(europe.pk)],
        **inline_rows("story_authors", {"author": author.pk, "role": "photographs"}),
        **inline_rows("story_topics", {"topic": topic.pk}),
    )

    assert response.status_code == 302
    story = StoryPage.objects.published().get()
    assert story.headline == "Diplomacy Watch: Talks resume in the rain"
    assert [str(row) for row in story.story_authors.all()] == ["Ines Moreau (photographs)"]
    assert [label.title for label in story.labels] == ["Reporting", "Europe"]
    assert story.topics == [topic]
    assert story.published_at


def test_a_new_instalment_begins_with_its_column_and_authors(chief, section):
    column, author = make_column(), make_author()
    ColumnAuthor.objects.create(column=column, author=author)
    address = f"{add_address(section)}?column={column.pk}"

    form = form_at(chief, address)
    send(chief, address, title="Talks resume", slug="talks-resume")

    assert (form["column"], form["story_authors-0-author"]) == (str(column.pk), str(author.pk))
    draft = StoryPage.objects.get().get_latest_revision_as_object()
    assert (draft.column, draft.authors) == (column, [author])


@pytest.mark.parametrize("column", ["x", "99999", "-1", ""])
def test_a_nonsense_column_begins_an_empty_story(chief, section, column):
    assert chief.get(f"{add_address(section)}?column={column}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Diplomacy Watch: Talks resume", "Talks resume"),
        ("DIPLOMACY WATCH — Talks resume", "Talks resume"),
        ("Diplomacy Watch", "Diplomacy Watch"),
        ("Diplomacy Watches the watchers", "Diplomacy Watches the watchers"),
        ("Talks resume", "Talks resume"),
        ("Diplomacy Watch:", ""),
    ],
)
def test_the_name_of_the_column_is_not_typed_into_the_headline(typed, kept):
    assert without_column(typed, "Diplomacy Watch") == kept


def test_what_keeps_a_story_back_is_said_at_its_field(chief, section):
    photo = make_photo(agency=None, person="", description="")

    response = send(
        chief, add_address(section), action="publish", title="Unsigned", slug="unsigned", lead_photo=str(photo.pk)
    )

    errors = response.context["form"].errors
    assert "has no credit" in str(errors["lead_photo"])
    assert "has no alt text" in str(errors["lead_photo"])
    assert "Nobody signs" in str(errors["byline"])
    assert not StoryPage.objects.exists()


def test_who_or_what_is_chosen_twice_is_said_at_its_row_and_kept_in_a_draft(chief, section):
    story, author, topic = make_draft(section), make_author(), make_topic("Grain")
    signed = [{"author": author.pk}, {"author": author.pk, "role": "photographs"}, {"author": author.pk}]
    rows = inline_rows("story_authors", *signed) | inline_rows("story_topics", {"topic": topic.pk}, {"topic": topic.pk})

    refused = send(chief, edit_address(story), action="publish", **rows)

    authors, topics = (refused.context["form"].formsets[name].errors for name in ("story_authors", "story_topics"))
    assert authors == [{}, {}, {"author": [f"“{author}” is chosen twice; remove one of the two."]}]
    assert topics == [{}, {"topic": ["“Grain” is chosen twice; remove one of the two."]}]
    assert messages_of(refused).count("is chosen twice") == 2
    assert not StoryPage.objects.published().exists()

    kept = send(chief, edit_address(story), title="Saved all the same", **rows)

    assert kept.status_code == 302
    assert StoryPage.objects.get().get_latest_revision_as_object().story_topics.count() == 2


def test_a_row_that_was_chosen_twice_and_removed_does_no_harm(chief, section):
    story, author = make_draft(section), make_author()
    rows = inline_rows("story_authors", {"author": author.pk}, {"author": author.pk, "DELETE": "1"})

    response = send(chief, edit_address(story), action="publish", **rows)

    assert response.status_code == 302
    assert StoryPage.objects.published().get().authors == [author]


def test_a_story_that_lacks_everything_is_still_kept_as_a_draft(chief, section):
    response = send(chief, add_address(section), title="Unsigned", slug="unsigned")

    assert response.status_code == 302
    assert not StoryPage.objects.get().live


def test_the_button_of_the_editor_asks_the_rules_of_publishing(chief, section):
    story = make_draft(section)

    send(chief, edit_address(story), action="publish")

    story.refresh_from_db()
    assert story.live
    assert story.published_at


def test_publishing_many_at_once_tells_which_story_was_refused(chief, section):
    fine, unsigned = make_draft(section, "Fine"), make_draft(section, "Unsigned", byline="")

    response = chief.post(f"/admin/bulk/wagtailcore/page/publish/?id={fine.pk}&id={unsigned.pk}&next=/admin/")

    assert response.headers["Location"] == edit_address(unsigned)
    assert "Nobody signs this story" in messages_of(response)
    assert not StoryPage.objects.live().exists()


def test_the_api_of_the_admin_publishes_by_the_same_rules(chief, section):
    fine, unsigned = make_draft(section, "Fine"), make_draft(section, "Unsigned", byline="")

    refused = chief.post(f"/admin/api/main/pages/{unsigned.pk}/action/publish/")
    chief.post(f"/admin/api/main/pages/{fine.pk}/action/publish/")

    assert refused.status_code == 400
    fine.refresh_from_db()
    assert (fine.live, fine.published_at is not None) == (True, True)


def test_a_correction_is_added_on_the_story(chief, section):
    story = make_story(section)

    send(
        chief,
        edit_address(story),
        action="publish",
        **inline_rows(
            "corrections",
            {"kind": "correction", "on": "2026-01-03 12:00", "text": rich_text("<p>The bridge is in Varn.</p>")},
        ),
    )

    assert StoryPage.objects.get().corrections.get().kind == "correction"


def test_an_empty_correction_is_not_published(chief, section):
    story = make_story(section)

    response = send(
        chief,
        edit_address(story),
        action="publish",
        **inline_rows("corrections", {"kind": "correction", "on": "2026-01-03 12:00", "text": rich_text("<p> </p>")}),
    )

    assert "A correction has no text" in str(response.context["form"].errors)
    assert not Correction.objects.exists()


def test_sections_are_offered_by_what_they_sort_and_in_the_order_of_the_tree(chief, section):
    europe = make_section(section.get_parent(), "Europe", role="region")
    make_section(europe, "Balkans", role="region")

    page = chief.get(add_address(section)).content.decode()

    group = page[page.index("<legend>Regions</legend>") :]
    places = [group.index(words) for words in ("Europe", "section--1", "Balkans")]
    assert places == sorted(places)
    assert "<legend>Formats" not in page  # the only format is the section that the story lives in
