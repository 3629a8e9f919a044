"""Photos that somebody has to see to."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from media import rights
from media.models import Photo

from . import rows
from .rows import Button, Row

NEWEST = 20
WITHOUT_CREDIT = Q(agency=None, person="")
WITHOUT_ALT_TEXT = Q(description="", is_decorative=False)


def may_be_changed_by(user) -> bool:
    return policy_registry.get_by_type(Photo).user_has_permission(user, "change")


def lacking_words(user) -> list[Row]:
    """Return the newest photos that keep a story from being published, among those that `user` may change."""
    photos = policy_registry.get_by_type(Photo).instances_user_has_permission_for(user, "change")
    lacking = photos.filter(WITHOUT_CREDIT | WITHOUT_ALT_TEXT).select_related("agency").order_by("-created_at", "-pk")
    return [
        Row(photo.title, reverse("wagtailimages:edit", args=[photo.pk]), what_is_lacking(photo), photo.created_at)
        for photo in lacking[:NEWEST]
    ]


def what_is_lacking(photo: Photo) -> str:
    if photo.credit:
        return _("No alt text")
    return _("No credit") if photo.alt_text or photo.is_decorative else _("Neither credit nor alt text")


def ending_rights(user) -> list[Row]:
    """Return photos in use that may not be used much longer, and those that left an empty place."""
    photos = rights.used(Photo.objects.all())
    late = rights.ending(photos) | rights.without_stand_in(rights.ended(photos))
    return [
        Row(
            photo.title,
            reverse("wagtailimages:edit", args=[photo.pk]),
            (
                _("May be used until %(day)s")
                if photo.may_be_used_on(timezone.localdate())
                else _("May not be used since %(day)s, and nothing stands in for it")
            )
            % {"day": date_format(photo.rights_expire_on, "j F Y")},
            buttons=(Button(_("Where it is used"), photo.usage_url),),
        )
        for photo in late.order_by("-rights_expire_on", "pk")[: rows.ROWS]
    ]
