"""A file names an agency that has no record: it is told, can be added on the spot, and never left out unseen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import roles
from media.models import Agency, Photo
from stories.models import StoryPage
from tests.editor import edit_address, form_at, log_in, messages_of, send
from tests.factories import make_draft, make_section, make_site, make_user
from tests.told_pictures import picture, xmp_notes

pytestmark = pytest.mark.django_db
NOTES = xmp_notes(
    "<dc:creator>Ana Bel</dc:creator><photoshop:Credit>Some Agency</photoshop:Credit>"
    "<Iptc4xmpCore:AltTextAccessibility>A quay</Iptc4xmpCore:AltTextAccessibility>"
)
ADD = "Add “Some Agency” to the photo agencies"


@pytest.fixture
def client():
    return log_in(make_user("edith", roles.EDITORS))


def upload(client, name="quay.jpg"):
    """Upload a photo whose file names the agency; return what was answered."""
    file = SimpleUploadedFile(name, picture(xmp=NOTES), "image/jpeg")
    return client.post(reverse("wagtailimages:add"), {"title": name, "file": file, "kind": "photograph"})


def record_of(photo: Photo) -> str:
    return reverse("wagtailimages:edit", args=[photo.pk])


def test_it_is_told_when_the_photo_is_in_and_at_its_record(client):
    said = messages_of(upload(client))

    photo = Photo.objects.get()
    assert photo.credit == "Ana Bel"
    assert "agency, person" not in said
    assert "Not in the records: the agency “Some Agency”." in said
    page = client.get(record_of(photo)).content.decode()
    assert "Not in the records: “Some Agency”" in page
    assert ADD in page


def test_a_tick_adds_it_and_prints_it(client):
    upload(client)
    photo = Photo.objects.get()

    send(client, record_of(photo), "w-editor-form", add_agency="on")

    photo.refresh_from_db()
    assert (photo.credit, photo.missing_agency) == ("Some Agency/Ana Bel", "")
    assert Agency.objects.get().name == "Some Agency"


def test_without_the_tick_the_person_alone_is_printed_and_the_question_is_answered(client):
    upload(client)
    photo = Photo.objects.get()

    send(client, record_of(photo), "w-editor-form")

    photo.refresh_from_db()
    assert (photo.credit, photo.missing_agency) == ("Ana Bel", "")
    assert not Agency.objects.exists()
    page = client.get(record_of(photo)).content.decode()
    assert "The file says “Some Agency”." in page
    assert ADD not in page


def test_what_the_file_names_is_not_added_where_another_agency_is_chosen(client):
    upload(client)
    photo, other = Photo.objects.get(), Agency.objects.create(name="Harbour Press")

    send(client, record_of(photo), "w-editor-form", agency=str(other.pk), add_agency="on")

    photo.refresh_from_db()
    assert photo.credit == "Harbour Press/Ana Bel"
    assert Agency.objects.count() == 1


def test_of_many_photos_of_it_the_first_adds_it_for_all(client):
    forms = []
    for name in ("one.jpg", "two.jpg"):
        file = SimpleUploadedFile(name, picture(xmp=NOTES), "image/jpeg")
        answer = client.post(reverse("wagtailimages:add_multiple"), {"title": name, "files[]": file}).json()
        assert ADD in answer["form"]
        forms.append((answer["image_id"], f"image-{answer['image_id']}-"))

    for (pk, prefix), ticked in zip(forms, ({"add_agency": "on"}, {}), strict=True):
        fields = {"title": "Quay", "kind": "photograph", "person": "Ana Bel", "agency": "", "tags": "", **ticked}
        answer = client.post(
            reverse("wagtailimages:edit_multiple", args=[pk]), {prefix + name: each for name, each in fields.items()}
        )
        assert answer.json()["success"]

    assert {photo.credit for photo in Photo.objects.all()} == {"Some Agency/Ana Bel"}
    assert Agency.objects.count() == 1


def test_who_may_not_add_agencies_is_told_all_the_same(client):
    upload(client)
    photo = Photo.objects.get()
    photo.uploaded_by_user = make_user("walt", roles.WRITERS)
    photo.save()

    page = log_in(photo.uploaded_by_user).get(record_of(photo)).content.decode()

    assert "Not in the records: “Some Agency”" in page
    assert ADD not in page


def test_no_story_goes_out_with_the_photo_before_somebody_has_decided(client):
    upload(client)
    photo = Photo.objects.get()
    story = make_draft(make_section(make_site()), "The vote", lead_photo=photo)

    said = send(client, edit_address(story), action="publish").content.decode()
    assert "names the agency “Some Agency”, which is not in the records" in said
    assert not StoryPage.objects.get(pk=story.pk).live

    client.post(record_of(photo), form_at(client, record_of(photo), "w-editor-form"))
    send(client, edit_address(story), action="publish")
    assert StoryPage.objects.get(pk=story.pk).live
