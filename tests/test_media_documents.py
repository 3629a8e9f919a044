"""Reports and papers that readers download."""

import pytest
import urllib3
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from media import uses, visibility
from media.models import Document, Use
from stories.models import Topic
from tests.factories import make_topic, make_user

pytestmark = pytest.mark.django_db


def make_document(name: str = "grain-report.pdf", content: bytes = b"%PDF-1.7 secret figures", **fields) -> Document:
    return Document.objects.create(**{"title": "Grain report", "file": ContentFile(content, name=name), **fields})


def show(document: Document) -> Topic:
    """Have something published show `document`."""
    topic = make_topic()
    uses.record(topic, Use.Version.LIVE, [], [document.pk])
    visibility.refresh(document_ids=[document.pk])
    document.refresh_from_db()
    return topic


def test_a_document_that_nothing_published_shows_is_not_there(client, store):
    document = make_document()

    assert client.get(document.url).status_code == 404
    for bucket in ("private-main", "public-main"):
        assert urllib3.request("GET", f"{store.endpoint}/{bucket}/{document.file.name}").status in (403, 404)


def test_a_published_document_is_a_download_of_the_right_type(client, store_calls):
    document = make_document()
    show(document)
    store_calls.clear()

    answer = client.get(document.url)

    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert store_calls == []
    file = urllib3.request("GET", answer["Location"])
    assert file.data == b"%PDF-1.7 secret figures"
    assert file.headers["Content-Disposition"].startswith('attachment; filename="grain-report.pdf"')
    assert file.headers["Content-Type"] == "application/pdf"


def test_it_closes_with_what_showed_it(client):
    document = make_document()
    topic = show(document)
    assert client.get(document.url).status_code == 302

    topic.live = False
    topic.save()
    visibility.refresh(document_ids=[document.pk])

    assert client.get(document.url).status_code == 404


def test_whoever_may_work_with_documents_sees_one_before_it_is_published(client):
    document = make_document()
    editor, stranger = make_user("editor"), make_user("stranger")
    group = editor.groups.create(name="Papers")
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(content_type__app_label="media", codename="change_document"),
    )

    client.force_login(stranger)
    assert client.get(document.url).status_code == 404
    client.force_login(editor)
    assert client.get(document.url).status_code == 302


def test_a_private_collection_asks_for_its_password_all_the_same(client):
    document = make_document()
    show(document)
    collection = Collection.get_first_root_node().add_child(name="Members")
    collection.view_restrictions.create(restriction_type="password", password="open sesame")
    Document.objects.update(collection=collection)

    answer = client.get(document.url)

    assert answer.status_code == 200
    assert "X-Amz" not in answer.content.decode()


def test_a_reader_has_a_minute_to_follow_the_address_and_who_works_with_it_five(client, admin_client):
    document = make_document()
    theirs = admin_client.get(document.url)["Location"]
    show(document)
    readers = client.get(document.url)["Location"]

    assert "X-Amz-Expires=300&" in theirs
    assert "X-Amz-Expires=60&" in readers


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "macros.docm", "tool.exe", "noextension"])
def test_kinds_of_file_that_may_harm_are_refused(admin_client, name):
    with pytest.raises(ValidationError), transaction.atomic():
        make_document(name)
    upload = SimpleUploadedFile(name, b"content")
    answer = admin_client.post(reverse("wagtaildocs:add"), {"title": "Report", "file": upload, "collection": 1})

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert not Document.objects.exists()


def test_the_form_stores_a_document_with_one_call(admin_client, store_calls):
    upload = SimpleUploadedFile("report.pdf", b"%PDF-1.7")

    answer = admin_client.post(reverse("wagtaildocs:add"), {"title": "Report", "file": upload, "collection": 1})

    assert answer.status_code == 302
    document = Document.objects.get()
    assert document.file_size == 8
    assert document.file_hash
    assert store_calls == ["PUT"]


def test_while_the_store_is_away_a_document_is_refused_and_nothing_is_saved(admin_client, absent_store):
    upload = SimpleUploadedFile("report.pdf", b"%PDF-1.7")

    answer = admin_client.post(reverse("wagtaildocs:add"), {"title": "Report", "file": upload, "collection": 1})

    assert "does not answer" in answer.context["form"].errors["file"][0]
    assert not Document.objects.exists()
