"""A photo's record is printed on every page that shows it, so a change of it reaches all of them."""

import pytest
from django.core.files.base import ContentFile

from media import uses, visibility
from media.models import Photo, Use
from tests.factories import make_agency, make_photo, make_section, make_site, make_story, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    photo = make_photo(agency=make_agency("Harbour Press"))
    make_story(make_section(make_site()), "Talks resume", lead_photo=photo)
    return photo


def test_a_corrected_credit_or_caption_is_forgotten_on_the_pages_that_print_it(photo, forgotten):
    photo.caption = "The ferry at the north quay"

    assert "/reporting/talks-resume/" in forgotten(photo.save)
    assert "/reporting/talks-resume/" in forgotten(photo.agency.save)


def test_deleting_a_photo_is_a_change_of_its_pages(photo, forgotten):
    assert "/reporting/talks-resume/" in forgotten(photo.delete)


def test_withdrawn_pictures_are_forgotten_with_their_pages(photo, forgotten, committing):
    with committing():
        visibility.refresh([photo.pk])
    photo = Photo.objects.get(pk=photo.pk)
    address = photo.renditions.get(filter_spec="width-400|format-jpeg").url

    def withdraw():
        uses.record(Use.objects.get(photo=photo, version=Use.Version.LIVE).user, Use.Version.LIVE, [], [])
        visibility.refresh([photo.pk])

    assert address in forgotten(withdraw)


def test_a_replaced_file_is_on_every_page_at_once_and_nothing_of_the_old_one(client, forgotten, committing):
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(300, 200), name="old.jpg"))
    used = {"photo": photo, "caption": "", "alt_text": "", "decorative": False, "layout": "normal"}
    section = make_section(make_site())
    with committing():
        make_story(section, "Talks resume", lead_photo=photo, body=[("photo", used)])
    pages = ("/reporting/talks-resume/", "/reporting/", "/reporting/feed/json/")
    assert all("old.width" in client.get(address).content.decode() for address in pages)

    photo = Photo.objects.get()
    photo.file = ContentFile(picture_bytes(200, 300, "red"), name="new.jpg")
    purged = forgotten(photo.save)

    assert {"/reporting/talks-resume/", "/reporting/"} <= purged
    for address in pages:
        page = client.get(address).content.decode()
        assert "old." not in page
        assert "new.width" in page
    assert Photo.objects.get().renditions.filter(file__contains="old").count() == 0
