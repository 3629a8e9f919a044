"""What a page prints of a photo: sizes that exist, at addresses that work for whoever reads the page."""

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.images.rect import Rect

from media import pictures
from media.models import Photo, Rendition
from tests.factories import make_photo, picture_bytes

pytestmark = pytest.mark.django_db


def make_ready_photo(committing, *, is_open: bool = True, width: int = 1800, **fields) -> Photo:
    with committing():
        photo = make_photo(file=ContentFile(picture_bytes(width, width // 2), name="ferry.jpg"), **fields)
    Rendition.objects.filter(image=photo).update(is_open=is_open)
    Photo.objects.filter(pk=photo.pk).update(is_open=is_open)
    return Photo.objects.get(pk=photo.pk)


def print_picture(photo: Photo, request=None, words: str = 'role="lead"') -> str:
    template = Template(f"{{% load media_tags %}}{{% picture photo {words} %}}")
    return template.render(Context({"photo": photo, "request": request}))


@pytest.fixture
def request_of_a_reader():
    return RequestFactory().get("/")


def test_an_open_photo_is_printed_at_its_public_addresses_without_a_call(
    committing, request_of_a_reader, store_calls, settings
):
    photo = make_ready_photo(committing)
    store_calls.clear()

    html = print_picture(photo, request_of_a_reader)

    assert store_calls == []
    assert html.count(settings.MEDIA_PUBLIC_URL) == 7
    assert "X-Amz" not in html
    assert 'width="800" height="400"' in html
    assert 'loading="lazy"' in html
    assert 'alt="A white ferry at an empty quay"' in html
    for width in (400, 800, 1600):
        assert f".format-avif.avif {width}w" in html
        assert f".format-jpeg.jpg {width}w" in html
    assert not hasattr(request_of_a_reader, "presigned")
    assert not hasattr(request_of_a_reader, "incomplete")


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((0, 0), "picture--x0 picture--y0"),
        ((1000, 700), "picture--x2 picture--y3"),
        ((1800, 900), "picture--x4 picture--y4"),
    ],
)
def test_a_crop_is_told_where_the_focal_point_lies(committing, request_of_a_reader, point, classes):
    photo = make_ready_photo(committing)
    photo.set_focal_point(Rect.from_point(*point, 1, 1))

    assert f'class="picture picture--lead {classes}"' in print_picture(photo, request_of_a_reader)


def test_a_photo_without_a_focal_point_is_cropped_in_the_middle(committing, request_of_a_reader):
    html = print_picture(make_ready_photo(committing), request_of_a_reader)

    assert 'class="picture picture--lead"' in html


def test_in_a_preview_a_photo_that_is_not_open_has_signed_addresses_and_its_page_is_private(
    committing, request_of_a_reader, store_calls
):
    photo = make_ready_photo(committing, is_open=False)
    store_calls.clear()
    request_of_a_reader.is_preview = True

    html = print_picture(photo, request_of_a_reader)

    assert store_calls == []
    assert "X-Amz-Expires=300" in html
    assert request_of_a_reader.presigned is True


def test_to_a_reader_a_photo_that_is_not_open_is_a_placeholder(committing, request_of_a_reader):
    html = print_picture(make_ready_photo(committing, is_open=False), request_of_a_reader)

    assert "picture--pending" in html
    assert "X-Amz" not in html
    assert (request_of_a_reader.incomplete, hasattr(request_of_a_reader, "presigned")) == (True, False)


def test_a_size_that_is_not_made_is_a_placeholder_of_its_shape(request_of_a_reader, store_calls):
    photo = make_photo(file=ContentFile(picture_bytes(60, 40), name="ferry.jpg"))
    store_calls.clear()

    html = print_picture(photo, request_of_a_reader, "role='card' alt=''")

    assert store_calls == []
    assert "picture--pending" in html
    assert 'width="60" height="40"' in html
    assert request_of_a_reader.incomplete is True
    assert not photo.renditions.exists()


def test_where_no_request_can_be_flagged_only_public_addresses_are_printed(committing):
    photo = make_ready_photo(committing, is_open=False)

    assert "picture--pending" in print_picture(photo)


def test_the_first_picture_is_loaded_at_once(committing, request_of_a_reader):
    html = print_picture(make_ready_photo(committing), request_of_a_reader, "role='lead' eager=True")

    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_words_of_a_picture_cannot_break_out_of_it(committing, request_of_a_reader):
    photo = make_ready_photo(committing, description='"><script>alert(1)</script>')

    html = print_picture(photo, request_of_a_reader)

    assert "<script>" not in html


def test_a_small_photo_is_not_made_in_many_sizes_of_the_same_width(committing):
    small = make_ready_photo(committing, width=300)
    medium = make_ready_photo(committing, width=700)

    assert len(pictures.specs(small)) == 3
    assert len(pictures.specs(medium)) == 5


def test_a_card_offers_no_file_that_is_larger_than_it_can_use(committing, request_of_a_reader):
    html = print_picture(make_ready_photo(committing), request_of_a_reader, "role='card'")

    assert "800w" in html
    assert "1600w" not in html


def test_the_sizes_of_many_photos_cost_one_query(committing, request_of_a_reader, django_assert_num_queries):
    photos = [make_ready_photo(committing, width=300) for _ in range(3)]

    with django_assert_num_queries(1):
        pictures.prefetch([*photos, None])
    with django_assert_num_queries(0):
        for photo in photos:
            print_picture(photo, request_of_a_reader)


def test_wagtails_own_prefetching_serves_too(committing, request_of_a_reader, django_assert_num_queries):
    make_ready_photo(committing, width=300)
    photo = Photo.objects.prefetch_renditions().get()

    with django_assert_num_queries(0):
        print_picture(photo, request_of_a_reader)


def test_social_cards_get_a_jpeg_of_their_shape_and_only_when_it_is_public(committing, settings):
    photo = make_ready_photo(committing)

    card = pictures.social_picture(photo)

    assert card.url.startswith(settings.MEDIA_PUBLIC_URL)
    assert card.url.endswith(".jpg")
    photo.is_open = False
    assert pictures.social_picture(photo) is None


def test_a_moved_focal_point_has_the_social_card_made_anew(committing):
    photo = make_ready_photo(committing)
    photo.focal_point_x, photo.focal_point_y, photo.focal_point_width, photo.focal_point_height = 100, 100, 50, 50

    with committing():
        photo.save()

    assert pictures.missing(Photo.objects.get(pk=photo.pk)) == []
    assert photo.renditions.filter(filter_spec=pictures.SOCIAL).count() == 2
