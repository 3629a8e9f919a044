from django.db import models


class Rebuild(models.Model):
    """How far `manage.py search_index` is, so that it goes on where it was stopped. The newest row counts."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    # Of the analysis that it works with.
    version = models.CharField(max_length=20)
    # Stories up to this one are done.
    reached = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"rebuild of {self.started_at:%Y-%m-%d %H:%M}"
