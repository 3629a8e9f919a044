"""Photos that somebody has to see to."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from media.models import Photo

from .rows import Row

ROWS = 20
WITHOUT_CREDIT = Q(agency=None, person="")
WITHOUT_ALT_TEXT = Q(description="")


def may_be_changed_by(user) -> bool:
    return policy_registry.get_by_type(Photo).user_has_permission(user, "change")


def lacking_words(user) -> list[Row]:
    """Return the newest photos that keep a story from being published, among those that `user` may change."""
    photos = policy_registry.get_by_type(Photo).instances_user_has_permission_for(user, "change")
    lacking = photos.filter(WITHOUT_CREDIT | WITHOUT_ALT_TEXT).select_related("agency").order_by("-created_at", "-pk")
    return [
        Row(photo.title, reverse("wagtailimages:edit", args=[photo.pk]), what_is_lacking(photo), photo.created_at)
        for photo in lacking[:ROWS]
    ]


def what_is_lacking(photo: Photo) -> str:
    if photo.credit:
        return _("No alt text")
    return _("No credit") if photo.description else _("Neither credit nor alt text")
