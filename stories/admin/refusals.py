"""What an editor sees when a story may not be published: the reasons, and the story to put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.actions.registry import action_registry
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet

from ..publishing import PublishRefused


class PublishRefusedMiddleware:
    """Answers a refusal that no form caught (approval in a dialogue, bulk publishing) with its reasons.

    The transaction around the action is undone by then, so the story waits in the state it was in, with all its text.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublishRefused):
            return None
        words = _("“%(title)s” was not published: %(reasons)s") % {
            "title": exception.story.get_admin_display_title(),
            "reasons": " ".join(problem.message for problem in exception.problems),
        }
        messages.error(request, words)
        address = reverse("wagtailadmin_pages:edit", args=[exception.story.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # Wagtail's dialogues take this step as “done, go there”.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


class PublishByPageAction(PublishPageAPIAction):
    """Publishing through the admin's own API, by the action that is registered for the type of page."""

    def _action_from_data(self, instance, data):
        user = self.request.user
        revision = instance.get_latest_revision() or instance.save_revision(user=user)
        return action_registry.get_action_class(type(revision.as_object()), "publish")(revision, user=user)


class AdminPages(PagesAdminAPIViewSet):
    actions = {**PagesAdminAPIViewSet.actions, "publish": PublishByPageAction}
