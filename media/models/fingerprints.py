from django.db import models

from .photos import Photo


class Fingerprint(models.Model):
    """What a photo looks like, as `media.fingerprints` measures it; both parts are empty for a plain area.

    A table of its own, because no list of photos needs the kilobytes.
    """

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    crops = models.BinaryField()
    thumbnail = models.BinaryField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"fingerprint of {self.photo_id}"
