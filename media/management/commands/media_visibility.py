from django.core.management.base import BaseCommand, CommandError

from media import review
from media.store import StoreUnavailable


class Command(BaseCommand):
    help = "Bring what is public in step with what is published, and report every difference."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Report only.")

    def handle(self, *, dry_run, **options):
        count = 0
        try:
            for difference in review.differences(mend=not dry_run):
                count += 1
                self.stdout.write(difference)
        except StoreUnavailable as error:
            raise CommandError(f"The media store does not answer: {error}") from None
        if not count:
            self.stdout.write("All photos and documents are as they should be.")
        elif dry_run:
            self.stdout.write(f"{count} differences. Nothing was changed.")
