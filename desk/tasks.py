"""Mails of the desk, sent by the worker, so that a slow mail server never holds up the clock."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task
from wagtail.models import Page

from accounts import roles
from accounts.models import User
from media import rights
from media.models import Photo

from .models import Overdue


@task(queue_name="default")
def tell_of_overdue(overdue_id: int) -> None:
    """Tell the editors, and whoever owns the story, that it did not go out or come down as it should have."""
    overdue = Overdue.objects.filter(pk=overdue_id).first()
    if overdue is None or not (subject := overdue.subject):
        return
    people = User.objects.filter(is_active=True, groups__name__in=[roles.EDITORS, roles.ADMINISTRATORS])
    addresses = set(people.values_list("email", flat=True))
    if isinstance(subject, Page):
        title = subject.get_admin_display_title()
        address = reverse("wagtailadmin_pages:edit", args=[subject.pk])
        addresses |= {subject.owner.email} if subject.owner else set()
    else:
        title, address = str(subject), reverse(subject.snippet_viewset.get_url_name("edit"), args=[subject.pk])
    if not (addresses := sorted(addresses - {""})):
        return
    what = {
        Overdue.Action.PUBLISH: _("“%(title)s” was not published"),
        Overdue.Action.UNPUBLISH: _("“%(title)s” was not taken down"),
    }[Overdue.Action(overdue.action)]
    EmailMessage(
        subject=what % {"title": title},
        body=render_to_string(
            "desk/mail/overdue.txt",
            {"what": what % {"title": title}, "overdue": overdue, "url": settings.WAGTAILADMIN_BASE_URL + address},
        ),
        bcc=addresses,
    ).send()


@task(queue_name="default")
def tell_of_ending_rights() -> None:
    """Tell the photo desk and the editors of photos in use whose rights end within two weeks: of each day once."""
    photos = list(rights.to_tell_of().select_related("agency", "replacement"))
    people = User.objects.filter(is_active=True, groups__name__in=[roles.PHOTO_EDITORS, roles.EDITORS])
    addresses = sorted(set(people.values_list("email", flat=True)) - {""})
    if not photos or not addresses:
        return
    for photo in photos:
        photo.address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailimages:edit", args=[photo.pk])
    subject = ngettext("The rights of %(count)d photo end soon", "The rights of %(count)d photos end soon", len(photos))
    EmailMessage(
        subject=subject % {"count": len(photos)},
        body=render_to_string("desk/mail/ending_rights.txt", {"photos": photos}),
        bcc=addresses,
    ).send()
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).update(rights_told_for=F("rights_expire_on"))
