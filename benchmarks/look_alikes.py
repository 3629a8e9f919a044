"""Does the library know a picture again, does it take others for it, and how long does it look?

    python -m benchmarks.look_alikes [--photos 10000] [--drawn 1000]

Takes the pictures of the demo, which differ, and as many drawn scenes as told, which are much alike. Of a sample of
both a copy is made: resaved smaller and coarser, half of them cropped to between three quarters and all of a side.
Prints how many copies found their picture, how many found another one too, and what the search took on average
when the library holds so many photos (the rest are fingerprints of the scenes with some bits changed).
"""

import argparse
import random
import time
from io import BytesIO
from pathlib import Path

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment
from PIL import Image, ImageFilter

from accounts.models import User
from media import fingerprints, look_alikes
from media.models import Fingerprint, Photo

DEMO = Path("archive/demo/media/photos")
SAMPLE = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--drawn", type=int, default=1_000)
    options = parser.parse_args()
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    try:
        measure(options.photos, options.drawn)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def measure(photos: int, drawn: int) -> None:
    dice = random.Random(1)  # noqa: S311
    images = [Image.open(path).convert("RGB") for path in sorted(DEMO.glob("*.jpg"))]
    images += [scene(number) for number in range(drawn)]
    looks = [fingerprints.of(image) or (b"", b"") for image in images]
    fill = [changed(looks[dice.randrange(len(images) - drawn, len(images))], dice) for _ in range(photos - len(images))]
    rows = [Photo(title=str(n), width=3, height=2, file=f"{n}.jpg") for n in range(len(looks) + len(fill))]
    saved = Photo.objects.bulk_create(rows)
    Fingerprint.objects.bulk_create(
        Fingerprint(photo=photo, crops=crops, thumbnail=thumbnail)
        for photo, (crops, thumbnail) in zip(saved, [*looks, *fill], strict=True)
    )
    boss = User.objects.create_superuser("boss")
    known, mistaken, seconds = 0, 0, 0.0
    sample = [*range(0, len(images) - drawn, 2), *dice.sample(range(len(images) - drawn, len(images)), SAMPLE)]
    copy = Photo.objects.bulk_create([Photo(title="copy", width=3, height=2, file="copy.jpg")])[0]
    for number in sample:
        look_alikes.note(copy, fingerprints.of(copied(images[number], dice)))
        began = time.process_time()
        found = {alike.photo.pk for alike in look_alikes.of(copy, boss)}
        seconds += time.process_time() - began
        known += saved[number].pk in found
        mistaken += bool(found - {saved[number].pk} - {photo.pk for photo in saved[len(images) :]})
    print(f"{known} of {len(sample)} copies found their picture; {mistaken} found another one too.")
    print(f"{1000 * seconds / len(sample):.0f} ms of one processor for a search among {len(rows)} photos.")


def scene(number: int) -> Image.Image:
    """Return rough ground under a sky, with forms on it: light, horizon and forms differ, the rest is alike."""
    dice = random.Random(number)  # noqa: S311
    image = Image.linear_gradient("L").resize((300, 200))
    for cells, share in ((3, 0.5), (6, 0.4), (12, 0.35), (25, 0.25), (60, 0.15)):
        ground = Image.new("L", (cells, cells * 2 // 3))
        ground.putdata([dice.randrange(256) for _ in range(ground.width * ground.height)])
        image = Image.blend(image, ground.resize(image.size, Image.Resampling.BICUBIC), share)
    for _ in range(dice.randrange(6)):
        x, y, width, height = (dice.randrange(most) for most in (250, 150, 90, 90))
        image.paste(dice.randrange(256), (x, y, x + width, y + height))
    return image.filter(ImageFilter.GaussianBlur(1)).convert("RGB")


def copied(image: Image.Image, dice: random.Random) -> Image.Image:
    if dice.random() < 0.5:
        width, height = (round(side * dice.uniform(0.75, 1)) for side in image.size)
        x, y = dice.randrange(image.width - width + 1), dice.randrange(image.height - height + 1)
        image = image.crop((x, y, x + width, y + height))
    scale = dice.uniform(0.5, 1.2)
    buffer = BytesIO()
    image.resize((round(image.width * scale), round(image.height * scale))).save(buffer, "JPEG", quality=50)
    return Image.open(buffer)


def changed(looks: tuple[bytes, bytes], dice: random.Random) -> tuple[bytes, bytes]:
    """Return a fingerprint as far from `looks` as another picture's is."""
    crops, thumbnail = looks
    noise = bytes(dice.randrange(256) & dice.randrange(256) for _ in range(8)) * (len(crops) // 8)
    return bytes(a ^ b for a, b in zip(crops, noise, strict=True)), bytes(dice.sample(list(thumbnail), len(thumbnail)))


if __name__ == "__main__":
    main()
