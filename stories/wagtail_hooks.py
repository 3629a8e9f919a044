"""Where the admin of stories is joined to Wagtail's."""

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from . import link_handlers  # noqa: F401 (registers hooks)
from .admin import comments, spreadsheets
from .admin.columns import OF_ONE_SECTION
from .admin.copying import keep_private
from .admin.editing import CreateStoryView, EditStoryView
from .admin.listing import AllStories, SectionContentsView
from .admin.refusals import AdminPages
from .admin.snippets import Magazine
from .models import SectionPage, StoryPage
from .publishing import PublishStory


class StoryViewSet(PageViewSet):
    model = StoryPage
    add_view_class = CreateStoryView
    edit_view_class = EditStoryView
    # The contents of a section, which lists the sections below it too.
    parent_models = [SectionPage]
    index_view_class = SectionContentsView
    columns = OF_ONE_SECTION

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(**{"model": Page, "filterset_class": GenericPageFilterSet, **kwargs})


@hooks.register("register_admin_viewset")
def viewsets():
    return [StoryViewSet(), AllStories()]


register_snippet(Magazine)
spreadsheets.protect()


@hooks.register("insert_editor_js")
def scripts_of_the_editor():
    return render_to_string("stories/admin/editor_scripts.html")


@hooks.register("register_admin_urls")
def addresses_of_comments():
    return comments.urlpatterns


@hooks.register("register_log_actions")
def note_comments_in_the_history(actions):
    actions.register_action("stories.comment.create", _("Add comment"), _("Comment added"))
    actions.register_action("stories.comment.edit", _("Change comment"), _("Comment changed"))
    actions.register_action("stories.comment.delete", _("Delete comment"), _("Comment deleted"))
    actions.register_action("stories.comment.resolve", _("Resolve comment"), _("Comment resolved"))
    actions.register_action("stories.comment.reopen", _("Open comment again"), _("Comment opened again"))


@hooks.register("register_actions")
def publish_stories_by_their_rules(registry):
    registry.register(StoryPage, PublishStory)


@hooks.register("construct_admin_api")
def publish_by_rules_in_the_api(api):
    api.register_endpoint("pages", AdminPages)


@hooks.register("before_create_page")
def writers_begin_stories_only(request, parent, page_class):
    """Keep the structure of the site to those who may publish: a writer's right to add pages is meant for stories."""
    if page_class is not StoryPage and not parent.permissions_for_user(request.user).can_publish_subpage():
        raise PermissionDenied


@hooks.register("after_copy_page")
def keep_copies_private(request, page, new_page):
    keep_private(page, new_page)
