"""However a story is published: its pictures are open before it is live, and what is private opens for no moment."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db.models.signals import pre_save
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts import roles
from desk import clock
from media.models import Document, Photo
from stories.models import StoryPage
from tests.editor import edit_address, form_at, log_in, send
from tests.factories import make_draft, make_user
from tests.illustrated import IllustratedMagazine, Somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def magazine(committing):
    with committing():
        return IllustratedMagazine()


@pytest.fixture
def anonymous():
    return Somebody(Client())


@pytest.fixture
def editor():
    return Somebody(log_in(make_user("edith", roles.EDITORS)))


def deep(*parameters):
    return pytest.param(*parameters, marks=pytest.mark.deep)


def by_the_page_editor(draft, client):
    send(client, edit_address(draft), action="publish", **{"body-count": "0"})


def by_approval(draft, client):
    writer = log_in(draft.owner)
    send(writer, edit_address(draft), action="submit")
    form = form_at(client, edit_address(draft))
    form.update({"action-workflow-action": "true", "workflow-action-name": "approve"})
    client.post(edit_address(draft), form)


def in_bulk(draft, client):
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/")


def by_the_clock(draft, client):
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    StoryPage.objects.filter(pk=draft.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    revision = draft.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.save()
    assert clock.tick() == 1


def by_going_back_to_an_earlier_version(draft, client):
    revision = draft.latest_revision
    draft.lead_photo = None
    draft.save_revision()
    address = f"/admin/pages/{draft.pk}/revisions/{revision.pk}/revert/"
    form = form_at(client, address)
    form["action-publish"] = "1"
    client.post(edit_address(draft), form)


WAYS_TO_PUBLISH = [
    by_the_page_editor,
    deep(by_approval),
    deep(in_bulk),
    deep(by_the_clock),
    deep(by_going_back_to_an_earlier_version),
]


@pytest.mark.parametrize("publish", WAYS_TO_PUBLISH)
def test_the_pictures_are_open_before_the_story_is_live_however_it_is_published(
    magazine, committing, editor, anonymous, publish
):
    photo = magazine.photos[0]
    draft = make_draft(magazine.section, "Canary", lead_photo=photo, owner=make_user("will", roles.WRITERS))
    address = storages["public"].url(photo.renditions.get(filter_spec="width-800|format-avif").file.name)
    answered = []

    def look(instance, **kwargs):
        if instance.live and instance.pk == draft.pk:
            answered.append(anonymous.get(address)[0])

    assert anonymous.get(address)[0] in (403, 404)
    pre_save.connect(look, sender=StoryPage)
    try:
        with committing():
            publish(draft, editor.client)
    finally:
        pre_save.disconnect(look, sender=StoryPage)

    assert StoryPage.objects.get(pk=draft.pk).live
    assert answered
    assert set(answered) == {200}


@pytest.mark.parametrize(
    ("is_alias", "of_section"),
    [(False, False), deep(True, False), deep(False, True), deep(True, True)],
    ids=["a copy", "an alias", "a copy of its section", "an alias of its section"],
)
def test_a_published_copy_of_a_private_story_is_private_from_the_first_moment(
    magazine, committing, store_calls, editor, anonymous, is_alias, of_section
):
    with committing():
        story = magazine.canary(magazine.vault)
        PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    store_calls.clear()
    copied, parent = (magazine.vault, magazine.home) if of_section else (story, magazine.section)
    form = {"new_title": "Again", "new_slug": "again", "new_parent_page": parent.pk, "publish_copies": "on"}

    with committing():
        answer = editor.client.post(
            f"/admin/pages/{copied.pk}/copy/", form | {"copy_subpages": "on"} | ({"alias": "on"} if is_alias else {})
        )

    assert answer.status_code == 302
    made = StoryPage.objects.exclude(pk__in=[story.pk, magazine.public.pk]).get()
    assert made.live
    assert anonymous.get(made.url)[0] == 302
    assert store_calls == []
    assert not Photo.objects.filter(is_open=True).exists()
    assert not Document.objects.filter(is_open=True).exists()
