from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ..fields import ProseField
from .rows import Row


class Correction(Row):
    """A dated note on a story that says what was changed after publication."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CORRECTION)
    on = models.DateTimeField(_("date"), default=timezone.now)
    text = ProseField(
        _("text"),
        features=["bold", "italic", "link"],
        help_text=_("What was wrong and what is right, in one or two sentences."),
    )

    class Meta(Row.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self):
        return f"{self.get_kind_display()}, {timezone.localtime(self.on):%Y-%m-%d}"
