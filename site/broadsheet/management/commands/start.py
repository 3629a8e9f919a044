import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Serve the site with gunicorn, after every check that a public site has to pass. Options go to gunicorn."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("gunicorn", nargs="*", help="options for gunicorn, after --")

    def handle(self, *, gunicorn, **options):
        try:
            call_command("check", deploy=True, databases=["default"], fail_level="WARNING")
        except SystemCheckError as error:
            raise CommandError(str(error)) from None
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is older than this version of Broadsheet: run `manage.py migrate` first.")
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            raise CommandError("There are no static files yet: run `manage.py collectstatic --no-input` first.")
        connection.close()
        configuration = str(settings.ROOT / "deploy/gunicorn.conf.py")
        command = [sys.executable, "-m", "gunicorn", "-c", configuration, *gunicorn, "broadsheet.wsgi"]
        os.execv(sys.executable, command)  # noqa: S606
