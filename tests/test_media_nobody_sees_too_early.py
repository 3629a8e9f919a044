"""Whatever state a story is in: its pictures and documents are seen by those who may, at no address by anybody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as now_set
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, PageViewRestriction

from accounts import roles
from media.models import Photo, Rendition
from stories.models import StoryPage
from tests import worker
from tests.editor import log_in
from tests.factories import make_draft, make_story, make_user
from tests.illustrated import IllustratedMagazine, Somebody
from tests.test_media_storage import LOCAL
from tests.test_reading_only_what_is_public import STATES, visit

pytestmark = pytest.mark.django_db


def with_another_social_photo(magazine, hide):
    """Hide the story; of one that has a public version, take the last picture out of that too."""
    story = hide(magazine)
    if hide.__name__ == "changed_draft":
        StoryPage.objects.filter(pk=story.pk).update(social_photo=None)
        story.refresh_from_db()
        story.save_revision().publish()
    return story


@pytest.fixture(params=["buckets", "folders"])
def place(request, settings, tmp_path):
    """Each test with either kind of store."""
    if request.param == "folders":
        settings.VAR = tmp_path
        settings.STORAGES = LOCAL
        settings.MEDIA_PUBLIC_URL = "/media/"
    return request.param


@pytest.fixture
def magazine(place, client, committing):
    with committing():
        magazine = IllustratedMagazine()
    magazine.client = client
    return magazine


@pytest.fixture
def anonymous():
    return Somebody(Client())


@pytest.fixture
def stranger(magazine):
    """A writer of another section, with a library of its own."""
    library = Collection.get_first_root_node().add_child(name="Sports")
    group = Group.objects.create(name="Sports writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    section = magazine.vault.get_parent().add_child(instance=type(magazine.vault)(title="Sports", slug="sports"))
    GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="add_page")
    )
    for right in ("add_photo", "add_document"):
        permission = Permission.objects.get(codename=right, content_type__app_label="media")
        GroupCollectionPermission.objects.create(group=group, collection=library, permission=permission)
    user = make_user("sportswriter")
    user.groups.add(group)
    client = log_in(user)
    assert client.get("/admin/").status_code == 200
    return Somebody(client)


@pytest.fixture
def editor():
    return Somebody(log_in(make_user("edith", roles.EDITORS)))


def files_of(magazine) -> list[str]:
    renditions = Rendition.objects.filter(image__in=magazine.photos).values_list("file", flat=True)
    names = [photo.file.name for photo in magazine.photos] + [magazine.document.file.name] + list(renditions)
    assert len(names) > 4 * 7
    return names


def plain_addresses(place: str, names: list[str]) -> list[str]:
    """Return where somebody who knows the names of files would look for them, in both stores and on the site."""
    on_site = [folder + name for name in names for folder in ("/media/", "/private-media/", "/documents/", "/")]
    if place == "folders":
        return on_site
    buckets = (now_set.S3_PRIVATE_BUCKET, now_set.S3_PUBLIC_BUCKET)
    return [f"{now_set.S3_ENDPOINT_URL}/{bucket}/{name}" for bucket in buckets for name in names] + on_site[:8]


def admin_addresses(magazine, story) -> list[str]:
    """Return the addresses of the admin that show the pictures, the document or the story with them."""
    found = [reverse("wagtaildocs:edit", args=[magazine.document.pk])]
    for photo in magazine.photos[:2]:
        found += [
            reverse("wagtailimages:edit", args=[photo.pk]),
            reverse("wagtailimages:preview", args=[photo.pk, "width-400"]),
            reverse("wagtailimages_chooser:chosen", args=[photo.pk]),
            reverse("wagtailimages:image_usage", args=[photo.pk]),
        ]
    if StoryPage.objects.filter(pk=story.pk).exists():
        found += [f"/admin/pages/{story.pk}/{view}/" for view in ("edit", "view_draft", "edit/preview", "history")]
        found.append(f"/admin/pages/{story.pk}/revisions/{story.latest_revision_id}/view/")
    return found


def signed_addresses(page: bytes) -> list[str]:
    text = page.decode().replace("&amp;", "&").replace("\\u0026", "&")
    words = text.replace('"', " ").replace(",", " ").split()
    return [word for word in words if "X-Amz-Signature" in word or word.startswith("/private-media/")]


def deep(*parameters):
    return pytest.param(*parameters, marks=pytest.mark.deep)


# Whoever has a login reads these on the site, with what they link to.
FOR_EVERY_LOGIN = {"behind_a_login", "in_a_private_section", "moved_into_a_private_section"}
SAMPLE = {("unpublished", "buckets"), ("in_a_private_section", "buckets")}


def states() -> list:
    found = []
    for hide in STATES:
        for place in ("buckets", "folders"):
            is_everyday = (hide.__name__, place) in SAMPLE
            found.append(pytest.param(hide, place, marks=[] if is_everyday else pytest.mark.deep))
    return found


@pytest.mark.parametrize(("hide", "place"), states(), indirect=["place"])
def test_the_files_of_a_hidden_story_are_for_those_who_may_see_it(
    magazine, place, committing, anonymous, stranger, editor, hide
):
    with committing():
        story = with_another_social_photo(magazine, hide)
    names = files_of(magazine)
    theirs = admin_addresses(magazine, story)

    # Nobody at a plain address, whoever asks.
    assert {storage for storage in storages["public"].names() if storage in names} == set()
    for somebody in (anonymous, stranger):
        for address in plain_addresses(place, names):
            assert somebody.get(address)[0] in (302, 400, 403, 404), address

    # The document, through the site.
    assert anonymous.get(magazine.document.url)[0] == 404
    assert stranger.get(magazine.document.url)[0] == (302 if hide.__name__ in FOR_EVERY_LOGIN else 404)
    status, answer = editor.get(magazine.document.url)
    assert status == 302

    # Every page, list, feed, card and map of the site.
    told = visit(anonymous.client)
    hints = [name.encode() for name in names] + [magazine.document.url.encode(), b"X-Amz", b"/private-media/"]
    assert [address for address, answer in told.items() if any(hint in answer for hint in hints)] == []
    assert len(told) > 30

    # The admin.
    for address in theirs:
        assert anonymous.get(address)[0] == 302, address
        status, answer = stranger.get(address)
        assert status in (302, 403, 404), address
        assert not any(hint in answer for hint in hints), address
    for address in theirs:
        assert editor.get(address)[0] in (200, 302), address

    # What an editor's page signs works for the editor, and for five minutes only.
    page = editor.get(reverse("wagtailimages:edit", args=[magazine.photos[0].pk]))[1]
    signed = signed_addresses(page)
    assert signed
    for address in signed:
        assert editor.get(address)[0] == 200
        if place == "buckets":
            assert int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0]) <= 300


@pytest.mark.parametrize("place", ["buckets", deep("folders")], indirect=True)
def test_the_walk_would_have_found_them_while_the_story_was_public(magazine, place, committing, anonymous):
    with committing():
        magazine.canary()

    answers = visit(anonymous.client)

    names = Rendition.objects.filter(image__in=magazine.photos, is_open=True).values_list("file", flat=True)
    told = b"".join(answers.values())
    assert all(
        any(photo_name.encode() in told for photo_name in names.filter(image=photo)) for photo in magazine.photos
    )
    assert magazine.document.url.encode() in told
    assert anonymous.get(magazine.document.url)[0] == 302
    assert all(anonymous.get(storages["public"].url(name))[0] == 200 for name in names)
    assert not [address for address, answer in answers.items() if b"X-Amz" in answer and "/documents/" not in address]


@pytest.mark.deep
@pytest.mark.parametrize("place", ["buckets"], indirect=True)
@pytest.mark.parametrize("kind", ["column", "author", "topic"])
def test_the_picture_of_an_unpublished_column_author_or_topic_is_for_nobody(magazine, committing, anonymous, kind):
    photo = magazine.photos[0]
    subject = getattr(magazine, kind)
    subject.photo = photo
    with committing():
        subject.save_revision().publish()
    photo.refresh_from_db()
    assert photo.is_open
    names = list(photo.renditions.values_list("file", flat=True))
    told = b"".join(visit(anonymous.client).values())
    assert [name for name in names if name.encode() in told]

    with committing():
        subject.unpublish()

    assert {anonymous.get(storages["public"].url(name))[0] for name in names} <= {403, 404}
    told = b"".join(visit(anonymous.client).values())
    assert not [name for name in names if name.encode() in told]
    assert b"X-Amz" not in told


@pytest.mark.deep
@pytest.mark.parametrize("place", ["buckets"], indirect=True)
def test_a_large_section_that_becomes_private_closes_its_pictures_before_the_queue_comes_to_its_stories(
    magazine, committing, settings, anonymous
):
    photo = magazine.photos[0]
    with committing():
        story = make_story(magazine.vault, lead_photo=photo, body=[("document", {"document": magazine.document})])
        for number in range(51):
            make_draft(magazine.vault, f"Story {number}")
    names = list(photo.renditions.values_list("file", flat=True))
    assert anonymous.get(storages["public"].url(names[0]))[0] == 200
    settings.TASKS = worker.QUEUED

    with committing():
        PageViewRestriction.objects.create(page=magazine.vault, restriction_type=PageViewRestriction.LOGIN)

    assert {anonymous.get(storages["public"].url(name))[0] for name in names} <= {403, 404}
    assert anonymous.get(magazine.document.url)[0] == 404
    assert ("default", "renew_by_task") in worker.waiting()
    assert story.live


@pytest.mark.parametrize("place", ["folders"], indirect=True)
def test_errors_of_the_public_folder_are_kept_by_nobody(magazine, anonymous):
    for address in ("/media/images/0123456789abcdef/none.jpg", "/private-media/none"):
        answer = anonymous.client.get(address)
        assert answer.status_code == 404
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("place", ["buckets", deep("folders")], indirect=True)
def test_who_may_read_a_private_story_sees_its_pictures_for_five_minutes(magazine, committing, anonymous):
    with committing():
        story = magazine.canary(magazine.vault)
        PageViewRestriction.objects.create(page=magazine.vault, restriction_type=PageViewRestriction.LOGIN)
    reader = Somebody(log_in(make_user("subscriber")))
    document = magazine.document

    page = reader.client.get(story.url)
    leads_to = reader.client.get(document.url)["Location"]
    assert anonymous.get(leads_to)[0] == 200
    assert anonymous.get(document.url)[0] == 404

    signed = signed_addresses(page.content)
    assert signed
    assert all(anonymous.get(address)[0] == 200 for address in signed[:3])
    assert "no-store" in page["Cache-Control"]
    assert not Photo.objects.filter(is_open=True).exists()
