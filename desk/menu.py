"""The admin's main menu, where it differs from Wagtail's."""

from django.urls import reverse
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.models import Page


class PagesMenuItem(ExplorerMenuItem):
    """“Pages” opens at the front. Wagtail opens at the root, of which it says that pages there cannot be reached.

    It stays at the root where there are several pages below it: several sites, or languages.
    """

    def render_component(self, request):
        component = super().render_component(request)
        fronts = list(Page.objects.filter(depth=2).values_list("pk", flat=True)[:2])
        if len(fronts) == 1 and getattr(component, "start_page_id", None) == Page.get_first_root_node().pk:
            component.start_page_id = fronts[0]
            component.url = reverse("wagtailadmin_explore", args=fronts)
        return component


def of_wagtail(item: ExplorerMenuItem) -> PagesMenuItem:
    """Return our item in the place of Wagtail's."""
    return PagesMenuItem(item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order)
