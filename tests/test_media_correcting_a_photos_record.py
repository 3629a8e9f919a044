"""A photo's record is printed on every page that shows it, so a change of it reaches all of them."""

import pytest

from media import uses, visibility
from media.models import Photo, Use
from tests.factories import make_agency, make_photo, make_section, make_site, make_story

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
