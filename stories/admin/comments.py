"""Comments on columns, authors and topics: the panel beside the editor, and what its buttons do."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.side_panels import BaseSidePanel

from .. import tasks
from ..models import Author, Column, Comment, Topic

KINDS = {model._meta.model_name: model for model in (Column, Author, Topic)}


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]


def may_comment(user, snippet) -> bool:
    """Whoever may change a snippet may say something about it."""
    return snippet.snippet_viewset.permission_policy.user_has_permission(user, "change")


class CommentsPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle comments")
        icon_name = "comment"

        def get_context_data(self, parent_context):
            return {**super().get_context_data(parent_context), "count": len(self.panel.thread["open"])}

    # Not “comments”: that name belongs to the script of Wagtail's own, which are for pages.
    name = "snippet-comments"
    title = gettext_lazy("Comments")
    template_name = "stories/admin/comments_panel.html"
    order = 300

    @cached_property
    def thread(self) -> dict:
        return thread(self.request, self.object)

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), **self.thread}

    @property
    def media(self):
        script = Script("stories/admin/comments.js", type="module")
        return Media(js=[script], css={"all": ["stories/admin/comments.css"]})


def thread(request, snippet) -> dict:
    """Return what the panel prints: the comments, oldest first, apart from those that are resolved."""
    comments = list(Comment.objects.on(snippet))
    return {
        "snippet": snippet,
        "kind": snippet._meta.model_name,
        "open": [comment for comment in comments if not comment.resolved_at],
        "resolved": [comment for comment in comments if comment.resolved_at],
        "user": request.user,
        "longest": Comment._meta.get_field("text").max_length,
        # A panel is printed without the request, from which the tag would take it.
        "csrf_token": get_token(request),
    }


@require_POST
def add(request, kind: str, pk: int):
    snippet = get_object_or_404(KINDS[kind], pk=pk)
    if not may_comment(request.user, snippet):
        raise PermissionDenied
    form = CommentForm(request.POST, instance=Comment(snippet=snippet, user=request.user))
    if not form.is_valid():
        return answer(request, snippet, form.errors["text"][0], status=422)
    with transaction.atomic():
        form.instance.add()
        transaction.on_commit(lambda: tasks.tell_of_comment.enqueue(form.instance.pk))
    return answer(request, snippet, _("Your comment has been added."))


@require_POST
def act(request, pk: int, what: str):
    """Do to a comment what one of its buttons says; its words belong to who wrote them."""
    comment = get_object_or_404(Comment, pk=pk)
    snippet = comment.snippet
    is_own = comment.user_id == request.user.pk
    if not may_comment(request.user, snippet) or (what in ("change", "withdraw") and not is_own):
        raise PermissionDenied
    form = CommentForm(request.POST, instance=comment)
    if what == "change" and not form.is_valid():
        return answer(request, snippet, form.errors["text"][0], status=422)
    with transaction.atomic():
        if what == "change":
            comment.change(form.cleaned_data["text"])
        elif what == "withdraw":
            comment.withdraw()
        elif what == "resolve":
            comment.resolve(request.user)
        else:
            comment.reopen(request.user)
    return answer(request, snippet, ANSWERS[what])


ANSWERS = {
    "change": gettext_lazy("Your comment has been changed."),
    "withdraw": gettext_lazy("Your comment has been deleted."),
    "resolve": gettext_lazy("The comment is resolved."),
    "reopen": gettext_lazy("The comment is open again."),
}


def answer(request: HttpRequest, snippet, words, status: int = 200) -> HttpResponse:
    """Return the thread as it is now to the panel's script, and to a browser without one the editor with a message."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        context = {**thread(request, snippet), "said": words}
        return render(request, "stories/admin/includes/comments_thread.html", context, status=status)
    say = messages.success if status == 200 else messages.error
    say(request, words)
    return redirect(snippet.snippet_viewset.get_url_name("edit"), snippet.pk)


urlpatterns = [
    *(path(f"comments/{kind}/<int:pk>/", add, {"kind": kind}, name=f"stories_comment_{kind}") for kind in KINDS),
    *(path(f"comments/<int:pk>/{what}/", act, {"what": what}, name=f"stories_comment_{what}") for what in ANSWERS),
]
