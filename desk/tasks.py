"""Mails of the desk, sent by the worker, so that a slow mail server never holds up the clock."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from accounts import roles
from accounts.models import User

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
