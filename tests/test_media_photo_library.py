"""Finding a photo in the library and choosing it for a story."""

import pytest
from django.urls import reverse

from media.models import Photo
from tests.factories import make_agency, make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtailimages:index_results", "wagtailimages_chooser:choose"])
def test_the_lists_show_picture_credit_and_kind(admin_client, name):
    make_photo(agency=make_agency("Harbour Press"), person="Ana Bel", kind=Photo.Kind.MAP)

    page = admin_client.get(reverse(name)).content.decode()
    page = page.encode().decode("unicode_escape") if name.endswith("choose") else page

    assert "Harbour Press/Ana Bel" in page
    assert "Map" in page
    assert "max-165x165" in page


def test_the_library_is_called_photos_in_the_menu_too(admin_client):
    page = admin_client.get("/admin/").content.decode()

    assert '"Photos"' in page
    assert '"Images"' not in page


def test_the_library_is_filtered_by_kind_and_agency(admin_client):
    make_photo("By Harbour", agency=make_agency("Harbour Press"))
    make_photo("By Delta", agency=make_agency("Delta"), kind=Photo.Kind.CHART)
    agency = make_agency("Harbour Press").pk

    for query in ({"agency": agency}, {"kind": "photograph"}, {"agency": agency, "q": "harbour"}):
        page = admin_client.get(reverse("wagtailimages:index"), query).content.decode()
        assert "By Harbour" in page
        assert "By Delta" not in page


def test_a_photo_is_found_by_the_name_of_its_agency_and_photographer(admin_client):
    make_photo("Quay", agency=make_agency("Harbour Press"), person="Ana Bel")
    make_photo("Tower", agency=make_agency("Delta"), person="Jo Lee")

    for words in ("Harbour", "Bel"):
        page = admin_client.get(reverse("wagtailimages:index"), {"q": words}).content.decode()
        assert "Quay" in page
        assert "Tower" not in page


def test_the_list_costs_the_same_for_many_photos(admin_client, django_assert_max_num_queries):
    for number in range(8):
        make_photo(f"Photo {number}", agency=make_agency(f"Agency {number}"))
    admin_client.get(reverse("wagtailimages:index"))

    with django_assert_max_num_queries(30):
        admin_client.get(reverse("wagtailimages:index"))


def test_opening_a_photo_asks_the_store_for_what_it_shows_and_no_more(admin_client, store_calls):
    photo = make_photo()
    store_calls.clear()

    assert admin_client.get(reverse("wagtailimages:edit", args=[photo.pk])).status_code == 200
    assert sorted(store_calls) == ["GET", "PUT"]

    store_calls.clear()
    admin_client.get(reverse("wagtailimages:edit", args=[photo.pk]))
    assert store_calls == []


def test_while_the_store_is_away_the_library_still_opens(admin_client, settings):
    for number in range(3):
        make_photo(f"Photo {number}")
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    answer = admin_client.get(reverse("wagtailimages:index"))

    assert answer.status_code == 200
    assert "Photo 2" in answer.content.decode()
