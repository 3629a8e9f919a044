"""What the list of all stories can be narrowed to."""

from django import forms
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Revision, WorkflowState, get_default_page_content_type

from media.models import Photo

from ..models import Author, Column, SectionPage, StoryPage, Topic


def scheduled() -> Q:
    """Return the condition of having a revision that is to go out later."""
    return _of_pages(Revision.page_revisions.filter(approved_go_live_at__isnull=False))


def in_moderation() -> Q:
    """Return the condition of waiting for an editor, whatever has been saved since."""
    waiting = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return _of_pages(waiting)


def _of_pages(notes) -> Q:
    """Return the condition of being a page that `notes` are about: revisions and states note its id as text."""
    return Q(pk__in=notes.annotate(page_id=Cast("object_id", BigIntegerField())).order_by().values("page_id"))


STATUSES = {
    "live": (_("Published"), lambda: Q(live=True)),
    "changed": (_("Published, with changes that are not"), lambda: Q(live=True, has_unpublished_changes=True)),
    "scheduled": (_("Scheduled"), scheduled),
    "moderation": (_("With the editors"), in_moderation),
    "draft": (_("Draft"), lambda: Q(live=False)),
}


def any_of(filter_class, lookup: str, queryset, label: str, widget):
    """Return a filter over a relation of stories.

    It narrows by primary key, because the search's back end refuses conditions on relations it has not indexed.
    """

    def narrow(stories, name, value):
        chosen = value if isinstance(value, list) or hasattr(value, "all") else [value]
        return by_condition(stories, Q(**{f"{lookup}__in": chosen})) if value else stories

    return filter_class(method=narrow, queryset=queryset, label=label, widget=widget)


def by_condition(stories, condition: Q):
    return stories.filter(pk__in=StoryPage.objects.filter(condition).order_by().values("pk"))


class StoryFilterSet(WagtailFilterSet):
    section = ModelMultipleChoiceFilter(
        method="in_sections",
        queryset=SectionPage.objects.order_by("path"),
        label=_("Section"),
        widget=forms.CheckboxSelectMultiple,
    )
    column = any_of(
        ModelMultipleChoiceFilter, "column", Column.objects.all(), _("Column"), forms.CheckboxSelectMultiple
    )
    author = any_of(ModelChoiceFilter, "story_authors__author", Author.objects.all(), _("Author"), forms.Select)
    topic = any_of(ModelChoiceFilter, "story_topics__topic", Topic.objects.all(), _("Topic"), forms.Select)
    status = ChoiceFilter(
        method="by_status",
        choices=[(name, label) for name, (label, _condition) in STATUSES.items()],
        label=_("Status"),
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )
    published_at = DateFromToRangeFilter(label=_("Published"), widget=DateRangePickerWidget)
    photo = ChoiceFilter(
        method="by_photo",
        choices=[*Photo.Kind.choices, ("none", _("No lead photo"))],
        label=_("Lead photo"),
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = StoryPage
        fields: list[str] = []

    def in_sections(self, stories, name, sections):
        return by_condition(stories, Q(main_section__in=sections) | Q(also_in__in=sections)) if sections else stories

    def by_status(self, stories, name, status):
        return by_condition(stories, STATUSES[status][1]())

    def by_photo(self, stories, name, kind):
        return by_condition(stories, Q(lead_photo=None) if kind == "none" else Q(lead_photo__kind=kind))
