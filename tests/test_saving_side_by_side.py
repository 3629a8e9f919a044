"""What the editor saves by itself does no harm to what somebody does by a button at the same moment."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Comment

from accounts import roles
from stories.models import StoryPage
from tests.editor import edit_address, form_at, log_in, messages_of, send
from tests.factories import make_draft, make_section, make_site, make_user

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def story(section):
    return make_draft(section, "The bridge")


def new_comment(text="Is this so?") -> dict[str, str]:
    return {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-contentpath": "standfirst",
        "comments-0-position": "",
        "comments-0-text": text,
        "comments-0-id": "",
        "comments-0-DELETE": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }


@pytest.mark.parametrize(
    "button", [{"action-publish": "1"}, {"action-workflow-action": "true", "workflow-action-name": "approve"}]
)
def test_what_is_saved_by_itself_neither_publishes_nor_approves(section, button):
    writer, editor = log_in(make_user("will", roles.WRITERS)), log_in(make_user("edith", roles.EDITORS))
    send(writer, f"/admin/pages/add/stories/storypage/{section.pk}/", action="submit", title="A", slug="a", byline="We")
    story = StoryPage.objects.get()

    form = form_at(editor, edit_address(story))
    form.update({**button, "title": "Saved by itself"})
    answer = editor.post(edit_address(story), form, **JSON)

    story.refresh_from_db()
    assert answer.json()["success"]
    assert story.get_latest_revision_as_object().title == "Saved by itself"
    assert (story.live, story.current_workflow_task_state.status) == (False, "in_progress")


def test_who_comes_second_to_a_decision_is_told_and_keeps_what_was_typed(section):
    writer = log_in(make_user("will", roles.WRITERS))
    edith, otto = log_in(make_user("edith", roles.EDITORS)), log_in(make_user("otto", roles.EDITORS))
    send(writer, f"/admin/pages/add/stories/storypage/{section.pk}/", action="submit", title="A", slug="a", byline="We")
    story = StoryPage.objects.get()
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    late = form_at(otto, edit_address(story))
    late.update({**approve, "title": "Typed by Otto"})

    form = form_at(edith, edit_address(story))
    form.update(approve)
    edith.post(edit_address(story), form)
    response = otto.post(edit_address(story), late)

    story.refresh_from_db()
    assert response.status_code in (200, 302)
    assert story.live
    assert "Typed by Otto" in response.content.decode() + story.get_latest_revision_as_object().title


def test_a_comment_that_was_saved_by_itself_is_not_saved_again_with_the_button(story):
    editor = log_in(make_user("edith", roles.EDITORS))
    form = form_at(editor, edit_address(story))
    form.update(new_comment())

    editor.post(edit_address(story), form, **JSON)
    editor.post(edit_address(story), form)

    assert [comment.text for comment in Comment.objects.all()] == ["Is this so?"]


def test_two_people_may_say_the_same(story):
    for name in ("edith", "otto"):
        editor = log_in(make_user(name, roles.EDITORS))
        form = form_at(editor, edit_address(story))
        form.update(new_comment())
        editor.post(edit_address(story), form)

    assert Comment.objects.count() == 2


def test_who_meets_a_lock_learns_whose_it_is_and_saves_when_it_is_lifted(story):
    writer, editor = log_in(make_user("will", roles.EDITORS)), log_in(make_user("edith", roles.EDITORS))
    form = form_at(writer, edit_address(story))
    form["title"] = "Typed before the lock"
    editor.post(f"/admin/pages/{story.pk}/lock/")

    by_itself = json.loads(writer.post(edit_address(story), form, **JSON).content)
    refused = writer.post(edit_address(story), form)
    editor.post(f"/admin/pages/{story.pk}/unlock/")
    writer.post(edit_address(story), form)

    assert "edith locked this story at" in by_itself["error_message"]
    assert "edith locked this story at" in messages_of(refused)
    assert "Save again" in messages_of(refused)
    assert "Typed before the lock" in refused.content.decode()
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().title == "Typed before the lock"


@pytest.mark.parametrize("way", [JSON, {}], ids=["by itself", "by a button"])
def test_a_draft_is_read_only_once_it_has_its_turn(story, way):
    """Else a story that somebody publishes between reading and writing would be off the site again."""
    editor = log_in(make_user("edith", roles.EDITORS))
    form = form_at(editor, edit_address(story))

    with CaptureQueriesContext(connection) as captured:
        editor.post(edit_address(story), form, **way)

    queries = [query["sql"] for query in captured]
    turn = next(place for place, sql in enumerate(queries) if sql.startswith("SAVEPOINT"))
    first_read = next(place for place, sql in enumerate(queries) if sql.startswith('SELECT "wagtailcore_page"."id", '))
    assert turn < first_read
    assert "FOR UPDATE" in queries[turn + 1] or connection.vendor == "sqlite"
