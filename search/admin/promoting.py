"""The form of promoted results: the words, and what stands on top for them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.contrib.search_promotions.forms import QueryForm, SearchPromotionForm, SearchPromotionsFormSet
from wagtail.contrib.search_promotions.models import Query

from ..promotions import key_of, lines_for


class WordsForm(QueryForm):
    same = None  # the line that has these words already

    query_string = forms.CharField(
        label=_("Searched for"),
        help_text=_(
            "The words as readers type them. Whoever searches for exactly these words sees the results below first; "
            "case, accents and signs make no difference."
        ),
        max_length=Query._meta.get_field("query_string").max_length,
    )

    def clean_query_string(self):
        words = self.cleaned_data["query_string"]
        if not key_of(words):
            raise ValidationError(_("There is no word in this that readers could search for."))
        self.same = lines_for(words).exclude(pk=self.instance.pk).first()
        if self.same and key_of(words) != key_of(self.instance.query_string or ""):
            said = _("There are promoted results for “%s” already, which are the same words to readers.")
            raise ValidationError(said % self.same)
        return words


class PromotedForm(SearchPromotionForm):
    LABELS = {
        "page": _("Story or page"),
        "external_link_url": _("Address elsewhere"),
        "external_link_text": _("Title of the address"),
        "description": _("Description"),
    }
    HELP = {
        "page": _("A story, a section or another page of this magazine. Readers see it there while it is public."),
        "external_link_url": _("Instead of a page: a web address that begins with https://."),
        "external_link_text": _("What readers see and follow to the address elsewhere."),
        "description": _("Stands below the title. A story without a description is shown with its standfirst."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, self.HELP[name]

    def clean(self):
        """Refuse what Wagtail's form refuses, in our words."""
        values = WagtailAdminModelForm.clean(self)
        page, address, title = (self[name].value() for name in ("page", "external_link_url", "external_link_text"))
        if page and address:
            self.add_error(None, _("Choose a page or write an address elsewhere, not both."))
        elif not page and not address:
            self.add_error(None, _("Choose a story or page, or write an address elsewhere."))
        elif address and not title:
            self.add_error("external_link_text", _("Write what readers see of this address."))
        return values


class PromotedFormSet(SearchPromotionsFormSet):
    form = PromotedForm
    minimum_forms_message = _("Add at least one promoted result for these words.")
