from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from broadsheet.saving import CannotSave, back_up, store_at_hand
from media.embedded_store import StoreError


class Command(BaseCommand):
    help = "Save the database and both stores of an embedded installation in one file, while it runs or not."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="default: var/backups/broadsheet-<date>.tar")

    def handle(self, *, file, **options):
        if file is None:
            folder = settings.VAR / "backups"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"broadsheet-{timezone.now():%Y%m%d-%H%M%S}.tar"
        if file.exists():
            raise CommandError(f"{file} is there already; choose another name.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}: make it first, or name another.")
        try:
            with store_at_hand():
                back_up(file, self.tell)
        except (CannotSave, StoreError, OSError) as error:
            raise CommandError(str(error)) from None

    def tell(self, text):
        self.stdout.write(text)
        self.stdout.flush()
