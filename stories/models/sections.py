from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from .. import addresses, panels
from ..publishing import PublishesByRules
from ..slugs import RESERVED_SLUGS
from ..turning import turn
from .story_lists import StoryListPage


class SectionPage(PublishesByRules, StoryListPage, Page):
    """An index page that stories live under or also appear in. Sections may nest."""

    class Role(models.TextChoices):
        FORMAT = "format", _("Format: Reporting, Analysis, Opinion, Video")
        REGION = "region", _("Region")
        SUBJECT = "subject", _("Subject")

    class ArticleType(models.TextChoices):
        """Types of schema.org for the stories of a format."""

        NEWS = "NewsArticle", _("News")
        REPORTAGE = "ReportageNewsArticle", _("Reporting")
        ANALYSIS = "AnalysisNewsArticle", _("Analysis")
        OPINION = "OpinionNewsArticle", _("Opinion")
        BACKGROUND = "BackgroundNewsArticle", _("Background")
        REVIEW = "ReviewNewsArticle", _("Review")

    role = models.CharField(
        _("role"), max_length=10, choices=Role, default=Role.SUBJECT, help_text=_("What this section sorts stories by.")
    )
    article_type = models.CharField(
        _("kind of journalism"),
        max_length=30,
        choices=ArticleType,
        default=ArticleType.NEWS,
        help_text=_("What search engines are told about its stories. Counts for formats only."),
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, max_length=300, help_text=_("One sentence on what readers find here.")
    )
    photo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown when the section is shared on social networks. Its page opens with its newest story."),
    )

    edit_handler = panels.SECTION
    subpage_types = ["stories.SectionPage", "stories.StoryPage"]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.FilterField("role")]
    page_description = _("Stories of one format, region or subject, newest first")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()

    def stories(self):
        from .stories import StoryPage

        return StoryPage.objects.listed_in(self).published()

    def subsections(self):
        return SectionPage.objects.child_of(self).live().public()

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("“%(slug)s” is kept for the feed. Choose another slug.") % {"slug": self.slug}}
            )

    def get_route_paths(self):
        """Name what leads on from an old address of this page: itself and its feeds, which have subscribers."""
        return ["/", *addresses.feeds("/")]

    def route(self, request, path_components):
        """Find a story below with all that its page prints, where Wagtail would read page and story one by one."""
        from .stories import StoryPage

        if len(path_components) == 1 and path_components[0] not in RESERVED_SLUGS:
            story = StoryPage.objects.child_of(self).filter(slug=path_components[0]).with_page().first()
            if story:
                story._cached_parent_obj = story.main_section = self
                return story.route(request, [])
        return super().route(request, path_components)

    @path("")
    def front(self, request):
        return self.render(
            request,
            context_overrides={
                "section": self,
                "subsections": self.subsections(),
                "turn": turn(self.stories().with_cards(), request.GET),
            },
        )
