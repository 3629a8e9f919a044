"""The report of what readers search for, and of what they do not find."""

from datetime import timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import Asked

DAYS = {"7": _("Last 7 days"), "30": _("Last 30 days"), "90": _("Last 90 days")}


class Filters(WagtailFilterSet):
    days = django_filters.ChoiceFilter(
        label=_("When"), choices=list(DAYS.items()), empty_label=_("All that is kept"), method="since"
    )
    found = django_filters.ChoiceFilter(
        label=_("Found"),
        choices=[("nothing", _("Nothing was found"))],
        empty_label=_("Anything or nothing"),
        method="found_nothing",
    )

    class Meta:
        model = Asked
        fields: list[str] = []

    def since(self, queryset, name, value):
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    def found_nothing(self, queryset, name, value):
        return queryset.filter(empty__gt=0)


def in_short(row) -> str:
    """Return the words as the list shows them; the export has all of them."""
    return Truncator(row["words"]).chars(80)


class SearchesReport(ReportView):
    page_title = _("What readers search for")
    header_icon = "search"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    permission_policy = ModelPermissionPolicy(Asked)
    permission_required = "view"
    is_searchable = True
    search_fields = ["words"]
    filterset_class = Filters
    default_ordering = "-asked"
    columns = [
        Column("words", label=_("Searched for"), sort_key="words", accessor=in_short),
        NumberColumn("asked", label=_("Times"), sort_key="asked"),
        NumberColumn("empty", label=_("Times nothing was found"), sort_key="empty"),
        Column("last", label=_("Last on"), sort_key="last"),
    ]
    list_export = ["words", "asked", "empty", "last"]
    export_headings = {
        "words": _("Searched for"),
        "asked": _("Times"),
        "empty": _("Times nothing was found"),
        "last": _("Last on"),
    }
    export_filename = "searches"
    verbose_name_plural = Asked._meta.verbose_name_plural

    def get_base_queryset(self):
        return Asked.objects.together()

    def order_queryset(self, queryset):
        # Words are unique here, so that no page repeats a row of the one before.
        return super().order_queryset(queryset).order_by(*filter(None, [self.ordering, "words"]))

    def search_queryset(self, queryset):
        return queryset.filter(Q(words__icontains=self.search_query)) if self.is_searching else queryset
