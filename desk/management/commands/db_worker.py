from django_tasks_db.management.commands import db_worker

from desk import workers

# The command takes the class from there and has no other way to be given one.
db_worker.Worker = workers.Worker  # type: ignore[misc]


class Command(db_worker.Command):
    """The worker of django-tasks-db, found before it since desk stands before it in INSTALLED_APPS."""

    help = "Do the tasks of a queue, and show that this worker lives: else what it does is put back into the queue."

    def handle(self, *, worker_id, **options):
        with workers.shown_to_live(worker_id):
            super().handle(worker_id=worker_id, **options)
