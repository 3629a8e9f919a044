from django.db import models


class Imported(models.Model):
    """What came in by the story format: which object a line or a file became.

    So a second import finds it again, and an export calls it by the name that it came with.
    """

    class Kind(models.TextChoices):
        STORY = "story"
        SECTION = "section"
        COLUMN = "column"
        AUTHOR = "author"
        TOPIC = "topic"
        AGENCY = "agency"
        PAGE = "page"
        LIST = "list"
        FRONT = "front"
        SYNONYM = "synonym"
        PROMOTION = "promotion"
        SETTINGS = "settings"
        PHOTO = "photo"
        DOCUMENT = "document"
        DEMO = "demo"

    kind = models.CharField(max_length=20, choices=Kind)
    # The story's id, a section's path, a snippet's slug, a photo's file.
    key = models.CharField(max_length=500)
    object_id = models.PositiveBigIntegerField()
    # Of the line and of the files that it names; empty while the line has to be read again.
    digest = models.CharField(max_length=64, blank=True)
    # What was reported of it, one sentence a line.
    note = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="archive_imported_once")]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="archive_imported_object"),
            models.Index(fields=["kind", "digest"], name="archive_imported_digest"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
