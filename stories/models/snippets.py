"""What columns, authors and topics share: a snippet with a page of its own that lists stories."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from .. import addresses, panels
from ..feeds import story_feed
from ..fields import ProseField
from ..publishing import PublishesByRules
from ..turning import turn
from .story_lists import month_of

BIO_FEATURES = ["bold", "italic", "link"]


class SnippetQuerySet(models.QuerySet):
    def published(self):
        """Keep what has a public page."""
        return self.filter(live=True)


class StorySnippet(
    PublishesByRules,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Base of `Column`, `Author` and `Topic`. Its page is served by the index page of its kind."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        help_text=_("The last part of its address. When it changes, the old address leads to the new one."),
    )
    photo = models.ForeignKey(
        "media.Photo", verbose_name=_("photo"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # So that they go with their snippet.
    comments = GenericRelation("stories.Comment")

    objects = SnippetQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.FilterField("live"),
        index.FilterField("slug"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self):
        return self.name

    @property
    def printed_photo(self):
        """Its photo as it is printed: what stands in for one whose rights have ended, or None."""
        return self.photo.in_print if self.photo else None

    @property
    def url(self) -> str:
        """Its public address without the host, or "" where the site has no index page for its kind."""
        return addresses.of_snippet(self)

    def stories(self):
        from .stories import StoryPage

        return StoryPage.objects.listed_in(self).published()

    def clean(self):
        super().clean()
        for problem in self.problems():
            raise ValidationError({problem.field: problem.message})
        if type(self).objects.exclude(pk=self.pk).filter(locale=self.locale_id, slug=self.slug).exists():
            raise ValidationError(
                {
                    "slug": _("Another %(kind)s has this slug. Choose a different one.")
                    % {"kind": self._meta.verbose_name}
                }
            )

    def get_preview_template(self, request, mode_name):
        return f"stories/{self._meta.model_name}.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), **self.page_context(request)}

    def page_context(self, request) -> dict:
        """Return what its page prints: itself under its own name and one turn of its stories."""
        return {
            self._meta.model_name: self,
            "snippet": self,
            "turn": turn(self.stories().with_cards(), request.GET),
        }


def one_credit(photos: list) -> str:
    """Return the credit that several photos share, to be printed once for all; "" where each needs its own."""
    credits = {photo.credit for photo in photos}
    return credits.pop() if len(photos) > 1 and len(credits) == 1 else ""


class SnippetIndexPage(RoutablePageMixin, Page):
    """Base of the pages that list all columns, authors or topics and serve the page of each."""

    snippet_model: type[StorySnippet]

    intro = ProseField(
        _("introduction"), blank=True, features=BIO_FEATURES, help_text=_("Printed above the list. May stay empty.")
    )

    edit_handler = panels.INDEX_PAGE
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()

    def snippets(self):
        return self.snippet_model.objects.published().filter(locale=self.locale_id).select_related("photo")

    def get_context(self, request, *args, **kwargs):
        snippets = self.snippets().select_related("photo__agency").prefetch_related("photo__renditions")
        return {
            **super().get_context(request, *args, **kwargs),
            "snippets": snippets,
            "one_credit": one_credit([snippet.printed_photo for snippet in snippets if snippet.printed_photo]),
        }

    def get_route_paths(self):
        """Name what leads on from an old address of this page: itself, and the page and feeds of each snippet."""
        slugs = self.snippets().values_list("slug", flat=True)
        return ["/", *(path for slug in slugs for path in (f"/{slug}/", *addresses.feeds(f"/{slug}/")))]

    def _snippet(self, slug: str) -> StorySnippet:
        try:
            return self.snippets().get(slug=slug)
        except self.snippet_model.DoesNotExist as missing:
            raise Http404 from missing

    @path("<str:slug>/")
    def snippet_page(self, request, slug):
        snippet = self._snippet(slug)
        return self.render(
            request,
            template=f"stories/{snippet._meta.model_name}.html",
            context_overrides=snippet.page_context(request),
        )

    @path("<str:slug>/<int:year>/<int:month>/")
    def snippet_month(self, request, slug, year, month):
        snippet = self._snippet(slug)
        context = month_of(snippet, snippet.name, year, month, request.GET)
        return self.render(request, template="stories/month.html", context_overrides={**context, "snippet": snippet})

    @path("<str:slug>/feed/")
    @path("<str:slug>/feed/<str:form>/")
    def snippet_feed(self, request, slug, form="rss"):
        snippet = self._snippet(slug)
        return story_feed(request, title=snippet.name, url=snippet.url, stories=snippet.stories(), form=form)

    def get_sitemap_urls(self, request=None):
        own = super().get_sitemap_urls(request)
        return own + [
            {"location": self.get_full_url(request) + snippet.slug + "/", "lastmod": snippet.last_published_at}
            for snippet in self.snippets()
        ]
