from pathlib import Path

from django.core.management.base import BaseCommand

from archive.describing import BEGIN, tables

DOCUMENT = Path(__file__).parents[3] / "docs/story-format.md"


class Command(BaseCommand):
    help = "Write the tables of docs/story-format.md anew, after a change of the format."

    def handle(self, *args, **options):
        introduction = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[0]
        DOCUMENT.write_text(introduction + tables(), encoding="utf-8")
