import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from broadsheet import demo_logins
from broadsheet.saving import CannotSave, bring_back, is_empty, store_at_hand, verify
from media.embedded_store import StoreError


class Command(BaseCommand):
    help = "Bring back what `backup` saved. Checks the whole file before it touches anything."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="although stories, logins or files are here")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, file, replace, yes, **options):
        try:
            files = verify(file)
            with store_at_hand():
                if not is_empty() and not replace:
                    raise CannotSave("There are stories, logins or files here already: say --replace to lose them.")
                if not yes and not self.is_agreed(f"Put {len(files) - 1} files and the database of {file} here?"):
                    raise CannotSave("Nothing was changed.")
                bring_back(file, self.stdout.write)
                # A backup of an older version, or of a site with another address, fits after these.
                call_command("migrate", interactive=False, verbosity=0)
                call_command("set_site_address", verbosity=0)
                call_command("search_index", verbosity=0)
                if settings.DEMO_PASSWORD:
                    demo_logins.make(settings.DEMO_PASSWORD)
                    self.stdout.write("The demo’s logins have the password that `make run` prints.")
        except (CannotSave, StoreError, OSError) as error:
            raise CommandError(str(error)) from None

    def is_agreed(self, question):
        if not sys.stdin.isatty():
            raise CannotSave("Nothing was changed: say --yes where nobody can be asked.")
        return input(f"{question} Type yes: ").strip().lower() == "yes"
