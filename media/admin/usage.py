"""“Where was this used?”, answered from what each version of an object shows."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import UsageView
from wagtail.documents.views import documents
from wagtail.documents.views.bulk_actions import delete as documents_in_bulk
from wagtail.images.views import images
from wagtail.images.views.bulk_actions import delete as photos_in_bulk
from wagtail.models import Page

from .. import uses
from ..models import Use

VERSIONS = {
    Use.Version.LIVE: _("published"),
    Use.Version.DRAFT: _("in a draft"),
    Use.Version.SCHEDULED: _("scheduled"),
}


@dataclass(frozen=True)
class Line:
    """One place as it is listed. `url` leads to its form, or to its page for whom that is closed."""

    title: str
    kind: str
    versions: str
    url: str


class ListsUses(UsageView):
    page_title = _("Where it is used")

    def get_queryset(self):
        return uses.places(self.object)

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), accessor="title", get_url=lambda line: line.url or None),
            Column("kind", label=_("Kind"), accessor="kind"),
            Column("versions", label=_("Version"), accessor="versions"),
        ]

    def get_table(self, object_list, **kwargs):
        finder = AdminURLFinder(self.request.user)
        found = objects_of(object_list)
        lines = [
            self._line(found[place.content_type_id, place.object_id], place, finder)
            for place in object_list
            if (place.content_type_id, place.object_id) in found
        ]
        # Past UsageView, which builds its rows from Wagtail's index of references.
        return super(UsageView, self).get_table(lines, **kwargs)

    def _line(self, subject, place: uses.Place, finder: AdminURLFinder) -> Line:
        is_live = Use.Version.LIVE in place.versions
        url = finder.get_edit_url(subject) or (getattr(subject, "url", "") if is_live else "")
        # What is public has a title that is no secret; a draft of others has.
        title = str(subject) if url or is_live else _("A draft that you may not open")
        if isinstance(subject, Page) and url:
            title = subject.get_admin_display_title()
        versions = ", ".join(str(VERSIONS[version]) for version in VERSIONS if version in place.versions)
        return Line(title, capfirst(subject._meta.verbose_name), capfirst(versions), url or "")


class PhotoUsageView(ListsUses, images.UsageView):
    pass


class DocumentUsageView(ListsUses, documents.UsageView):
    pass


class CountsUses:
    """Counts in a list of files as the page of uses does."""

    def get_base_queryset(self):
        files = super().get_base_queryset()
        return uses.counted(files) if self.needs_usage_count_subquery else files

    def decorate_paginated_queryset(self, object_list):
        shown = list(object_list)
        counts = dict(
            uses.counted(self.model.objects.filter(pk__in=[file.pk for file in shown])).values_list("pk", "usage_count")
        )
        for file in shown:
            file.usage_count = counts.get(file.pk, 0)
        return shown


class WarnsOfUses:
    """Says before a file is deleted what will stand without it."""

    def get_usage(self):
        return self.object.get_usage()


class PhotoDeleteView(WarnsOfUses, images.DeleteView):
    pass


class DocumentDeleteView(WarnsOfUses, documents.DeleteView):
    pass


class WarnsOfUsesInBulk:
    """The same for several at once."""

    def annotate_items(self, items):
        items = super().annotate_items(items)
        for item in items:
            item._usage_references = item.get_usage()
        return items


class DeletePhotos(WarnsOfUsesInBulk, photos_in_bulk.DeleteBulkAction):
    pass


class DeleteDocuments(WarnsOfUsesInBulk, documents_in_bulk.DeleteBulkAction):
    pass


class DocumentIndexView(CountsUses, documents.IndexView):
    pass


def objects_of(places) -> dict:
    """Return the objects of these places by type and id, with one query for each type."""
    ids: dict[int, list[int]] = defaultdict(list)
    for place in places:
        ids[place.content_type_id].append(place.object_id)
    found = {}
    for type_id, object_ids in ids.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            found.update({(type_id, pk): each for pk, each in model._base_manager.in_bulk(object_ids).items()})
    return found
