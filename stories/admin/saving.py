"""What the editor saves by itself, and what somebody saves by a button at the same moment, do each other no harm.

Wagtail 8.0.1 reads a page, changes it and writes it back whole, with nothing to keep two requests apart. A save that
began before a story was published and ended after it took the story off the site again, and a comment that was on its
way by itself was saved a second time with the button. The script `one_save_at_a_time.js` keeps the saves of one window
apart; here is what keeps those of several windows apart, and what holds without the script.
"""

from datetime import timedelta

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Comment, Page

# Buttons of the editor's form. Publishing makes pictures, for seconds, and ends with the story out in any case: it
# neither may nor has to keep others waiting.
BUTTONS = ("action-publish", "action-submit", "action-workflow-action", "action-restart-workflow")
PUBLISHING = ("action-publish", "action-workflow-action")
SAME_COMMENT = timedelta(minutes=10)


class SavesOneAtATime:
    """For an edit view of pages or snippets: a save reads what it changes only when no other save is under way."""

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        if self.expects_json_response:
            request.POST = without_buttons(request.POST)
        elif any(name in request.POST for name in PUBLISHING):
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            self.wait_for_others(*args, **kwargs)
            return super().dispatch(request, *args, **kwargs)

    def wait_for_others(self, pk, **kwargs):
        lock(self.model, unquote(str(pk)))


class SavesAPageOneAtATime(SavesOneAtATime):
    def dispatch(self, request, page_id, **kwargs):
        if request.method == "POST" and not self.expects_json_response:
            request.POST = without_comments_saved_already(request.POST, page_id, request.user)
        return super().dispatch(request, page_id, **kwargs)

    def wait_for_others(self, page_id, **kwargs):
        lock(Page, page_id)


def lock(model: type[Model], pk) -> None:
    """Wait until nobody else changes this row, within the caller's transaction. SQLite lets one writer in at a time."""
    list(model._base_manager.select_for_update().filter(pk=pk).values_list("pk"))


def without_buttons(form: QueryDict) -> QueryDict:
    """Return `form` as if no button had been pressed: what is saved by itself never submits, approves or publishes."""
    form = form.copy()
    for name in BUTTONS:
        form.pop(name, None)
    return form


def without_comments_saved_already(form: QueryDict, page_id: int, user) -> QueryDict:
    """Return `form` without new comments that are in the database: those saved by themselves while it was sent."""
    form = form.copy()
    count = form.get("comments-TOTAL_FORMS", "0")
    for number in range(int(count) if count.isdecimal() and len(count) < 5 else 0):
        prefix = f"comments-{number}"
        if form.get(f"{prefix}-id") or form.get(f"{prefix}-replies-TOTAL_FORMS", "0") != "0":
            continue
        saved = Comment.objects.filter(
            page=page_id,
            user=user,
            contentpath=form.get(f"{prefix}-contentpath", ""),
            position=form.get(f"{prefix}-position", ""),
            text=form.get(f"{prefix}-text", ""),
            created_at__gt=timezone.now() - SAME_COMMENT,
        )
        if saved.exists():
            form[f"{prefix}-DELETE"] = "1"
    return form
