"""Finding a photo in the library and choosing it for a story."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from media.models import Photo
from tests.factories import make_agency, make_draft, make_photo, make_section, make_site

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


def titles(client, **query) -> set[str]:
    answer = client.get(reverse("wagtailimages:index"), query)
    assert answer.status_code == 200
    return {photo.title for photo in answer.context["object_list"]}


def test_the_library_is_narrowed_down_by_credit_licence_day_use_and_rights(admin_client):
    today = timezone.localdate()
    soon, over = today + timedelta(days=3), today - timedelta(days=3)
    quay = make_photo("Quay", person="Ana Bel", licence="CC BY 4.0", taken_on="2026-02-27", rights_expire_on=soon)
    gone = make_photo("Gone", agency=None, person="Jo Lee", taken_on="2019-05-01", rights_expire_on=over)
    make_photo("Replaced", agency=make_agency("Delta"), person="", rights_expire_on=over, replacement=quay)
    make_draft(make_section(make_site()), lead_photo=gone)

    for query, expected in (
        ({"credit": "bel"}, {"Quay"}),
        ({"credit": "delta"}, {"Replaced"}),
        ({"licence": "cc by"}, {"Quay"}),
        ({"taken_on_from": "2026-01-01", "taken_on_to": "2026-12-31"}, {"Quay"}),
        ({"created_at_from": str(today + timedelta(days=2))}, set()),
        ({"uses": "unused"}, {"Quay", "Replaced"}),
        ({"uses": "used"}, {"Gone"}),
        ({"uses": "live"}, set()),
        ({"rights": "soon"}, {"Quay"}),
        ({"rights": "ended"}, {"Gone", "Replaced"}),
        ({"rights": "empty"}, {"Gone"}),
        ({"rights": "limited"}, {"Quay", "Gone", "Replaced"}),
        ({"rights": "ended", "uses": "unused"}, {"Replaced"}),
    ):
        assert titles(admin_client, **query) == expected, query


def test_what_is_narrowed_down_can_be_searched(admin_client):
    make_photo("Quay in March", person="Ana Bel", licence="CC BY 4.0")
    make_photo("Quay in May", person="Jo Lee")

    assert titles(admin_client, q="quay") == {"Quay in March", "Quay in May"}
    assert titles(admin_client, q="quay", credit="bel", uses="unused") == {"Quay in March"}
    assert titles(admin_client, q="bridge", credit="bel") == set()


def test_a_nonsense_filter_shows_nothing_worse_than_a_word_about_it(admin_client):
    make_photo("Quay")

    for query in ({"rights": "x"}, {"taken_on_from": "yesterday"}, {"uses": "'"}, {"agency": "0"}):
        assert admin_client.get(reverse("wagtailimages:index"), query).status_code == 200


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
