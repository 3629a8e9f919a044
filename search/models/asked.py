from datetime import timedelta

from django.db import models
from django.db.models import F, Max, Sum
from django.utils.translation import gettext_lazy as _


class AskedQuerySet(models.QuerySet):
    def together(self):
        """Add up the days: a dictionary for each question, with `asked`, `empty` and `last`."""
        # Without an order of its own, as the fields of that would keep the days apart.
        return self.order_by().values("words").annotate(asked=Sum("times"), empty=Sum("times_empty"), last=Max("day"))


class Asked(models.Model):
    """How often something was searched on one day, by nobody in particular.

    Neither an address nor a time of day nor anything else of a reader is kept.
    """

    LONGEST = 200  # signs of a question that are kept
    KEPT = timedelta(days=90)
    # What hardly anybody else asks may tell who asked it, so that is kept no longer than it takes to learn from it.
    RARE = 3
    RARE_KEPT = timedelta(days=7)

    words = models.CharField(_("searched for"), max_length=LONGEST)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)
    times_empty = models.PositiveIntegerField(_("times nothing was found"), default=0)

    objects = AskedQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-day", "-times", "words"]
        # Written by the task alone, deleted by time alone.
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="search_asked_once")]
        indexes = [models.Index(fields=["-day", "-times", "words"], name="search_asked_order")]

    def __str__(self):
        return self.words

    @classmethod
    def add(cls, words: str, day, times: int, times_empty: int) -> None:
        counts = {"times": times, "times_empty": times_empty}
        row, is_new = cls.objects.get_or_create(words=words, day=day, defaults=counts)
        if not is_new:
            cls.objects.filter(pk=row.pk).update(
                **{name: F(name) + count for name, count in counts.items()},
            )
