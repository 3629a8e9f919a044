"""Columns, authors and topics in the menu “Magazine”, and how they are chosen."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column as TextColumn
from wagtail.admin.ui.tables import DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
)
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from media import pictures

from ..models import Author, Column, Topic
from .choosing import in_order_of
from .columns import PictureColumn
from .comments import CommentsPanel
from .saving import SavesOneAtATime
from .stale import StaleSavesAreSaid

EDITED = DateColumn("latest_revision_created_at", label=_("Edited"), accessor="latest_revision.created_at")
LIVE = LiveStatusTagColumn()


class WithPictures:
    """For views that list snippets: their photos come with two queries, however many rows there are."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = context.get("object_list", context.get("results"))
        pictures.prefetch(row.photo for row in rows)
        return context


class ListView(WithPictures, IndexView):
    pass


class ChoosingMixin(WithPictures):
    @property
    def columns(self):
        first, *rest = super().columns
        return [first, PictureColumn(), *rest]

    def get_object_list(self):
        return super().get_object_list().select_related("photo")


class ChooserView(ChoosingMixin, ChooseView):
    pass


class ChooserResultsView(ChoosingMixin, ChooseResultsView):
    pass


class ChosenInOrderView(SnippetChosenMultipleView):
    def get_objects(self, pks):
        place = in_order_of(pks)
        return sorted(super().get_objects(pks), key=lambda chosen: place(chosen.pk))


class EditSnippetView(SavesOneAtATime, StaleSavesAreSaid, EditView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        # After a save by itself Wagtail draws its panels anew from the answer; a comment half typed stays.
        if not self.expects_json_response:
            panels.append(CommentsPanel(self.object, self.request))
        return panels


class ChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooserView
    choose_results_view_class = ChooserResultsView
    # Ticks do not survive the turn of a page in Wagtail 8.0.1, so a newsroom of 50 stands on one.
    per_page = 60
    chosen_multiple_view_class = ChosenInOrderView


class StorySnippetViewSet(SnippetViewSet):
    """What columns, authors and topics have in common."""

    index_view_class = ListView
    edit_view_class = EditSnippetView
    chooser_viewset_class = ChooserViewSet
    inspect_view_enabled = True
    copy_view_enabled = True
    list_per_page = 30
    related: tuple[str, ...] = ("photo", "latest_revision")

    def get_queryset(self, request):
        return self.model.objects.select_related(*self.related)


class ColumnViewSet(StorySnippetViewSet):
    model = Column
    icon = "calendar-alt"
    related = (*StorySnippetViewSet.related, "section")
    list_display = [
        "name",
        PictureColumn(),
        TextColumn("cadence", label=_("How often"), accessor="get_cadence_display", sort_key="cadence"),
        TextColumn("weekday", label=_("On"), accessor="get_weekday_display", sort_key="weekday"),
        TextColumn("section", label=_("Section"), accessor="section.title"),
        LIVE,
        EDITED,
    ]
    list_filter = ["live", "cadence", "section"]
    list_export = ["name", "slug", "cadence", "weekday", "section", "live", "url"]
    export_filename = "columns"
    inspect_view_fields = ["name", "slug", "description", "cadence", "weekday", "section", "live"]


class AuthorViewSet(StorySnippetViewSet):
    model = Author
    icon = "user"
    list_display = ["name", PictureColumn(), "position", LIVE, EDITED]
    list_filter = ["live"]
    list_export = ["name", "sort_name", "slug", "position", "website", "live", "url"]
    export_filename = "authors"
    inspect_view_fields = ["name", "sort_name", "slug", "position", "bio", "website", "live"]


class TopicViewSet(StorySnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", PictureColumn(), LIVE, EDITED]
    list_filter = ["live"]
    list_export = ["name", "slug", "live", "url"]
    export_filename = "topics"
    inspect_view_fields = ["name", "slug", "description", "live"]


class Magazine(SnippetViewSetGroup):
    items = (ColumnViewSet, AuthorViewSet, TopicViewSet)
    menu_label = _("Magazine")
    menu_icon = "folder-inverse"
    menu_order = 150
