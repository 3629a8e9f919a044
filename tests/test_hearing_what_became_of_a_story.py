"""Whoever presses a button is told what came of it: what went out, what did not and why, and whether it is saved."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from accounts import roles
from stories.models import StoryPage
from tests.editor import add_address, edit_address, form_at, inline_rows, log_in, messages_of, send
from tests.factories import make_draft, make_photo, make_section, make_site, make_user

pytestmark = pytest.mark.django_db

APPROVE = {"action": "workflow-action", "workflow-action-name": "approve"}


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def editor():
    return log_in(make_user("edith", roles.EDITORS))


@pytest.fixture
def submitted(section):
    def submit(**fields) -> StoryPage:
        story = make_draft(section, "Talks resume", **fields)
        story.get_workflow().start(story, make_user("will", roles.WRITERS))
        return story

    return submit


def test_who_approves_a_story_hears_that_it_is_out(editor, submitted):
    story = submitted()

    response = send(editor, edit_address(story), **APPROVE)

    assert StoryPage.objects.get().live
    assert "“Talks resume” has been published." in messages_of(response)
    assert "updated" not in messages_of(response)


def test_who_approves_a_scheduled_story_hears_when_it_goes_out(editor, submitted):
    response = send(editor, edit_address(submitted(go_live_at=timezone.now() + timedelta(days=1))), **APPROVE)

    assert not StoryPage.objects.get().live
    assert "“Talks resume” will be published on" in messages_of(response)


def test_who_sends_a_story_back_does_not_hear_that_it_is_out(editor, submitted):
    story = submitted()

    response = send(editor, edit_address(story), **{"action": "workflow-action", "workflow-action-name": "reject"})

    assert not StoryPage.objects.get().live
    assert "published" not in messages_of(response)


@pytest.mark.parametrize("button", [APPROVE, {"action": "publish"}], ids=["approve", "publish"])
def test_what_keeps_a_story_from_going_out_is_said_in_full(editor, submitted, button):
    story = submitted(byline="", lead_photo=make_photo(agency=None, person=""))

    response = send(editor, edit_address(story), standfirst="Typed just now", **button)

    said = messages_of(response)
    assert "could not be saved" not in said
    assert "since the last save" in said
    assert "has no credit" in said
    assert "House byline: Nobody signs this story." in said
    assert "Typed just now" in response.content.decode()
    story = StoryPage.objects.get()
    assert (story.live, story.get_latest_revision_as_object().standfirst) == (False, "")


def test_the_first_publication_of_a_new_story_is_refused_in_full(editor, section):
    response = send(editor, add_address(section), action="publish", title="Unsigned", slug="unsigned")

    assert "Not published. What you typed since the last save" in messages_of(response)
    assert "Nobody signs this story" in messages_of(response)
    assert not StoryPage.objects.exists()


def test_faults_in_blocks_and_rows_are_said_too(editor, section):
    form = form_at(editor, add_address(section))
    form.update({"title": "Talks resume", "byline": "The editors", "action-publish": "1", "body-count": "1"})
    form.update({f"body-0-{name}": value for name, value in {"type": "heading", "order": "0", "deleted": ""}.items()})
    form.update({"body-0-value-text": "", "body-0-value-level": "2"})
    form.update(inline_rows("corrections", {"kind": "correction", "on": "", "text": rich_text("<p>Wrong.</p>")}))

    said = messages_of(editor.post(add_address(section), form))

    assert "Body: something is missing or wrong in a block; it is marked there." in said
    assert "Date: This field is required." in said


def test_what_saves_itself_marks_nothing_and_says_what_does(editor, section):
    form = form_at(editor, add_address(section))
    form.update({"title": "Talks resume", "byline": "The editors", "body-count": "1"})
    embed = {"type": "embed", "order": "0", "deleted": "", "value-url": "https://video.nowhere.example/1"}
    form.update({f"body-0-{name}": value for name, value in embed.items()})

    answer = editor.post(add_address(section), form, headers={"accept": "application/json"}).json()

    assert "Body: something is missing or wrong in a block; “Save draft” marks it." in answer["error_message"]


def test_a_headline_is_called_so(editor, section):
    form = form_at(editor, add_address(section)) | {"title": "w" * 300}

    assert "Headline: " in messages_of(editor.post(add_address(section), form))
