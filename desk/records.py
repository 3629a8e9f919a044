"""The menu “Records”: plain lists of the newsroom, kept with wagtail-modeladmin.

Only for records without drafts and revisions, of which wagtail-modeladmin knows nothing.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import HistoryView

from media.models import Agency
from search.models import Asked
from stories import prose
from stories.models import Correction


class History(HistoryView):
    """wagtail-modeladmin 2.5 asks nobody's rights before it shows a history; who may inspect a record may see it."""

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_helper.user_can_inspect_obj(request.user, self.instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AgencyAdmin(ModelAdmin):
    model = Agency
    history_view_class = History
    menu_icon = "image"
    list_display = ["name", "printed", "website", "photos"]
    list_filter = ["printed"]
    list_export = ["name", "printed", "website", "notes", "photos"]
    list_per_page = 30
    search_fields = ["name", "notes"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "printed", "website", "notes"]
    export_filename = "photo-agencies"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(photo_count=Count("photos"))

    def photos(self, agency) -> int:
        return agency.photo_count

    photos.short_description = _("photos")
    photos.admin_order_field = "photo_count"


class ReadOnly(PermissionHelper):
    """For ledgers: whoever may see them reads them, nobody changes them here."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class CorrectionButtons(ButtonHelper):
    """A correction is changed on its story, so that is where its button leads."""

    def get_buttons_for_obj(self, obj, *args, **kwargs):
        to_story = {
            "url": reverse("wagtailadmin_pages:edit", args=[obj.story_id]),
            "label": _("Open the story"),
            "classname": self.finalise_classname([*self.edit_button_classnames, "button-small"]),
            "title": _("Open the story in the editor"),
        }
        return [*super().get_buttons_for_obj(obj, *args, **kwargs), to_story]


class CorrectionAdmin(ModelAdmin):
    model = Correction
    history_view_class = History
    menu_label = _("Corrections")
    menu_icon = "edit"
    permission_helper_class = ReadOnly
    button_helper_class = CorrectionButtons
    ordering = ["-on", "-pk"]
    list_display = ["note", "kind", "on", "headline"]
    list_display_add_buttons = "note"
    list_filter = ["kind", "on"]
    list_export = ["on", "kind", "headline", "note"]
    list_per_page = 30
    list_select_related = ["story__column"]
    search_fields = ["text", "story__title"]
    inspect_view_enabled = True
    inspect_view_fields = ["on", "kind", "text", "story"]
    export_filename = "corrections"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def headline(self, correction) -> str:
        return correction.story.headline

    headline.short_description = _("story")

    def note(self, correction) -> str:
        return prose.text_of(correction.text)

    note.short_description = _("correction")


class SearchAdmin(ModelAdmin):
    """The search log: one row for what was searched on a day. The report adds the days up."""

    model = Asked
    history_view_class = History
    menu_label = _("Searches")
    menu_icon = "search"
    permission_helper_class = ReadOnly
    ordering = ["-day", "-times", "words"]
    list_display = ["words", "day", "times", "times_empty"]
    list_filter = ["day"]
    list_export = ["words", "day", "times", "times_empty"]
    list_per_page = 50
    search_fields = ["words"]
    inspect_view_enabled = True
    inspect_view_fields = ["words", "day", "times", "times_empty"]
    export_filename = "searches"

    def get_empty_value_display(self, field_name=None):
        """Say 0 for none: wagtail-modeladmin takes it for a field that was left empty."""
        return 0 if field_name in ("times", "times_empty") else super().get_empty_value_display(field_name)


class Records(ModelAdminGroup):
    items = (AgencyAdmin, CorrectionAdmin, SearchAdmin)
    menu_label = _("Records")
    menu_icon = "list-ul"
    menu_order = 500
