"""Where the editors' side of the search is joined to Wagtail's admin."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.menu import STOCK_ITEMS, Search, promoted_results, searches_report
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


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def leave_out_what_stands_in_our_menu(request, items):
    """Wagtail's report of search terms knows only promoted words here: ours has the others and those without answer."""
    items[:] = [item for item in items if item.name not in STOCK_ITEMS]
