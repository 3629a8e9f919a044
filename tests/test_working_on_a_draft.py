"""Autosave, comparing, schedules, locks and previews work on stories and on columns, authors and topics alike."""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import Model
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from accounts import roles
from tests.editor import EMPTY_STREAM, form_at, log_in, messages_of, send
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@dataclass
class Work:
    """Something that an editor has open, and the addresses around it. `title` is the field of its name."""

    subject: Model
    title: str
    edit: str
    form_id: str
    lock: str
    compare: str
    preview: str

    def latest(self) -> str:
        self.subject.refresh_from_db()
        return getattr(self.subject.get_latest_revision_as_object(), self.title)

    def live(self) -> str:
        self.subject.refresh_from_db()
        return getattr(self.subject, self.title)


def story() -> Work:
    page = make_story(make_section(make_site()))
    base = f"/admin/pages/{page.pk}"
    return Work(
        page,
        "title",
        f"{base}/edit/",
        "page-edit-form",
        f"{base}/lock/",
        f"{base}/revisions/compare/{{}}...{{}}/",
        f"{base}/edit/preview/",
    )


def snippet(make) -> Work:
    make_site()
    subject = make()
    subject.save_revision().publish()
    base = f"/admin/snippets/stories/{subject._meta.model_name}"
    return Work(
        subject,
        "name",
        f"{base}/edit/{subject.pk}/",
        "w-editor-form",
        f"{base}/lock/{subject.pk}/",
        f"{base}/history/{subject.pk}/revisions/compare/{{}}...{{}}/",
        f"{base}/preview/{subject.pk}/",
    )


KINDS = {
    "story": story,
    "column": lambda: snippet(make_column),
    "author": lambda: snippet(make_author),
    "topic": lambda: snippet(make_topic),
}


@pytest.fixture(
    params=["story", "column", *(pytest.param(kind, marks=pytest.mark.deep) for kind in ("author", "topic"))]
)
def work(request, db):
    return KINDS[request.param]()


@pytest.fixture
def editor():
    return log_in(make_user("edith", roles.EDITORS))


def filled(work, client, **changes):
    form = form_at(client, work.edit, work.form_id)
    form.update(changes)
    return form


def test_what_is_typed_is_saved_by_itself_and_stays_a_draft(work, editor):
    before = work.live()

    response = editor.post(work.edit, filled(work, editor, **{work.title: "Typed"}), **JSON)

    assert response.json()["success"]
    assert (work.latest(), work.live()) == ("Typed", before)


def test_a_stale_window_does_not_overwrite_what_somebody_else_saved(work, editor):
    stale = filled(work, editor, **{work.title: "From the stale window"})
    stale["loaded_revision_id"] = str(work.subject.latest_revision_id)
    stale["loaded_revision_created_at"] = work.subject.latest_revision.created_at.isoformat()
    colleague = log_in(make_user("carl", roles.EDITORS))
    send(colleague, work.edit, work.form_id, **{work.title: "From a colleague"})

    response = editor.post(work.edit, stale, **JSON)

    assert not response.json()["success"]
    assert work.latest() == "From a colleague"


def test_a_stale_form_that_somebody_sends_is_refused_once_and_keeps_every_word(work, editor):
    stale = filled(work, editor, **{work.title: "From the stale window"})
    colleague = log_in(make_user("carl", roles.EDITORS))
    send(colleague, work.edit, work.form_id, **{work.title: "From a colleague"})

    refused = editor.post(work.edit, stale)

    assert "carl saved another version" in refused.content.decode()
    assert work.latest() == "From a colleague"
    shown = querydict_from_html(refused.content.decode(), form_id=work.form_id).copy()
    assert shown[work.title] == "From the stale window"
    again = {name: value for name, value in shown.items() if not name.startswith("action-")} | EMPTY_STREAM
    assert editor.post(work.edit, again).status_code == 302
    assert work.latest() == "From the stale window"


def test_nobody_is_refused_for_a_version_of_ones_own(work, editor):
    refused_before = filled(work, editor, **{work.title: "After the refusal"})
    send(editor, work.edit, work.form_id, **{work.title: "Saved by itself"})

    assert editor.post(work.edit, refused_before).status_code == 302
    assert work.latest() == "After the refusal"


def test_two_versions_are_compared(work, editor):
    send(editor, work.edit, work.form_id, **{work.title: "Changed"})

    page = editor.get(work.compare.format("earliest", "latest"))

    assert page.status_code == 200
    assert "Changed" in page.content.decode()


def test_a_change_waits_for_its_hour(work, editor):
    before = work.live()
    later = timezone.localtime() + timedelta(days=1)

    send(
        editor, work.edit, work.form_id, action="publish", go_live_at=f"{later:%Y-%m-%d %H:%M}", **{work.title: "Later"}
    )

    assert work.live() == before
    assert work.subject.approved_schedule


def test_a_lock_keeps_others_out(work, editor):
    editor.post(work.lock)
    colleague = log_in(make_user("carl", roles.EDITORS))

    response = colleague.post(work.edit, filled(work, colleague, **{work.title: "Squeezed in"}))

    assert "locked" in messages_of(response)
    assert work.latest() != "Squeezed in"


def test_an_unsaved_change_is_previewed(work, editor):
    editor.post(work.preview, filled(work, editor, **{work.title: "Only in the preview"}))

    page = editor.get(work.preview)

    assert page.status_code == 200
    assert "Only in the preview" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "view", ["", "add/", "inspect/{pk}/", "copy/{pk}/", "history/{pk}/", "usage/{pk}/", "delete/{pk}/"]
)
@pytest.mark.parametrize("make", [make_column, make_author, make_topic])
def test_every_view_of_the_magazine_answers(editor, make, view):
    subject = make()
    base = f"/admin/snippets/stories/{subject._meta.model_name}/"

    assert editor.get(base + view.format(pk=subject.pk)).status_code == 200


@pytest.mark.parametrize("model", ["column", "author", "topic"])
def test_the_magazine_is_searched_chosen_from_and_exported(editor, model):
    make = {"column": make_column, "author": make_author, "topic": make_topic}[model]
    name = make().name

    found = editor.get(f"/admin/snippets/stories/{model}/?q={name.split()[0]}&live=true").content.decode()
    chooser = editor.get(f"/admin/snippets/choose/stories/{model}/").json()["html"]
    csv = b"".join(editor.get(f"/admin/snippets/stories/{model}/?export=csv").streaming_content).decode()

    assert name in found
    assert name in chooser
    assert name in csv


def test_a_posted_text_with_a_broken_link_is_mended_and_its_form_opens_again(editor):
    author = make_author()
    address = f"/admin/snippets/stories/author/edit/{author.pk}/"
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": "1' onclick=alert(1)", "url": "/"}}
    block = {
        "key": "aaaaa",
        "text": "Here.",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
    }

    sent = send(editor, address, "w-editor-form", bio=json.dumps({"blocks": [block], "entityMap": {"0": entity}}))

    assert sent.status_code == 302
    assert "Here." in editor.get(address).content.decode()
    assert "onclick" not in author.get_latest_revision_as_object().bio
