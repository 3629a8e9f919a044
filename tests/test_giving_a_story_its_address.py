"""The last part of a story's address follows its headline, and two stories never share one."""

import pytest

from accounts import roles
from stories.models import StoryPage
from stories.slugs import free_slug, is_made_of
from tests.editor import add_address, edit_address, form_at, log_in, messages_of, send
from tests.factories import make_draft, make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db

BY_ITSELF = {"HTTP_ACCEPT": "application/json"}  # as the editor's script saves


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def editor():
    return log_in(make_user("edith", roles.EDITORS))


def slugs(section) -> list[str]:
    return list(StoryPage.objects.child_of(section).order_by("pk").values_list("slug", flat=True))


def test_a_second_story_with_the_same_headline_is_saved_by_itself(editor, section):
    make_story(section, "Morning briefing")
    form = form_at(editor, add_address(section))
    form.update({"title": "Morning briefing", "slug": "morning-briefing"})

    begun = editor.post(add_address(section), form, **BY_ITSELF).json()
    story = StoryPage.objects.get(pk=begun["pk"])
    form["standfirst"] = "Rain."
    form["overwrite_revision_id"] = begun["revision_id"]
    again = editor.post(edit_address(story), form, **BY_ITSELF).json()

    assert begun["success"]
    assert again["success"]
    draft = story.get_latest_revision_as_object()
    assert (draft.slug, draft.standfirst) == ("morning-briefing-2", "Rain.")


def test_a_third_one_is_published_from_one_form(editor, section):
    make_story(section, "Morning briefing")
    make_draft(section, "Other", slug="morning-briefing-2")

    send(
        editor,
        add_address(section),
        action="publish",
        title="Morning briefing",
        slug="morning-briefing",
        byline="The editors",
    )

    assert slugs(section) == ["morning-briefing", "morning-briefing-2", "morning-briefing-3"]
    assert StoryPage.objects.published().get(slug="morning-briefing-3")


def test_a_form_without_a_slug_gets_one_from_the_headline(editor, section):
    make_story(section, "Morning briefing")

    send(editor, add_address(section), title="Morning briefing", slug="")
    send(editor, add_address(section), title="???", slug="")

    assert slugs(section)[1] == "morning-briefing-2"
    assert slugs(section)[2].startswith("x")


def test_a_headline_that_is_a_word_of_ours_gets_a_number(editor, section):
    send(editor, add_address(section), title="Feed", slug="feed")

    assert slugs(section) == ["feed-2"]


def test_a_slug_that_somebody_typed_is_refused_where_it_is_taken(editor, section):
    make_story(section, "Morning briefing")
    form = form_at(editor, add_address(section))
    form.update({"title": "Something else", "slug": "morning-briefing"})

    by_itself = editor.post(add_address(section), form, **BY_ITSELF)
    pressed = editor.post(add_address(section), form)

    said = "Another page of this section has the slug “morning-briefing”."
    assert by_itself.status_code == 400
    assert said in by_itself.json()["error_message"]
    assert said in str(pressed.context["form"].errors["slug"])
    assert said in messages_of(pressed)
    assert slugs(section) == ["morning-briefing"]


def test_the_address_of_a_story_that_readers_have_is_never_numbered_in_silence(editor, section):
    make_story(section, "Morning briefing")
    story = make_story(section, "Evening briefing")

    refused = send(editor, edit_address(story), title="Morning briefing", slug="morning-briefing")

    assert "Another page" in str(refused.context["form"].errors["slug"])
    assert slugs(section) == ["morning-briefing", "evening-briefing"]


def test_a_reserved_slug_that_somebody_typed_is_refused_with_its_reason(editor, section):
    response = send(editor, add_address(section), title="Something else", slug="feed")

    assert "kept for the feed" in str(response.context["form"].errors["slug"])


@pytest.mark.parametrize(
    ("headline", "slug", "made"),
    [
        ("Morning briefing", "morning-briefing", True),
        ("Öl für Łódź: 10 %", "öl-für-łódź-10-", True),
        ("– Ukraine’s grain", "-ukraines-grain", True),
        ("Зерно", "зерно", True),
        ("Morning briefing", "briefing", False),
        ("Morning briefing", "morning-briefing-2", False),
    ],
)
def test_who_made_a_slug_is_seen_by_its_headline(headline, slug, made):
    assert is_made_of(headline, slug) == made


def test_a_number_fits_behind_the_longest_slug(section):
    longest = "x" * 255
    make_draft(section, "Long", slug=longest)

    assert free_slug(section, longest) == f"{'x' * 247}-2"
