"""The newsroom talks about a column, an author or a topic: comments beside the editor, for nobody else to see."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts import roles
from archive.exporting import exported
from stories.models import Author, Column, Comment
from tests.editor import form_at, log_in, send
from tests.factories import make_author, make_column, make_site, make_topic, make_user

pytestmark = pytest.mark.django_db

KINDS = {"column": make_column, "author": make_author, "topic": make_topic}
WORDS = "Is the weekday still right?"


@pytest.fixture(autouse=True)
def home():
    return make_site()


@pytest.fixture
def edith():
    return make_user("edith", roles.EDITORS)


def editor_of(snippet) -> str:
    return f"/admin/snippets/stories/{snippet._meta.model_name}/edit/{snippet.pk}/"


def comment_on(snippet, user, text=WORDS):
    """Press “Comment” in the panel."""
    return log_in(user).post(f"/admin/comments/{snippet._meta.model_name}/{snippet.pk}/", {"text": text})


def press(button: str, comment: Comment, user, **fields):
    return log_in(user).post(f"/admin/comments/{comment.pk}/{button}/", fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_stands_beside_the_editor_with_who_said_it(kind, edith):
    snippet = KINDS[kind]()

    response = comment_on(snippet, edith)

    assert response.headers["Location"] == editor_of(snippet)
    page = log_in(edith).get(editor_of(snippet)).content.decode()
    assert WORDS in page
    assert "<strong>edith</strong>" in page


def test_the_thread_runs_from_old_to_new(edith):
    column, otto = make_column(), make_user("otto", roles.EDITORS)
    comment_on(column, edith, "First words")
    comment_on(column, otto, "Second words")

    page = log_in(edith).get(editor_of(column)).content.decode()

    assert -1 < page.find("First words") < page.find("Second words")


def test_what_is_said_of_one_snippet_is_not_said_of_another(edith):
    column = make_column()
    author = make_author(pk=column.pk)

    comment_on(column, edith)

    assert WORDS not in log_in(edith).get(editor_of(author)).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused_with_a_reason(edith, text):
    column = make_column()

    response = log_in(edith).post(
        f"/admin/comments/column/{column.pk}/", {"text": text}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert response.status_code == 422
    assert "This field is required" in response.content.decode() or "at most 4000" in response.content.decode()
    assert not Comment.objects.exists()


def test_a_resolved_comment_moves_out_of_the_way_and_comes_back(edith):
    column, otto = make_column(), make_user("otto", roles.EDITORS)
    comment_on(column, edith)
    comment = Comment.objects.get()

    press("resolve", comment, otto)
    resolved = log_in(edith).get(editor_of(column)).content.decode()
    press("reopen", comment, edith)
    reopened = log_in(edith).get(editor_of(column)).content.decode()

    assert "Resolved (1)" in resolved
    assert "Resolved by otto" in resolved
    assert "Resolved (" not in reopened
    assert WORDS in reopened


def test_who_wrote_a_comment_may_change_it_and_take_it_back(edith):
    column = make_column()
    comment_on(column, edith)
    comment = Comment.objects.get()

    press("change", comment, edith, text="Is Friday still right?")
    comment.refresh_from_db()
    changed = comment.text, bool(comment.changed_at)
    press("withdraw", comment, edith)

    assert changed == ("Is Friday still right?", True)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("button", ["change", "withdraw"])
def test_the_words_of_another_are_left_alone(edith, button):
    comment_on(make_column(), edith)
    comment = Comment.objects.get()

    press(button, comment, make_user("adam", roles.ADMINISTRATORS), text="Something else")

    comment.refresh_from_db()
    assert comment.text == WORDS


ALLOWED = {roles.EDITORS, roles.ADMINISTRATORS}


@pytest.mark.parametrize("role", [*roles.ALL, ""])
def test_who_may_edit_the_snippet_may_comment_and_resolve_and_nobody_else(edith, role):
    column, member = make_column(), make_user("mona", role)
    comment_on(column, edith)
    comment = Comment.objects.get()

    comment_on(column, member, "One more")
    press("resolve", comment, member)

    comment.refresh_from_db()
    assert Comment.objects.filter(text="One more").exists() == (role in ALLOWED)
    assert bool(comment.resolved_at) == (role in ALLOWED)


def test_a_link_alone_changes_nothing(edith):
    comment_on(make_column(), edith)

    assert log_in(edith).get(f"/admin/comments/{Comment.objects.get().pk}/resolve/").status_code == 405


def test_a_comment_is_no_part_of_the_snippet(edith):
    column = make_column()
    column.save_revision()
    revisions = column.revisions.count()

    comment_on(column, edith)

    assert column.revisions.count() == revisions
    assert "comments" not in column.get_latest_revision().content


def test_a_refused_save_loses_no_comment(edith):
    column, client = make_column(), log_in(edith)
    comment_on(column, edith)

    response = send(client, editor_of(column), "w-editor-form", name="", action="publish")

    assert response.status_code == 200
    assert WORDS in response.content.decode()


def test_bringing_back_an_older_version_keeps_the_comments(edith):
    column = make_column()
    older = column.save_revision()
    comment_on(column, edith)
    column.name = "Harbour Watch"
    column.save_revision().publish()

    older.publish()

    assert Comment.objects.on(column).count() == 1


def test_readers_never_see_a_comment(client, edith):
    column = make_column()
    column.save_revision().publish()
    comment_on(column, edith)

    for address in ("/columns/", "/columns/diplomacy-watch/", "/columns/diplomacy-watch/feed/"):
        response = client.get(address)
        assert response.status_code == 200
        assert WORDS not in response.content.decode()


def test_a_copy_and_an_export_leave_the_comments_behind(edith):
    column, client = make_column(), log_in(edith)
    comment_on(column, edith)

    form = form_at(client, f"/admin/snippets/stories/column/copy/{column.pk}/", "w-editor-form")
    form["name"], form["slug"] = "Harbour Watch", "harbour-watch"
    client.post("/admin/snippets/stories/column/add/", form)
    csv = b"".join(client.get("/admin/snippets/stories/column/?export=csv").streaming_content).decode()

    assert not Comment.objects.on(Column.objects.get(slug="harbour-watch")).exists()
    assert WORDS not in csv
    assert WORDS not in "".join(exported(None))


def test_comments_go_with_their_snippet_and_stay_when_somebody_leaves(edith):
    column, author = make_column(), make_author()
    comment_on(column, edith)
    comment_on(author, edith, "Of the author")

    log_in(make_user("otto", roles.EDITORS)).post(f"/admin/snippets/stories/column/delete/{column.pk}/")
    edith.delete()

    assert [comment.text for comment in Comment.objects.all()] == ["Of the author"]
    page = log_in(make_user("ada", roles.EDITORS)).get(editor_of(Author.objects.get())).content.decode()
    assert "Somebody who has left" in page


def test_the_history_says_who_commented_and_not_what(edith):
    column = make_column()
    comment_on(column, edith)
    comment = Comment.objects.get()
    press("resolve", comment, edith)
    press("reopen", comment, edith)
    press("change", comment, edith, text="Otherwise")
    press("withdraw", comment, edith)

    notes = ModelLogEntry.objects.filter(object_id=str(column.pk), user=edith).order_by("timestamp", "pk")
    history = log_in(edith).get(f"/admin/snippets/stories/column/history/{column.pk}/").content.decode()

    did = [note.action.removeprefix("stories.comment.") for note in notes]
    assert did == ["create", "resolve", "reopen", "edit", "delete"]
    assert WORDS not in str([note.data for note in notes])
    assert "Comment resolved" in history


def test_those_who_commented_before_are_told_by_mail(edith, committing):
    column, otto = make_column(), make_user("otto", roles.EDITORS)
    make_user("ada", roles.EDITORS)
    with committing():
        comment_on(column, edith, "First words")
    nobody = len(mail.outbox)

    with committing():
        comment_on(column, otto, "Second words & more")

    assert nobody == 0
    assert [message.to for message in mail.outbox] == [["edith@example.org"]]
    assert "Diplomacy Watch" in mail.outbox[0].subject
    assert "Second words & more" in mail.outbox[0].body
    assert editor_of(column) in mail.outbox[0].body


@pytest.mark.parametrize("why", ["switched off", "left", "lost the right", "no address"])
def test_who_wants_or_may_read_no_mail_gets_none(edith, committing, why):
    column, otto = make_column(), make_user("otto", roles.EDITORS)
    comment_on(column, edith)
    if why == "switched off":
        UserProfile.objects.update_or_create(user=edith, defaults={"updated_comments_notifications": False})
    elif why == "lost the right":
        edith.groups.clear()
    else:
        edith.is_active, edith.email = why != "left", "" if why == "no address" else edith.email
        edith.save()

    with committing():
        comment_on(column, otto)

    assert mail.outbox == []


def test_a_comment_cannot_break_the_page(edith):
    column = make_column()

    comment_on(column, edith, "<script>alert(1)</script>")

    page = log_in(edith).get(editor_of(column)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_longer_thread_costs_no_more_queries(edith, django_assert_max_num_queries):
    column, client = make_column(), log_in(edith)

    def queries():
        with django_assert_max_num_queries(80) as counted:
            assert client.get(editor_of(column)).status_code == 200
        return len(counted)

    comment_on(column, edith)
    queries()
    few = queries()
    for number in range(6):
        comment_on(column, make_user(f"user{number}", roles.EDITORS), f"Number {number}")

    assert queries() <= few
