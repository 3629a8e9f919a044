"""After an upload an editor sees what the file knew, in the fields that hold it, and has the last word."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from media.models import Photo
from tests.editor import form_at, log_in, messages_of
from tests.factories import make_agency, make_photo, make_user
from tests.told_pictures import picture, xmp_notes

pytestmark = pytest.mark.django_db
FERRY = xmp_notes(
    "<dc:creator>Josephine Leemans</dc:creator><photoshop:Credit>HARBOUR PRESS</photoshop:Credit>"
    "<dc:description>A ferry leaves</dc:description><photoshop:DateCreated>2026-02-27</photoshop:DateCreated>"
    "<photoshop:City>Port Ellery</photoshop:City>"
)


@pytest.fixture(autouse=True)
def agency():
    return make_agency("Harbour Press")


def ferry(name="DSC_0412.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(xmp=FERRY), "image/jpeg")


def fragment(answer) -> str:
    return json.loads(answer.content)["htmlFragment"]


def test_the_form_ends_at_the_record_filled_in_and_says_what_came_from_the_file(admin_client):
    answer = admin_client.post(reverse("wagtailimages:add"), {"title": "DSC_0412", "file": ferry()})

    photo = Photo.objects.get()
    assert answer.url == reverse("wagtailimages:edit", args=[photo.pk])
    assert "Taken from the file: caption, agency, person, taken on, place." in messages_of(answer)
    page = admin_client.get(answer.url).content.decode()
    assert "A ferry leaves" in page
    assert 'value="Josephine Leemans"' in page
    assert 'value="2026-02-27"' in page
    assert page.count("Taken from the file.") == 5


def test_what_is_corrected_counts_and_the_files_words_stay_in_sight(admin_client):
    admin_client.post(reverse("wagtailimages:add"), {"title": "Ferry", "file": ferry()})
    address = reverse("wagtailimages:edit", args=[Photo.objects.get().pk])

    form = form_at(admin_client, address, "w-editor-form")
    form["caption"], form["taken_on"] = "The last ferry", "2026-02-26"
    admin_client.post(address, form)

    photo = Photo.objects.get()
    assert (photo.caption, str(photo.taken_on), photo.credit) == (
        "The last ferry",
        "2026-02-26",
        "Harbour Press/Josephine Leemans",
    )
    page = admin_client.get(address).content.decode()
    assert "The file says “A ferry leaves”." in page
    assert "The file says “2026-02-27”." in page


def test_a_file_that_knows_nothing_is_taken_without_a_word_about_it(admin_client):
    upload = SimpleUploadedFile("quay.jpg", picture(), "image/jpeg")

    answer = admin_client.post(reverse("wagtailimages:add"), {"title": "Quay", "file": upload})

    assert "Taken from the file" not in messages_of(answer)
    assert "from the file" not in admin_client.get(answer.url).content.decode()


def test_every_field_of_the_record_is_asked_for_in_groups_and_explained_in_whole_sentences(admin_client):
    page = admin_client.get(reverse("wagtailimages:edit", args=[make_photo().pk]))

    panels = page.context["form"].panels
    names = [row.field.name for _, rows in panels for row in rows]
    assert [str(heading) for heading, _ in panels] == [
        "The picture",
        "Who made it",
        "When and where",
        "What may be done with it",
        "In the library",
    ]
    assert {*names, "collection"} == {name for name in Photo.admin_form_fields if "focal" not in name} | {"collection"}
    for _, rows in panels:
        for row in rows:
            words = str(row.field.help_text)
            assert words[:1].isupper(), row.field.name
            assert words.endswith("."), row.field.name


def test_of_many_each_has_its_record_filled_in(admin_client):
    answer = admin_client.post(reverse("wagtailimages:add_multiple"), {"title": "DSC_0412", "files[]": ferry()})

    photo = Photo.objects.get(pk=answer.json()["image_id"])
    form = answer.json()["form"]
    assert f'name="image-{photo.pk}-place" value="Port Ellery"' in form
    assert "A ferry leaves" in form
    assert form.count("Taken from the file.") == 5
    assert form.lstrip().startswith("<form")  # Wagtail's script replaces that, with what stands in it


def test_of_many_one_bad_file_spoils_none_of_the_others(admin_client):
    bad = SimpleUploadedFile("broken.jpg", b"\xff\xd8\xff\xe0 no picture", "image/jpeg")

    answers = [
        admin_client.post(reverse("wagtailimages:add_multiple"), {"title": file.name, "files[]": file}).json()
        for file in (ferry("one.jpg"), bad, ferry("two.jpg"))
    ]

    assert [answer["success"] for answer in answers] == [True, False, True]
    assert answers[1]["error_message"].endswith(".")
    assert Photo.objects.count() == 2


def test_of_many_one_record_can_be_given_to_all(admin_client):
    page = admin_client.get(reverse("wagtailimages:add_multiple"))

    form = page.context["record_for_all"]
    assert set(form.fields) == {
        *("agency", "person", "taken_on", "place", "licence", "source_url", "rights_expire_on", "tags"),
    }
    text = page.content.decode()
    assert "What a file says of itself counts more" in text
    assert 'role="status"' in text
    assert "Save all records" in text


@pytest.mark.parametrize(
    ("notes", "open_to_all"),
    [
        ("", {"agency", "person", "licence"}),
        ("<dc:creator>Jo Lee</dc:creator>", {"agency", "licence"}),
        # Another agency's photographer would make a credit that is true of nobody.
        ("<photoshop:Credit>Harbour Press</photoshop:Credit>", {"licence"}),
        ("<cc:license xmlns:cc='http://creativecommons.org/ns#'>CC BY 4.0</cc:license>", {"agency", "person"}),
    ],
)
def test_of_many_a_files_own_record_is_not_written_over(admin_client, notes, open_to_all):
    upload = SimpleUploadedFile("quay.jpg", picture(xmp=xmp_notes(notes)), "image/jpeg")

    form = admin_client.post(reverse("wagtailimages:add_multiple"), {"title": "Quay", "files[]": upload}).json()["form"]

    left_open = set(form.partition('data-file-leaves-open="')[2].partition('"')[0].split())
    assert left_open & {"agency", "person", "licence"} == open_to_all
    assert "tags" in left_open


def chooser_upload(client, query: str = ""):
    address = reverse("wagtailimages_chooser:create") + query
    return client.post(address, {"image-chooser-upload-title": "DSC_0412", "image-chooser-upload-file": ferry()})


def test_an_upload_while_choosing_asks_for_the_record_before_it_is_chosen(admin_client):
    shown = chooser_upload(admin_client)

    photo = Photo.objects.get()
    assert json.loads(shown.content)["step"] == "reshow_creation_form"
    assert 'value="Josephine Leemans"' in fragment(shown)
    assert fragment(shown).count("Taken from the file.") == 5
    address = reverse("media_record_in_chooser", args=[photo.pk])
    assert f'action="{address}"' in fragment(shown)

    chosen = admin_client.post(
        address,
        {
            "photo-record-title": "Ferry",
            "photo-record-description": "A white ferry",
            "photo-record-agency": photo.agency_id,
            "photo-record-person": "Jo Leemans",
            "photo-record-kind": "photograph",
            "photo-record-tags": "",
        },
    ).json()

    assert (chosen["step"], chosen["result"]["id"]) == ("chosen", str(photo.pk))
    photo.refresh_from_db()
    assert (photo.credit, photo.description) == ("Harbour Press/Jo Leemans", "A white ferry")


def test_a_mistake_in_that_record_is_said_there_and_nothing_is_lost(admin_client):
    chooser_upload(admin_client)
    address = reverse("media_record_in_chooser", args=[Photo.objects.get().pk])

    shown = admin_client.post(address, {"photo-record-title": "", "photo-record-caption": "Our <b>words</b>"})

    assert escape("Our <b>words</b>") in fragment(shown)
    assert "This field is required" in fragment(shown)


def test_a_writer_may_fill_in_the_record_of_his_own_upload_and_of_no_other(admin_client):
    writer = log_in(make_user("wim", "Writers"))
    other = make_photo()

    assert chooser_upload(writer).status_code == 200
    own = Photo.objects.latest("pk")
    sent = {"photo-record-title": "Ferry", "photo-record-description": "A ferry", "photo-record-tags": ""}
    assert writer.post(reverse("media_record_in_chooser", args=[own.pk]), sent).json()["step"] == "chosen"
    assert writer.post(reverse("media_record_in_chooser", args=[other.pk]), sent).status_code in (302, 403)
    other.refresh_from_db()
    assert other.title == "A ferry at the quay"
