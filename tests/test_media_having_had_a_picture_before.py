"""Have we had this picture before? Asked of every upload, and answered with what the library knows of it."""

import json
import random
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image, ImageDraw, ImageOps

from media import look_alikes
from media.models import Fingerprint, Photo
from tests.factories import make_draft, make_photo, make_section, make_site, make_user

pytestmark = pytest.mark.django_db

# As much as a screenshot, a proof sheet or a colleague's cut takes away.
CHANGES = {
    "resaved": lambda image: image,
    "smaller": lambda image: image.resize((150, 100)),
    "larger": lambda image: image.resize((600, 400)),
    "without colours": ImageOps.grayscale,
    "brighter": lambda image: image.point(lambda value: min(255, value * 1.2 + 12)),
    "three quarters of each side": lambda image: image.crop((40, 30, 265, 180)),
    "a corner": lambda image: image.crop((75, 50, 300, 200)),
    "three quarters of its width": lambda image: image.crop((20, 0, 245, 200)),
    "three quarters of its height": lambda image: image.crop((0, 11, 300, 161)),
    "a little off": lambda image: image.crop((13, 9, 291, 187)),
}


def scene(number: int) -> Image.Image:
    """Return a picture of forms on a ground, another for each number and always the same."""
    dice = random.Random(number)  # noqa: S311
    ground = Image.new("L", (6, 4))
    ground.putdata([dice.randrange(60, 200) for _ in range(24)])
    image = ground.resize((300, 200), Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        x, y, size = dice.randrange(300), dice.randrange(200), dice.randrange(8, 60)
        colour = tuple(dice.randrange(256) for _ in range(3))
        shape = draw.ellipse if dice.random() < 0.5 else draw.rectangle
        shape((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    return image


def saved(image: Image.Image, quality: int = 80) -> bytes:
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def photo_of(image: Image.Image, title: str = "Quay", **fields) -> Photo:
    return make_photo(title, file=ContentFile(saved(image), name="quay.jpg"), **fields)


@pytest.fixture
def like(admin_user):
    """What a superuser is shown beside a photo, by their titles."""
    return lambda photo: [alike.photo.title for alike in look_alikes.of(photo, admin_user)]


@pytest.mark.parametrize("change", CHANGES)
def test_a_picture_is_known_again_after(change, like):
    for number in range(1, 8):
        photo_of(scene(number), f"Scene {number}")

    changed = photo_of(CHANGES[change](scene(3)), "Again")

    assert like(changed) == ["Scene 3"]


def test_what_was_cropped_is_known_when_the_whole_comes_in(like):
    photo_of(scene(3).crop((40, 30, 265, 180)), "The crop")

    assert like(photo_of(scene(3), "The whole")) == ["The crop"]


def test_other_pictures_are_not_taken_for_the_same(like):
    photos = [photo_of(scene(number), f"Scene {number}") for number in range(20, 60)]

    assert [title for photo in photos for title in like(photo)] == []


def test_plain_areas_are_like_nothing(like):
    make_photo("Teal")

    assert like(make_photo("Teal again")) == []


def test_the_form_of_a_photo_warns_with_picture_credit_and_link_and_blocks_nothing(admin_client, committing):
    with committing():
        before = photo_of(scene(3), "The quay in March")
    upload = SimpleUploadedFile("again.jpg", saved(scene(3).crop((30, 20, 270, 190)), 60), "image/jpeg")

    answer = admin_client.post(reverse("wagtailimages:add"), {"title": "Again", "file": upload})
    page = admin_client.get(answer.url).content.decode()

    assert Photo.objects.count() == 2
    assert "may have had this picture before" in page
    assert "The quay in March" in page
    assert "Harbour Press/Ana Bel" in page
    assert reverse("wagtailimages:edit", args=[before.pk]) in page
    assert before.usage_url in page
    assert '<picture class="picture picture--thumbnail"' in page


def test_of_many_that_one_warns_which_the_library_had(admin_client):
    photo_of(scene(3), "The quay in March")
    files = [SimpleUploadedFile(f"{number}.jpg", saved(scene(number)), "image/jpeg") for number in (3, 4)]

    forms = [
        admin_client.post(reverse("wagtailimages:add_multiple"), {"title": "New", "files[]": file}).json()["form"]
        for file in files
    ]

    assert "The quay in March" in forms[0]
    assert "before" not in forms[1]


def upload_in_chooser(client, image):
    file = SimpleUploadedFile("again.jpg", saved(image), "image/jpeg")
    sent = {"image-chooser-upload-title": "Again", "image-chooser-upload-file": file}
    return json.loads(client.post(reverse("wagtailimages_chooser:create"), sent).content)["htmlFragment"]


def test_in_the_chooser_the_one_that_was_there_can_be_taken_instead(admin_client):
    before = photo_of(scene(3), "The quay in March")

    shown = upload_in_chooser(admin_client, scene(3))
    new = Photo.objects.latest("pk")
    assert "The quay in March" in shown
    assert f'name="instead" value="{before.pk}"' in shown
    address = reverse("media_record_in_chooser", args=[new.pk])
    chosen = admin_client.post(address, {"instead": str(before.pk)}).json()

    assert chosen["result"]["id"] == str(before.pk)
    assert list(Photo.objects.all()) == [before]


def test_an_upload_that_a_story_shows_already_is_not_dropped(admin_client):
    before, new = photo_of(scene(3)), photo_of(scene(3))
    make_draft(make_section(make_site()), lead_photo=new)

    admin_client.post(reverse("media_record_in_chooser", args=[new.pk]), {"instead": str(before.pk)})

    assert Photo.objects.count() == 2


@pytest.mark.parametrize("instead", ["", "0", "x", "999999"])
def test_nonsense_instead_of_a_photo_is_not_found(admin_client, instead):
    new = photo_of(scene(3))

    answer = admin_client.post(reverse("media_record_in_chooser", args=[new.pk]), {"instead": instead})

    assert answer.status_code == 404
    assert Photo.objects.filter(pk=new.pk).exists()


def test_a_replaced_file_is_compared_as_it_is_now(like):
    photo_of(scene(3), "The quay in March")
    photo = photo_of(scene(4), "Other")
    assert like(photo) == []

    photo.file = ContentFile(saved(scene(3)), name="other.jpg")
    photo.save()

    assert like(photo) == ["The quay in March"]


def test_photos_from_before_are_looked_at_by_the_command_which_may_be_started_again(like, capsys):
    before, again = photo_of(scene(3), "The quay in March"), photo_of(scene(3), "Again")
    Fingerprint.objects.all().delete()
    assert like(again) == []

    call_command("media_fingerprints")
    assert "2 of 2 photos were looked at" in capsys.readouterr().out
    assert like(again) == [before.title]

    call_command("media_fingerprints")
    assert "0 of 0" in capsys.readouterr().out


def test_the_command_names_what_it_cannot_read_and_ends_when_the_store_is_away(request, capsys):
    photo = photo_of(scene(3), "Gone")
    Fingerprint.objects.all().delete()
    photo.file.storage.delete(photo.file.name)

    with pytest.raises(CommandError, match="1 photos cannot be read"):
        call_command("media_fingerprints")
    assert "Gone" in capsys.readouterr().out

    request.getfixturevalue("absent_store")
    with pytest.raises(CommandError, match="does not answer"):
        call_command("media_fingerprints")


def test_nobody_is_shown_a_photo_of_a_collection_that_is_closed_to_him():
    photo_of(scene(3), "The quay in March")
    again = photo_of(scene(3), "Again")

    assert look_alikes.of(again, make_user("nobody")) == []
    assert [alike.photo.title for alike in look_alikes.of(again, make_user("wim", "Writers"))] == ["The quay in March"]
