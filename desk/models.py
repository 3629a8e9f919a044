from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a process that nobody sees last showed that it runs."""

    CLOCK = "clock"
    DAILY_WORK = "daily work"
    SEARCHES = "searches"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.at}"


class Overdue(models.Model):
    """Something that should have gone out or come down by itself, and could not."""

    class Action(models.TextChoices):
        PUBLISH = "publish", _("publish")
        UNPUBLISH = "unpublish", _("take down")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    name = models.CharField(max_length=255)
    action = models.CharField(max_length=10, choices=Action)
    due_at = models.DateTimeField()
    reason = models.TextField()
    tried_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("overdue story")
        verbose_name_plural = _("overdue stories")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "action"], name="desk_overdue_once")
        ]

    def __str__(self):
        return f"{self.name}: {self.action}"
