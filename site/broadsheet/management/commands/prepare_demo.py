import gc
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet import demo_logins


class Command(BaseCommand):
    help = "Bring the demo to where its stories can be loaded: tables, static files, logins. It can be repeated."
    requires_system_checks = []

    def handle(self, **options):
        # In a process of its own, as compressing takes as long as the tables and there is a second core.
        with ProcessPoolExecutor(1, mp_context=get_context("fork")) as static:
            collected = static.submit(collect_static)
            self.migrate()
            call_command("set_site_address", verbosity=0)
            demo_logins.make(settings.DEMO_PASSWORD)
            collected.result()

    def migrate(self):
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            say(f"Making the database: {steps} steps …")
            # The states of all models between the steps are a great many objects, and looking through them for what
            # is no longer needed takes a quarter of the time.
            gc.freeze()
            gc.set_threshold(100_000, 50, 50)
            call_command("migrate", interactive=False, verbosity=0)
            # A magazine that was loaded by an older version has no search index, or another.
            call_command("search_index", verbosity=0)


def collect_static():
    """Collect the static files if any of them changed since the last time."""
    stamp = settings.VAR / "static.stamp"
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            found.update(f"{path} {hashlib.sha256(Path(storage.path(path)).read_bytes()).hexdigest()}\n".encode())
    if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == found.hexdigest():
        return
    say("Collecting and compressing the static files …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(found.hexdigest())


def say(text: str) -> None:
    # In one piece: two processes write to the same terminal.
    sys.stdout.write(f"Broadsheet: {text}\n")
    sys.stdout.flush()
