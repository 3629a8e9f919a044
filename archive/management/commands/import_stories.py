import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.files import MediaFolder
from archive.importing import Importer
from archive.progress import Progress, count_of_lines

WORDS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "draft": "in as drafts that need a hand",
    "refused": "refused",
}


class Command(BaseCommand):
    help = "Bring stories in from a file of JSON lines (docs/story-format.md). It may be run again at any time."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The file, one JSON object a line.")
        parser.add_argument("--media", type=Path, help="The folder that its photos and documents lie in.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and change nothing.")

    def handle(self, *args, file, media, dry_run, **options):
        if media and not media.is_dir():
            raise CommandError(f"There is no folder {media}.", returncode=2)
        # Wagtail notes each page three times.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        importer = Importer(MediaFolder(media) if media else None, self.tell, dry_run=dry_run)
        try:
            with file.open("rb") as opened:
                progress = Progress(self.stderr, total=file.stat().st_size)
                importer.run(opened, lambda offset: progress.advance(offset, importer.counts.total()))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror or error}.", returncode=2) from None
        counts = importer.counts
        if not counts:
            raise CommandError(f"{file} holds no lines.", returncode=2)
        told = ", ".join(f"{counts[name]:,} {WORDS[name]}" for name in WORDS if counts[name])
        total = count_of_lines(counts.total())
        self.stdout.write(f"{total}: {told}." + (" Nothing was changed (dry run)." if dry_run else ""))
        if counts["refused"]:
            was = "was" if counts["refused"] == 1 else "were"
            raise CommandError(f"{counts['refused']:,} of {total} {was} refused; see above.", returncode=1)

    def tell(self, number: int, sentence: str) -> None:
        self.stdout.write(f"line {number}: {sentence}")
