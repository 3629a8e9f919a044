"""Work that no request waits for."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.admin.mail import send_mail
from wagtail.users.models import UserProfile

from accounts.models import User

from .models import Comment


@task(queue_name="default")
def tell_of_comment(comment_id: int) -> None:
    """Tell those who commented on the same snippet before, unless they want no such mail or may no longer read it."""
    comment = Comment.objects.filter(pk=comment_id).select_related("user").first()
    if comment is None or (snippet := comment.snippet) is None:
        return
    earlier = Comment.objects.on(snippet).filter(created_at__lte=comment.created_at).exclude(user=comment.user)
    people = User.objects.filter(pk__in=earlier.values("user"), is_active=True).exclude(email="")
    policy = snippet.snippet_viewset.permission_policy
    context = {
        "comment": comment,
        "snippet": snippet,
        "url": settings.WAGTAILADMIN_BASE_URL
        + reverse(snippet.snippet_viewset.get_url_name("edit"), args=[snippet.pk]),
    }
    for person in people:
        # Switched off in Wagtail's own account page, for pages and snippets alike.
        if UserProfile.get_for_user(person).updated_comments_notifications and policy.user_has_permission(
            person, "change"
        ):
            subject = _("A comment on “%(name)s”") % {"name": snippet}
            send_mail(subject, render_to_string("stories/mail/comment.txt", context), [person.email])
