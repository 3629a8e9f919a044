"""What the photo library is narrowed down by."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.images.views.images import ImagesFilterSet

from .. import rights
from ..models import Photo, Use

RIGHTS = {
    "soon": (_("end within two weeks"), rights.ending),
    "ended": (_("have ended"), rights.ended),
    "empty": (_("have ended, and nothing stands in"), lambda photos: rights.without_stand_in(rights.ended(photos))),
    "limited": (_("end some day"), lambda photos: photos.exclude(rights_expire_on=None)),
}
USES = {
    "unused": (_("nowhere"), lambda photos: photos.filter(~_has_uses())),
    "used": (_("anywhere"), lambda photos: photos.filter(_has_uses())),
    "live": (_("in public"), lambda photos: photos.filter(_has_uses(version=Use.Version.LIVE))),
}


def _has_uses(**fields) -> Exists:
    return Exists(Use.objects.filter(photo=OuterRef("pk"), **fields))


def one_of(choices: dict) -> dict:
    """Return the arguments of a filter that offers `choices` and leaves the answer to the chosen function."""
    return {
        "choices": [(name, label) for name, (label, _keep) in choices.items()],
        "method": lambda photos, _name, value: choices[value][1](photos),
    }


class PhotoFilterSet(ImagesFilterSet):
    credit = django_filters.CharFilter(label=_("Credit"), method="of_credit")
    licence = django_filters.CharFilter(label=_("Licence"), lookup_expr="icontains")
    taken_on = django_filters.DateFromToRangeFilter(label=_("Taken"), widget=DateRangePickerWidget)
    created_at = django_filters.DateFromToRangeFilter(label=_("Uploaded"), widget=DateRangePickerWidget)
    rights = django_filters.ChoiceFilter(label=_("Rights"), **one_of(RIGHTS))
    uses = django_filters.ChoiceFilter(label=_("Used"), **one_of(USES))

    class Meta(ImagesFilterSet.Meta):
        model = Photo
        fields = ["credit", "agency", "kind", "licence", "taken_on", "created_at", "rights", "uses"]

    def __init__(self, *args, is_searching=None, **kwargs):
        super().__init__(*args, is_searching=is_searching, **kwargs)
        self.is_searching = is_searching

    def of_credit(self, photos, _name, words):
        return photos.filter(Q(person__icontains=words) | Q(agency__name__icontains=words))

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if not self.is_searching:
            return found
        # The search refuses conditions that its index knows nothing of, but for a list of keys.
        return queryset.filter(pk__in=list(found.order_by().values_list("pk", flat=True)))
