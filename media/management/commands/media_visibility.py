from itertools import islice

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from media import visibility
from media.models import Document, Photo, Rendition
from media.store import StoreUnavailable

BATCH = 200  # photos or files at a time


class Command(BaseCommand):
    help = "Bring what is public in step with what is published, and report every difference."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Report only.")

    def handle(self, *, dry_run, **options):
        self.differences = 0
        try:
            for model, field in ((Photo, "photo"), (Document, "document")):
                for ids in batches(model.objects.order_by("pk").values_list("pk", flat=True).iterator()):
                    self.review(model, field, ids, dry_run)
            self.compare_bucket(dry_run)
        except StoreUnavailable as error:
            raise CommandError(f"The media store does not answer: {error}") from None
        if not self.differences:
            self.stdout.write("All photos and documents are as they should be.")
        elif dry_run:
            self.stdout.write(f"{self.differences} differences. Nothing was changed.")

    def review(self, model, field, ids, dry_run):
        """Compare the flags of these photos or documents with what is published."""
        shown = visibility.shown(field, ids)
        for pk, is_open in model.objects.filter(pk__in=ids).values_list("pk", "is_open"):
            if is_open != (pk in shown):
                self.report(f"{field} {pk} is {'open' if is_open else 'closed'} and should not be")
        if dry_run:
            return
        visibility.refresh(**{f"{field}_ids": ids})
        if model is Photo:
            for pk in visibility.open_wanted(ids):
                self.report(f"photo {pk} could not be opened")

    def compare_bucket(self, dry_run):
        """Compare what lies in the public bucket with the flags."""
        public = storages["public"]
        expected = set(
            Rendition.objects.filter(is_open=True, image__is_open=True).values_list("file", flat=True).iterator()
        )
        present = set(public.names())
        for name in sorted(present - expected):
            self.report(f"{name} is in the public bucket and should not be")
        for name in sorted(expected - present):
            self.report(f"{name} is missing from the public bucket")
        if not dry_run:
            public.withdraw(present - expected)
            public.publish(expected - present)

    def report(self, difference):
        self.differences += 1
        self.stdout.write(difference)


def batches(ids):
    while batch := list(islice(ids, BATCH)):
        yield batch
