"""Where the editors' side of the search is joined to Wagtail's admin."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.menu import STOCK_ITEMS, Search, promoted_results, searches_report
from .admin.promoted import (
    AddPromoted,
    DeletePromoted,
    EditPromoted,
    PromotedList,
    choose_words,
    words_to_choose,
)
from .admin.report import SearchesReport

register_snippet(Search)
hooks.register("register_search_menu_item", promoted_results)
hooks.register("register_search_menu_item", searches_report)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("reports/searches/", SearchesReport.as_view(), name="search_report"),
        path("reports/searches/results/", SearchesReport.as_view(results_only=True), name="search_report_results"),
    ]


@hooks.register("register_admin_urls")
def addresses_of_promoted_results():
    """Wagtail's own addresses, with our views in front of its: this app stands before that in INSTALLED_APPS."""
    views = {
        "": PromotedList.as_view(),
        "results/": PromotedList.as_view(results_only=True),
        "add/": AddPromoted.as_view(),
        "<int:query_id>/": EditPromoted.as_view(),
        "<int:query_id>/delete/": DeletePromoted.as_view(),
        "queries/chooser/": choose_words,
        "queries/chooser/results/": words_to_choose,
        "reports/search-terms/": RedirectView.as_view(pattern_name="search_report"),
    }
    return [path(f"searchpicks/{address}", view) for address, view in views.items()]


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def leave_out_what_stands_in_our_menu(request, items):
    """Wagtail's report of search terms knows only promoted words here: ours has the others and those without answer."""
    items[:] = [item for item in items if item.name not in STOCK_ITEMS]
