from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from .. import panels
from ..fields import ProseField
from .rows import Row
from .snippets import BIO_FEATURES, SnippetIndexPage, StorySnippet


class Column(StorySnippet, ClusterableModel):
    """A recurring series, whose stories are its instalments."""

    class Cadence(models.TextChoices):
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Monthly")
        IRREGULAR = "irregular", _("From time to time")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Mondays")
        TUESDAY = 1, _("Tuesdays")
        WEDNESDAY = 2, _("Wednesdays")
        THURSDAY = 3, _("Thursdays")
        FRIDAY = 4, _("Fridays")
        SATURDAY = 5, _("Saturdays")
        SUNDAY = 6, _("Sundays")

    description = ProseField(
        _("what it is"), blank=True, features=BIO_FEATURES, help_text=_("Printed at the top of the column’s page.")
    )
    cadence = models.CharField(_("how often"), max_length=20, choices=Cadence, default=Cadence.WEEKLY)
    weekday = models.PositiveSmallIntegerField(
        _("on which day"), choices=Weekday, null=True, blank=True, help_text=_("Empty where it has no fixed day.")
    )
    section = models.ForeignKey(
        "stories.SectionPage",
        verbose_name=_("section"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where its instalments live. A new one is begun there."),
    )

    panels = panels.COLUMN
    search_fields = [*StorySnippet.search_fields, index.SearchField("description")]

    class Meta(StorySnippet.Meta):
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="stories_column_slug")]

    @property
    def rhythm(self) -> str:
        """When it comes, as it is printed: “Weekly, on Fridays”."""
        if self.weekday is None:
            return self.get_cadence_display()
        return _("%(cadence)s, on %(weekday)s") % {
            "cadence": self.get_cadence_display(),
            "weekday": self.get_weekday_display(),
        }

    @property
    def authors(self) -> list:
        return [row.author for row in self.column_authors.all()]


class ColumnAuthor(Row):
    """Somebody who writes a column as a rule; a new instalment starts with these authors."""

    column = ParentalKey(Column, on_delete=models.CASCADE, related_name="column_authors")
    author = models.ForeignKey("stories.Author", verbose_name=_("author"), on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return str(self.author)


class ColumnIndexPage(SnippetIndexPage):
    """The list of all columns; it serves the page of each."""

    snippet_model = Column

    class Meta:
        verbose_name = _("list of columns")
