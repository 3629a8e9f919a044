import contextlib
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.exporting import exported
from archive.files import FileSink
from archive.progress import Progress, count_of_lines
from stories.models import StoryPage


class Command(BaseCommand):
    help = "Write the whole magazine as JSON lines (docs/story-format.md), for import_stories elsewhere."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="Where to; standard output when left out.")
        parser.add_argument("--media", type=Path, help="The folder to put photos and documents into.")

    def handle(self, *args, file, media, **options):
        sink = FileSink(media) if media else None
        progress, count = Progress(self.stderr), 0
        with self.opened(file) as target:
            for count, line in enumerate(exported(sink), 1):
                target.write(line + "\n")
                progress.advance(0, count)
        self.stderr.write(f"{count_of_lines(count)} written.")
        behind = StoryPage.objects.live().filter(has_unpublished_changes=True).count()
        if behind:
            self.stderr.write(
                f"{behind:,} public stories have changes that are not published; those are not in the file."
            )
        if sink and sink.missing:
            raise CommandError(f"The store did not give {sink.missing:,} media files; run this again.", returncode=1)

    @contextlib.contextmanager
    def opened(self, file):
        """Give the file its name only when it is complete."""
        if file is None:
            yield self.stdout if self.stdout._out is not sys.stdout else sys.stdout
            return
        partial = file.with_name(f"{file.name}.part")
        try:
            with partial.open("w", encoding="utf-8", newline="\n") as target:
                yield target
            partial.replace(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror or error}.", returncode=2) from None
        finally:
            partial.unlink(missing_ok=True)
