from django.db import models


class Label(models.Model):
    """Something that results are narrowed by: a section, column, author, topic or year that published stories have."""

    class Kind(models.TextChoices):
        SECTION = "section"
        COLUMN = "column"
        AUTHOR = "author"
        TOPIC = "topic"
        YEAR = "year"

    kind = models.CharField(max_length=10, choices=Kind)
    # Of the section, column, author or topic; the year itself.
    object_id = models.PositiveBigIntegerField()
    slug = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    # A section's role: it makes the facets “format” and “region”.
    role = models.CharField(max_length=10, blank=True)
    # Words of the name and of the slug without case and accents, a blank before and behind each.
    folded = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_label_once")]
        indexes = [models.Index(fields=["kind", "slug"], name="search_label_slug")]

    def __str__(self):
        return self.name
