import hashlib
import threading
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet import demo_logins


class Command(BaseCommand):
    help = (
        "Bring the demo to where it can be served: tables, static files, logins, stories. Every step can be repeated."
    )
    requires_system_checks = []

    def handle(self, **options):
        static = threading.Thread(target=self.collect_static)
        static.start()
        self.migrate()
        call_command("set_site_address", verbosity=0)
        demo_logins.make(settings.DEMO_PASSWORD)
        static.join()
        self.load_stories()

    def migrate(self):
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            self.say(f"Making the database: {steps} steps …")
            call_command("migrate", interactive=False, verbosity=0)

    def collect_static(self):
        """Collect the static files if any of them changed since the last time."""
        stamp = settings.VAR / "static.stamp"
        found = hashlib.sha256()
        for finder in get_finders():
            for path, storage in finder.list(None):
                found.update(f"{path} {hashlib.sha256(Path(storage.path(path)).read_bytes()).hexdigest()}\n".encode())
        if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == found.hexdigest():
            return
        self.say("Collecting and compressing the static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(found.hexdigest())

    def load_stories(self):
        if "load_demo" not in get_commands():
            return
        stamp = settings.VAR / "demo.loaded"
        if stamp.exists():
            return
        if settings.MEDIA_BACKEND == "s3":
            from media.embedded_store import EmbeddedStore

            endpoint = urlsplit(settings.S3_ENDPOINT_URL)
            EmbeddedStore(
                settings.VAR / "s3",
                access_key=settings.S3_ACCESS_KEY,
                secret_key=settings.S3_SECRET_KEY,
                host=endpoint.hostname,
                port=endpoint.port,
            ).wait_until_ready()
        self.say("Loading the demo’s stories …")
        call_command("load_demo")
        stamp.touch()

    def say(self, text):
        self.stdout.write(f"Broadsheet: {text}")
        self.stdout.flush()
