"""What an editor sees when a story may not be saved or published: the reasons, and the story to put right."""

from collections.abc import Iterator

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.registry import action_registry
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.blocks import BaseStreamBlock

from ..publishing import PublishRefused

# By the button that was pressed. Nothing of a refused form has been saved when this is said.
WHAT_DID_NOT_HAPPEN = {
    "publish": gettext_lazy("Not published. What you typed since the last save stands in this window only."),
    "perform_workflow_action": gettext_lazy(
        "Not decided. What you typed since the last save stands in this window only."
    ),
    "submit": gettext_lazy("Not sent to an editor. What you typed since the last save stands in this window only."),
}
NOT_SAVED = gettext_lazy("Not saved. What you typed since the last save stands in this window only.")


class RefusalsAreExplained:
    """For the views that make and edit stories: says what a refused form was to do and has not done, and each reason.

    Wagtail 8.0.1 says “could not be saved” of a story that could be saved and may not be published, and marks the
    reasons at their fields alone, most of which stand on another tab.
    """

    def json_error_response(self, error_code, error_message):
        if error_code == "validation_error":
            error_message = " ".join(reasons(self.form, is_marked=False))
        return super().json_error_response(error_code, error_message)

    def form_invalid(self, form):
        if self.expects_json_response or self.has_something_else_to_say:
            return super().form_invalid(form)
        said = {"what": WHAT_DID_NOT_HAPPEN.get(self.action_name, NOT_SAVED), "reasons": list(reasons(form))}
        messages.error(self.request, render_to_string("stories/admin/refused.html", said))
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    @property
    def has_something_else_to_say(self) -> bool:
        return getattr(self, "locked_for_user", False) or getattr(self, "is_cancelling_workflow", False)


def reasons(form: Form, *, is_marked: bool = True) -> Iterator[str]:
    """Yield what is wrong with a form, its inline rows included, each with the name of its field.

    `is_marked`: the form is shown again with each reason at its place, which nobody sees while it saves by itself.
    """
    in_a_block = (
        _("%(field)s: something is missing or wrong in a block; it is marked there.")
        if is_marked
        else _("%(field)s: something is missing or wrong in a block; “Save draft” marks it.")
    )
    for name, errors in form.errors.items():
        if isinstance(getattr(form.fields.get(name), "block", None), BaseStreamBlock):
            yield in_a_block % {"field": form[name].label}
        else:
            label = f"{form[name].label}: " if name in form.fields else ""
            yield from (f"{label}{error}" for error in errors)
    for formset in getattr(form, "formsets", {}).values():
        yield from formset.non_form_errors()
        for row in formset.forms:
            yield from reasons(row, is_marked=is_marked)


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
            "title": getattr(exception.subject, "draft_title", "") or exception.subject,
            "reasons": " ".join(problem.message for problem in exception.problems),
        }
        messages.error(request, words)
        address = AdminURLFinder(request.user).get_edit_url(exception.subject)
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
