"""The menu “Search”."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..models import Asked, Synonym

# Where these stand in Wagtail's own menus.
STOCK_ITEMS = {"promoted-search-results", "search-terms"}


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_order = 2
    list_display = ["words"]
    list_per_page = 50
    search_fields = ["words"]
    search_backend_name = None
    list_export = ["words"]
    export_filename = "synonyms"
    copy_view_enabled = False


class ShownByRight(MenuItem):
    """Shown to whoever has one of the rights `actions` on `model`."""

    def __init__(self, *args, model, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy, self.actions = ModelPermissionPolicy(model), actions

    def is_shown(self, request):
        return self.policy.user_has_any_permission(request.user, self.actions)


class Search(SnippetViewSetGroup):
    items = (SynonymViewSet,)
    menu_label = _("Search")
    menu_name = "search-of-readers"
    menu_icon = "search"
    menu_order = 450
    submenu_hook = "register_search_menu_item"


def promoted_results() -> MenuItem:
    return ShownByRight(
        _("Promoted results"),
        reverse("wagtailsearchpromotions:index"),
        name="promoted-results",
        icon_name="pick",
        order=1,
        model=SearchPromotion,
        actions=["add", "change", "delete"],
    )


def searches_report() -> MenuItem:
    return ShownByRight(
        _("What readers search for"),
        reverse("search_report"),
        name="searches-report",
        icon_name="search",
        order=3,
        model=Asked,
        actions=["view"],
    )
