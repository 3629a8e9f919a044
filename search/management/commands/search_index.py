import time

from django.core.management.base import BaseCommand, CommandError

from search import rebuilding

EVERY = 3.0  # seconds between two lines of progress


class Command(BaseCommand):
    help = (
        "Bring all published stories into the search index. It may be run at any time: search goes on meanwhile, and a "
        "run that was stopped goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument("--restart", action="store_true", help="Begin anew where an earlier run was stopped.")
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if the index is not whole.")

    def handle(self, *args, restart, check, verbosity, **options):
        if check:
            self.check_index()
            return
        self.told = started = time.monotonic()
        stories = rebuilding.rebuild(self.tell if verbosity else lambda done, total: None, from_start=restart)
        if verbosity:
            self.stdout.write(f"The index is whole: {stories:,} stories, {time.monotonic() - started:.0f} s.")

    def tell(self, done: int, total: int) -> None:
        if time.monotonic() - self.told >= EVERY:
            self.told = time.monotonic()
            self.stdout.write(f"{done:,} of {total:,} stories")
            self.stdout.flush()

    def check_index(self) -> None:
        missing, left = rebuilding.missing_and_left()
        if missing or left:
            raise CommandError(
                f"{missing:,} published stories are not in the index, and {left:,} are in it that are not published. "
                "Run manage.py search_index.",
                returncode=1,
            )
        self.stdout.write("The index holds what is published, all of it and nothing else.")
