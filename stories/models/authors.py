from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .. import panels
from ..fields import ProseField
from .snippets import BIO_FEATURES, SnippetIndexPage, StorySnippet


class Author(StorySnippet):
    """Somebody whom a byline names. Authors need no login."""

    sort_name = models.CharField(
        _("sorted as"),
        max_length=120,
        blank=True,
        help_text=_("For the list of authors, family name first. Filled in from the name when left empty."),
    )
    position = models.CharField(
        _("position"), max_length=160, blank=True, help_text=_("For example “Senior fellow, Harbour Institute”.")
    )
    bio = ProseField(_("about"), blank=True, features=BIO_FEATURES, help_text=_("A few sentences for their page."))
    website = models.URLField(_("website"), blank=True)

    panels = panels.AUTHOR
    search_fields = [*StorySnippet.search_fields, index.SearchField("position"), index.SearchField("bio")]

    class Meta(StorySnippet.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_name", "name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="stories_author_slug")]

    def save(self, *args, **kwargs):
        if not self.sort_name:
            given, _space, family = self.name.rpartition(" ")
            sorted_as = f"{family}, {given}" if given else family
            self.sort_name = sorted_as[: self._meta.get_field("sort_name").max_length]
        super().save(*args, **kwargs)


class AuthorIndexPage(SnippetIndexPage):
    """The list of all authors; it serves the page of each."""

    snippet_model = Author

    class Meta:
        verbose_name = _("list of authors")
