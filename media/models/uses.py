from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from .documents import Document
from .photos import Photo


class Use(models.Model):
    """One object that shows one photo or document, in its live version or in a draft of it.

    Written together with the object, because Wagtail's own reference index is filled by a queued task and knows nothing
    of drafts.
    """

    class Version(models.TextChoices):
        LIVE = "live"
        DRAFT = "draft"
        SCHEDULED = "scheduled"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    user = GenericForeignKey("content_type", "object_id")
    version = models.CharField(max_length=10, choices=Version)
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, null=True, blank=True, related_name="uses")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, blank=True, related_name="uses")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(photo__isnull=False, document__isnull=True) | Q(photo__isnull=True, document__isnull=False),
                name="media_use_of_one_file",
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.content_type} {self.object_id} ({self.version})"
