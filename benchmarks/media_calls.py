"""How often is the store asked for a photo, and does a photo among 200 cost more than one alone?

    python -m benchmarks.media_calls [--many 200] [--large 1800x1200]

Starts an embedded store and fills a throw-away database. Counts the calls and times, in milliseconds, what happens to
a photo: upload, the task that makes its sizes, opening, closing, deleting; also how many boto clients are made, each of
which takes a quarter of a second. First for one photo of full size, then for one small picture and for many of them
at once; prints calls and milliseconds a photo, and the ratio many : one of both.
"""

import argparse
import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import botocore.session
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from media import store, tasks, uses, visibility
from media.embedded_store import EmbeddedStore
from media.models import Photo, Use
from tests.factories import make_photo, make_section, make_site, make_story, picture_bytes

SMALL = (60, 40)
LATER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "slow"]}}
STEPS = ("upload", "make the sizes", "open", "close", "delete")


@dataclass
class Cost:
    """What one photo cost in one step."""

    calls: float
    milliseconds: float
    clients: int


class Counter:
    """Counts the calls to the store and the boto clients of this process from here on."""

    def __init__(self):
        self.calls = self.clients = 0
        store.client().meta.events.register("before-send.s3", self.note_call)
        make = botocore.session.Session.create_client

        def note_client(*arguments, **options):
            self.clients += 1
            return make(*arguments, **options)

        botocore.session.Session.create_client = note_client

    def note_call(self, **_event) -> None:
        self.calls += 1

    def cost(self, work: Callable[[], object], photos: int) -> Cost:
        calls, clients, started = self.calls, self.clients, time.perf_counter()
        work()
        took = (time.perf_counter() - started) * 1000
        return Cost((self.calls - calls) / photos, took / photos, self.clients - clients)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--many", type=int, default=200, help="small pictures at once")
    arguments.add_argument("--large", default="1800x1200", help="width and height of the full-size photo")
    options = arguments.parse_args()
    large = tuple(int(side) for side in options.large.split("x"))
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, embedded(folder):
            counter = Counter()
            story = make_story(make_section(make_site()))
            measure(counter, story, 1, SMALL)  # what is done once for a process is no cost of a photo
            found = {
                f"1 of {options.large}": measure(counter, story, 1, large),
                "1 small": measure(counter, story, 1, SMALL),
                f"{options.many} small": measure(counter, story, options.many, SMALL),
            }
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    report(found)


@contextlib.contextmanager
def embedded(folder: str) -> Iterator[None]:
    """Run a store of our own, which the settings name from then on."""
    keys = {"access_key": settings.S3_ACCESS_KEY, "secret_key": settings.S3_SECRET_KEY}
    with EmbeddedStore(Path(folder), region=settings.S3_REGION, **keys) as store:
        settings.S3_ENDPOINT_URL = store.endpoint
        settings.S3_PRIVATE_BUCKET, settings.S3_PUBLIC_BUCKET = "private", "public"
        settings.MEDIA_PUBLIC_URL = f"{store.endpoint}/public/"
        store.make_buckets(private="private", public="public")
        yield


def measure(counter: Counter, story, count: int, size: tuple[int, int]) -> dict[str, Cost]:
    content = picture_bytes(*size)
    photos: list[Photo] = []

    def upload() -> None:
        # Without a worker: the sizes are a step of their own.
        with override_settings(TASKS=LATER):
            photos.extend(make_photo(file=ContentFile(content, name="photo.jpg")) for _ in range(count))

    def make_sizes() -> None:
        for photo in photos:
            tasks.make_pictures.call(photo.pk)

    def show(ids: list[int]) -> None:
        uses.record(story, Use.Version.LIVE, ids, [])
        visibility.refresh(every)

    def delete() -> None:
        for photo in Photo.objects.filter(pk__in=every):
            photo.delete()

    found = {"upload": counter.cost(upload, count)}
    every = [photo.pk for photo in photos]
    found["make the sizes"] = counter.cost(make_sizes, count)
    found["open"] = counter.cost(lambda: show(every), count)
    found["close"] = counter.cost(lambda: show([]), count)
    found["delete"] = counter.cost(delete, count)
    return found


def report(found: dict[str, dict[str, Cost]]) -> None:
    print(f"{'calls, milliseconds a photo':28}" + "".join(f"{name:>20}" for name in found) + f"{'many : one':>20}")
    one, many = list(found.values())[-2:]
    for step in STEPS:
        cells = "".join(f"{each[step].calls:>10.2f}{each[step].milliseconds:>10.1f}" for each in found.values())
        calls = many[step].calls / one[step].calls
        print(f"{step:28}{cells}{calls:>10.2f}{many[step].milliseconds / one[step].milliseconds:>10.2f}")
    print(f"boto clients made: {sum(cost.clients for each in found.values() for cost in each.values())}")


if __name__ == "__main__":
    main()
