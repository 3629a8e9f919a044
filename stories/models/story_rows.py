"""The rows that a story keeps in an order of its own: who signed it, what it is about, what stands under it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from .rows import Row


class StoryAuthor(Row):
    """One name of a byline, in its order, with what that person did."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="story_authors")
    author = models.ForeignKey("stories.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        _("role"), max_length=80, blank=True, help_text=_("Empty for the writer; else for example “photographs”.")
    )

    class Meta(Row.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self):
        return f"{self.author} ({self.role})" if self.role else str(self.author)


class StoryTopic(Row):
    """One topic of a story; the first is the most important."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey("stories.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    class Meta(Row.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return str(self.topic)


class RelatedStory(Row):
    """A story that an editor chose to stand under this one."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="related_stories")
    related = models.ForeignKey(
        "stories.StoryPage", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Row.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self):
        return str(self.related)
