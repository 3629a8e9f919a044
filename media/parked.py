"""Uploads that Wagtail parks, and the day after which they go.

Wagtail 8.0 refuses a file that its form refuses, and stores nothing. If another field of the form fails (a collection
that was deleted meanwhile, a name of more than 255 letters), the multi-upload keeps the file as it came, position and
camera data too, under `wagtail_uploads/` and asks for the rest; whoever closes the window leaves it there. It lies in
the private bucket, no page prints its address, and only who uploaded it can go on with it.
"""

from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone
from wagtail.models import UploadedFile

FOLDER = "wagtail_uploads/"
KEPT_FOR = timedelta(days=1)


def sweep() -> int:
    """Delete what was parked more than a day ago, rows and files; return how many files. Raises StoreUnavailable."""
    private = storages["default"]
    limit = timezone.now() - KEPT_FOR
    # Rows first: one that is made from here on has its file already, so it cannot be taken for one without.
    rows = dict(UploadedFile.objects.values_list("file", "pk"))
    lying = {stored.name: stored for stored in private.files(FOLDER)}
    old = {stored.name for stored in lying.values() if stored.modified < limit}
    UploadedFile.objects.filter(pk__in=[pk for name, pk in rows.items() if name not in lying or name in old]).delete()
    private.discard(old)
    return len(old)
