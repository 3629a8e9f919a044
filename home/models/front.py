from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Page

from stories.models import PublicationSettings, SectionPage, StoryListPage, StoryPage
from stories.panels import page_tabs
from stories.turning import turn

from ..strips import Strips, fill


class HomePage(StoryListPage, Page):
    """The front: strips of stories, filled by hand or by themselves."""

    strips = StreamField(Strips(), verbose_name=_("strips"), blank=True)

    edit_handler = page_tabs(
        [TitleFieldPanel("title", help_text=_("The name of the front in the page tree.")), "strips"], heading=_("Front")
    )
    subpage_types = [
        "stories.SectionPage",
        "stories.ColumnIndexPage",
        "stories.AuthorIndexPage",
        "stories.TopicIndexPage",
        "stories.StandardPage",
    ]
    OWN_PATHS = frozenset({"latest", "feed"})
    page_description = _("The front of the magazine")

    class Meta:
        verbose_name = _("front")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and parent.is_root()

    def stories(self):
        """All published stories of this site."""
        return StoryPage.objects.descendant_of(self).published()

    def list_name(self, request):
        return PublicationSettings.for_request(request).name

    def route(self, request, path_components):
        """Find a section below in one look-up, where Wagtail would read page and section one by one."""
        if path_components and path_components[0] not in self.OWN_PATHS:
            section = SectionPage.objects.child_of(self).filter(slug=path_components[0]).first()
            if section:
                section._cached_parent_obj = self
                return section.route(request, path_components[1:])
        return super().route(request, path_components)

    @path("")
    def front(self, request):
        return self.render(request, context_overrides={"strips": fill(self), "is_front": True})

    @path("latest/")
    def latest(self, request):
        return self.render(
            request,
            template="home/latest.html",
            context_overrides={"turn": turn(self.stories().with_cards(), request.GET)},
        )
