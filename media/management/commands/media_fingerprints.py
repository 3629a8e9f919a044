from django.core.management.base import BaseCommand, CommandError

from media import look_alikes
from media.models import Photo
from media.storage import StoreUnavailable


class Command(BaseCommand):
    help = "Look at photos that came in before the library knew look-alikes. May be stopped and started again."

    def handle(self, **options):
        waiting = Photo.objects.filter(fingerprint=None).count()
        failed = []
        try:
            for photo in look_alikes.catch_up():
                failed.append(photo)
                self.stdout.write(f"photo {photo.pk} ({photo.title}) cannot be read")
        except StoreUnavailable as error:
            raise CommandError(f"The media store does not answer: {error}") from None
        self.stdout.write(f"{waiting - len(failed)} of {waiting} photos were looked at.")
        if failed:
            raise CommandError(f"{len(failed)} photos cannot be read; `media_orphans` names files that are missing.")
