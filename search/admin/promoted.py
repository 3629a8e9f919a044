"""Promoted results in the admin: Wagtail's views of them, in the words and looks of what stands beside them."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import NumberColumn, RelatedObjectsColumn, TitleColumn
from wagtail.contrib.search_promotions.views import settings as stock
from wagtail.permission_policies import ModelPermissionPolicy

from .. import promotions
from ..models import Asked
from .promoting import PromotedFormSet, WordsForm

NAME = gettext_lazy("Promoted results")
# Readers' searches are for some of those who promote results; whoever may not see them types the words.
SEARCHES = ModelPermissionPolicy(Asked)


class ResultsColumn(RelatedObjectsColumn):
    cell_template_name = "search/admin/promoted_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"public": parent_context["table"].public}


class OfSearches(WagtailPaginator):
    verbose_name, verbose_name_plural = Asked._meta.verbose_name, Asked._meta.verbose_name_plural


class PromotedList(stock.IndexView):
    page_title = NAME
    paginator_class = OfSearches
    results_template_name = "search/admin/promoted_list.html"
    add_item_label = gettext_lazy("Add")
    columns = [
        TitleColumn(
            "query_string",
            label=gettext_lazy("Searched for"),
            url_name="wagtailsearchpromotions:edit",
            sort_key="query_string",
        ),
        ResultsColumn("editors_picks", label=NAME),
        NumberColumn("views", label=gettext_lazy("Times searched"), sort_key="views"),
    ]

    def get_table(self, object_list):
        table = super().get_table(object_list)
        rows = (row for query in object_list for row in query.editors_picks.all())
        table.public = promotions.public_pages({row.page_id for row in rows if row.page_id})
        return table


class PromotingMixin:
    form_class = WordsForm
    template_name = "search/admin/promoted_form.html"
    page_subtitle = NAME
    submit_button_label, submit_button_active_label = gettext_lazy("Save"), gettext_lazy("Saving…")
    success_message = gettext_lazy("What is promoted for “%(query)s” is saved.")
    error_message = gettext_lazy("Nothing is saved yet: something below has to be mended first.")

    @cached_property
    def searchpicks_formset(self):
        return PromotedFormSet(self.request.POST if self.request.method == "POST" else None, instance=self.object)

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        items[-2]["label"] = NAME
        return items

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [form.instance for form in self.searchpicks_formset if form.instance.page_id]
        public = promotions.public_pages({row.page_id for row in rows})
        for row in rows:
            row.is_hidden = row.page_id not in public
        return context | {"may_see_searches": SEARCHES.user_has_permission(self.request.user, "view")}

    def form_valid(self, form):
        response = super().form_valid(form)
        promotions.forget()  # Wagtail gives other words to all rows without a signal
        pages = [row.page for row in self.new_query.editors_picks.select_related("page") if row.page]
        public = promotions.public_pages({page.pk for page in pages})
        for page in pages:
            if page.pk not in public:
                said = _("Readers do not see “%s” among the promoted results as long as it is not public.")
                messages.warning(self.request, said % page.get_admin_display_title())
        return response


class AddPromoted(PromotingMixin, stock.CreateView):
    pass


class EditPromoted(PromotingMixin, stock.EditView):
    pass


class DeletePromoted(stock.DeleteView):
    template_name = "search/admin/promoted_delete.html"
    page_title = gettext_lazy("Delete promoted results")
    success_message = gettext_lazy("Nothing is promoted for “%(object)s” any more.")


def choose_words(request):
    """Offer what readers search for, the most frequent first, to promote something for it."""
    return render_modal_workflow(
        request, "search/admin/choose_words.html", None, _searches(request), json_data={"step": "chooser"}
    )


def words_to_choose(request):
    return render(request, "search/admin/includes/words_to_choose.html", _searches(request))


def _searches(request) -> dict:
    if not SEARCHES.user_has_permission(request.user, "view"):
        raise PermissionDenied
    form = SearchForm(request.GET if "q" in request.GET else None)
    form.fields["q"].label = _("Words")
    rows = Asked.objects.together().order_by("-asked", "words")
    if form.is_valid() and form.cleaned_data["q"]:
        rows = rows.filter(words__icontains=form.cleaned_data["q"])
    return {"form": form, "searches": Paginator(rows, 10).get_page(request.GET.get("p"))}
