import logging
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.demo import dates
from archive.files import MediaFolder
from archive.importing import Importer
from archive.models import Imported
from archive.progress import count_of_lines
from home import strips
from home.models import HomePage
from media.tasks import hurry
from stories.models import Column, SectionPage

FOLDER = Path(__file__).parents[2] / "demo"


class Command(BaseCommand):
    help = "Load the invented magazine of the demo. Run again, it adds what is missing and changes nothing else."

    def handle(self, *args, **options):
        # Wagtail notes each page three times.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        lines = (FOLDER / "stories.jsonl").read_text(encoding="utf-8").splitlines()
        weeks = self.weeks(lines)
        importer = Importer(MediaFolder(FOLDER / "media"), self.tell)
        with tempfile.TemporaryFile() as file:
            file.writelines(f"{line}\n".encode() for line in dates.moved(lines, weeks))
            file.seek(0)
            importer.run(file, lambda offset: self.stdout.write(f"{importer.counts.total()} of {len(lines)} lines"))
        if importer.counts["refused"]:
            raise CommandError(f"Refused of the demo: {count_of_lines(importer.counts['refused'])}; see above.")
        hurry(shown_first())
        self.stdout.write("The demo is loaded; its pictures are being made.")

    def weeks(self, lines: list[str]) -> int:
        """Return by how much the dates are moved: what was chosen when the demo was loaded first."""
        row, _ = Imported.objects.get_or_create(
            kind=Imported.Kind.DEMO,
            key="weeks",
            defaults={"object_id": max(0, dates.weeks_since(lines, timezone.now()))},
        )
        return row.object_id

    def tell(self, number: int, sentence: str) -> None:
        self.stdout.write(f"line {number}: {sentence}")


def shown_first() -> set[int]:
    """Return the photos of the front, of the columns and of each section's lead story: visitors look there first."""
    shown = [strip for front in HomePage.objects.live() for strip in strips.fill(front) if strip.kind != "latest"]
    photos = {story.lead_photo_id for strip in shown for story in strip.stories}
    photos |= set(Column.objects.values_list("photo", flat=True))
    for section in SectionPage.objects.live():
        photos |= {story.lead_photo_id for story in section.stories().newest_first()[:1]}
    return photos - {None}
