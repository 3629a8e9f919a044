"""The list of all stories, and the contents of one section."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from ..models import StoryPage
from . import columns
from .filters import StoryFilterSet

EXPORTED = {
    "title": _("Headline"),
    "column": _("Column"),
    "main_section": _("Section"),
    "also_in": _("Also in"),
    "authors": _("Authors"),
    "topics": _("Topics"),
    "status_string": _("Status"),
    "published_at": _("Published"),
    "updated_at": _("Substantially updated"),
    "latest_revision_created_at": _("Edited"),
    "full_url": _("Address"),
}


# As Wagtail's `prefetch_workflow_states()`, which finds nothing for a queryset of one type of page.
IN_MODERATION = Prefetch(
    "_specific_workflow_states",
    queryset=WorkflowState.objects.active().select_related("current_task_state__task"),
    to_attr="_current_workflow_states",
)


class AllStoriesView(IndexView):
    def annotate_queryset(self, pages):
        """Load what the rows print. Wagtail's own `specific()` would fetch each story a second time."""
        return (
            pages.defer_streamfields()
            .select_related("main_section", "column", "latest_revision")
            .prefetch_related("content_type", "sites_rooted_here", "story_authors__author", IN_MODERATION)
            .annotate_site_root_state()
            .annotate_approved_schedule()
        )

    def to_row_dict(self, item):
        row = {name: getattr(item, name, "") for name in self.list_export}
        return row | {
            "column": str(item.column or ""),
            "main_section": str(item.main_section or ""),
            "also_in": ", ".join(section.title for section in item.also_in.all()),
            "authors": columns.byline_of(item),
            "topics": ", ".join(str(link.topic) for link in item.story_topics.all()),
        }

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(queryset.prefetch_related("also_in", "story_topics__topic"), spreadsheet_format)


class StoriesMenuItem(MenuItem):
    def is_shown(self, request):
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["add", "change", "publish"])


class AllStories(PageListingViewSet):
    menu_item_class = StoriesMenuItem
    model = StoryPage
    name = "stories"
    menu_label = _("Stories")
    icon = "doc-full"
    menu_order = 90
    add_to_admin_menu = True
    index_view_class = AllStoriesView
    columns = columns.OF_ALL_STORIES
    filterset_class = StoryFilterSet
    list_export = list(EXPORTED)
    export_headings = EXPORTED
    export_filename = "stories"


class SectionContentsView(ExplorableIndexView):
    """What lives in a section: its stories and the sections below it, with dates and bylines."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        stories = [page for page in context["object_list"] if isinstance(page, StoryPage)]
        prefetch_related_objects(stories, "column", "story_authors__author")
        return context
