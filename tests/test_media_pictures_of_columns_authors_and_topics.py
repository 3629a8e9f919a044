"""The picture of a column, the portrait of an author, the picture of a topic: public while their pages are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from desk import clock
from media.models import Photo
from stories.models import Author, Column, Topic
from tests.editor import log_in, send
from tests.factories import make_site, make_user, picture_bytes
from tests.story_files import import_lines
from tests.test_media_opening_and_closing import is_public, make_ready_photo

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize(
    "model", [Column, *(pytest.param(each, marks=pytest.mark.deep) for each in (Author, Topic))]
)


@pytest.fixture
def client():
    make_site()
    return log_in(make_user("edith", roles.EDITORS))


def make_snippet(model, photo=None, *, live=False):
    """Return a snippet whose draft shows `photo`."""
    snippet = model.objects.create(name="Harbour", slug="harbour", live=live)
    snippet.photo = photo
    snippet.save_revision()
    return snippet


def address_of(snippet, view="edit") -> str:
    return f"/admin/snippets/stories/{snippet._meta.model_name}/{view}/{snippet.pk}/"


@KINDS
def test_the_buttons_open_and_close_it(client, committing, model):
    photo = make_ready_photo(committing)
    snippet = make_snippet(model, photo)
    assert not is_public(photo)

    with committing():
        send(client, address_of(snippet), "w-editor-form", action="publish")
    assert model.objects.get(pk=snippet.pk).live
    assert is_public(photo)

    with committing():
        client.post(address_of(snippet, "unpublish"))
    assert not model.objects.get(pk=snippet.pk).live
    assert not is_public(photo)


@KINDS
def test_a_draft_over_a_published_one_opens_nothing_until_it_is_published_and_then_closes_the_old(
    client, committing, model
):
    old, new = make_ready_photo(committing), make_ready_photo(committing, title="The new ferry")
    snippet = make_snippet(model, old)
    with committing():
        send(client, address_of(snippet), "w-editor-form", action="publish")

    with committing():
        send(client, address_of(snippet), "w-editor-form", photo=str(new.pk))
    assert (is_public(old), is_public(new)) == (True, False)

    with committing():
        send(client, address_of(snippet), "w-editor-form", action="publish")
    assert (is_public(old), is_public(new)) == (False, True)


@KINDS
def test_the_clock_opens_and_closes_it(committing, model):
    make_site()
    photo = make_ready_photo(committing)
    snippet = make_snippet(model, photo)
    snippet.go_live_at, snippet.expire_at = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    with committing():
        snippet.save_revision().publish()
        clock.tick()
    assert not is_public(photo)

    wait(snippet, "go_live_at", committing)
    assert model.objects.get(pk=snippet.pk).live
    assert is_public(photo)

    wait(snippet, "expire_at", committing)
    assert not model.objects.get(pk=snippet.pk).live
    assert not is_public(photo)


def wait(snippet, moment: str, committing) -> None:
    """Bring the moment at which it goes out or comes down forward, and let the clock do what is due."""
    past = timezone.now() - timedelta(seconds=1)
    for revision in snippet.revisions.all():
        revision.content[moment] = past.isoformat()
        if moment == "go_live_at" and revision.approved_go_live_at:
            revision.approved_go_live_at = past
        revision.save()
    if moment == "expire_at":
        type(snippet).objects.filter(pk=snippet.pk).update(expire_at=past)
    with committing():
        clock.tick()


@KINDS
def test_deleting_what_showed_it_closes_it(client, committing, model):
    photo = make_ready_photo(committing)
    snippet = make_snippet(model, photo)
    with committing():
        send(client, address_of(snippet), "w-editor-form", action="publish")
    assert is_public(photo)

    with committing():
        snippet.delete()

    assert not is_public(photo)


@KINDS
def test_an_import_opens_what_it_publishes_and_closes_what_it_takes_back(committing, tmp_path, model):
    make_site()
    (tmp_path / "harbour.jpg").write_bytes(picture_bytes(900, 600))
    record = {"file": "harbour.jpg", "person": "Jo Lee", "alt": "A harbour"}
    line = {"type": model._meta.model_name, "slug": "harbour", "name": "Harbour", "photo": record}

    for status in ("draft", "published", "draft", "published"):
        with committing():
            import_lines(tmp_path, line | {"status": status}, media=tmp_path)
        snippet = model.objects.get()
        assert snippet.live == (status == "published")
        assert is_public(Photo.objects.get()) == snippet.live

    del line["photo"]
    with committing():
        import_lines(tmp_path, line, media=tmp_path)
    assert not is_public(Photo.objects.get())
