import json
import re
from datetime import timedelta
from itertools import islice
from tempfile import TemporaryFile

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from media import orphans
from media.storage import DELETE_BATCH, Stored, StoreUnavailable

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
# An upload is stored before its row is saved, so what is young may be about to belong to something.
SHORTEST = timedelta(hours=1)
TELL_EVERY = 10_000


def age(words: str) -> timedelta:
    """Return the span that “90m”, “24h” or “3d” means; raises ValueError, also for less than an hour."""
    found = re.fullmatch(r"(\d+)([mhd])", words)
    if not found or (span := timedelta(**{UNITS[found[2]]: int(found[1])})) < SHORTEST:
        raise ValueError(words)
    return span


class Command(BaseCommand):
    help = (
        "List files of both buckets that belong to nothing in the database, and records whose file is missing. "
        "Deletes such files only with --delete, and only old ones. May be stopped and begun anew at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="Delete the files that belong to nothing.")
        parser.add_argument(
            "--older-than",
            type=age,
            default="24h",
            metavar="AGE",
            help="Leave files alone that are younger: 90m, 24h or 3d, at least 1h (default: 24h).",
        )

    def handle(self, *, delete, older_than, **options):
        limit = timezone.now() - older_than
        self.missing = 0
        try:
            for alias in ("default", "public"):
                self.review(alias, limit, delete)
        except StoreUnavailable as error:
            raise CommandError(f"The media store does not answer or refuses: {error}. Begin again later.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Begin again at any time.") from None
        if self.missing:
            raise CommandError(f"{self.missing} files are missing: see “Pictures are missing” in docs/storage.md.")

    def review(self, alias, limit, delete):
        """Report on one bucket, and tidy it up."""
        place = "private" if alias == "default" else "public"
        found, young, done = 0, 0, "deleted nothing"
        # A file and not a list, since a bucket may be full of them.
        with TemporaryFile("w+") as old:
            for each in orphans.compare(alias, self.tell):
                if not isinstance(each, Stored):
                    self.missing += 1
                    self.stdout.write(f"{place}: {each} is missing")
                    continue
                found += 1
                self.stdout.write(
                    f"{place}: {each.name} ({filesizeformat(each.size)}, {each.modified:%Y-%m-%d}) belongs to nothing"
                    + (", but is too young to judge" if each.modified > limit else "")
                )
                if each.modified > limit:
                    young += 1
                else:
                    old.write(json.dumps([each.name, each.size]) + "\n")
            if delete:
                old.seek(0)
                gone, freed = self.delete(alias, map(json.loads, old))
                done = f"deleted {gone}, {filesizeformat(freed)} ({freed} bytes)"
        self.stdout.write(f"The {place} bucket: {found} files belong to nothing, {young} of them young; {done}.")

    def delete(self, alias, old):
        """Delete what still belongs to nothing; return how many files and bytes.

        Not while both sides are compared: as long as SQLite reads the one answer, it shows no row that came since.
        """
        gone, freed = 0, 0
        while sizes := dict(islice(old, DELETE_BATCH)):
            deleted = orphans.delete(alias, list(sizes))
            gone += len(deleted)
            freed += sum(sizes[name] for name in deleted)
            self.stderr.write(f"{gone:,} files deleted …")
        return gone, freed

    def tell(self, count):
        if count % TELL_EVERY == 0:
            self.stderr.write(f"{count:,} files compared …")
