"""The photo library, with what a photo desk looks for: picture, credit, kind and whether it is open."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.images.views.images import IndexView

from .filters import PhotoFilterSet
from .usage import CountsUses

CREDIT = Column("credit", label=_("Credit"), accessor="credit")
IS_OPEN = Column("is_open", label=_("Public"), accessor=lambda photo: _("Yes") if photo.is_open else _("No"))
KIND = Column("kind", label=_("Kind"), accessor="get_kind_display")


def with_record(columns: list[Column]) -> list[Column]:
    """Put credit and kind behind the title."""
    place = next((place for place, column in enumerate(columns, 1) if column.name == "title"), 0)
    return [*columns[:place], CREDIT, KIND, *columns[place:]] if columns else []


class ListFirst:
    """Shows the list unless the grid is asked for: the grid has room for a title only."""

    @property
    def layout(self):
        return self.request.GET.get("layout", "list")


class PhotoIndexView(ListFirst, CountsUses, IndexView):
    page_title = _("Photos")
    add_item_label = _("Add a photo")
    filterset_class = PhotoFilterSet

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("agency")

    @property
    def columns(self):
        if self.layout == "grid":
            return []
        return [*with_record(super().columns), IS_OPEN]
