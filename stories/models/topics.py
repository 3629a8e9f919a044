from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .. import panels
from ..fields import ProseField
from .snippets import BIO_FEATURES, SnippetIndexPage, StorySnippet


class Topic(StorySnippet):
    """A subject that stories are about, such as “Grain corridor”."""

    description = ProseField(
        _("what it is about"), blank=True, features=BIO_FEATURES, help_text=_("Printed at the top of the topic’s page.")
    )

    panels = panels.TOPIC
    search_fields = [*StorySnippet.search_fields, index.SearchField("description")]

    class Meta(StorySnippet.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="stories_topic_slug")]


class TopicIndexPage(SnippetIndexPage):
    """The list of all topics; it serves the page of each."""

    snippet_model = Topic

    class Meta:
        verbose_name = _("list of topics")
