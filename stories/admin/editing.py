"""The editor of stories: Wagtail's own, but every way to publish leads through `StoryPage.publish()`."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name as display_name
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.locks import BasicLock

from ..models import Column, StoryAuthor, StoryPage
from .refusals import RefusalsAreExplained
from .saving import SavesAPageOneAtATime
from .stale import StaleSavesAreSaid


class CreateStoryView(RefusalsAreExplained, CreateView):
    """Begins a story; with `?column=` the next instalment of a column, its authors filled in."""

    def get(self, request):
        column_id = request.GET.get("column", "")
        if column_id.isascii() and column_id.isdigit():
            begin_instalment(self.page, Column.objects.filter(pk=column_id).first())
        return super().get(request)


class EditStoryView(SavesAPageOneAtATime, StaleSavesAreSaid, RefusalsAreExplained, EditView):
    has_decided = False

    def perform_workflow_action(self):
        """Approve or return, unless somebody else has done so since the form was sent."""
        if StoryPage.objects.get(pk=self.page.pk).current_workflow_task_state != self.page.current_workflow_task_state:
            messages.warning(self.request, _("Somebody else was first to decide on this story: yours was saved only."))
            return self.save_action()
        self.has_decided = True
        return super().perform_workflow_action()

    def add_save_confirmation_message(self):
        story = StoryPage.objects.get(pk=self.page.pk) if self.has_decided else self.page
        if not self.has_decided or self.workflow_action != "approve" or story.workflow_in_progress:
            super().add_save_confirmation_message()
            return
        self.page = story
        self.say_that_it_is_published(story.get_latest_revision_as_object().go_live_at)

    def json_error_response(self, error_code, error_message):
        return super().json_error_response(error_code, self.why_locked() if error_code == "locked" else error_message)

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if self.locked_for_user and not self.expects_json_response:
            # Wagtail shows a page without a button that saves, even after the lock has been lifted.
            words = render_to_string("stories/admin/save_again.html", {"why": self.why_locked()})
            messages.warning(self.request, words, extra_tags="lock")
        return response

    def why_locked(self) -> str:
        who, since = self.page.locked_by, self.page.locked_at
        if not (isinstance(self.lock, BasicLock) and who and since):
            return _("The story is locked. What you typed since stands in this window only: leave it open.")
        return _(
            "%(who)s locked this story at %(time)s. What you typed since stands in this window only: leave it open, "
            "ask %(who)s to unlock it, then save again."
        ) % {"who": display_name(who), "time": f"{timezone.localtime(since):%H:%M}"}

    def publish_action(self):
        """Save and publish. Wagtail 8.0 builds its own publishing action here and never asks the page's `publish()`."""
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        revision = self.page.save_revision(
            user=self.request.user, log_action=True, previous_revision=self.previous_revision
        )
        if response := self.run_hook("before_publish_page", self.request, self.page):
            return response
        self.page.publish(
            revision,
            user=self.request.user,
            changed=self.has_content_changes,
            previous_revision=self.previous_revision,
            skip_permission_checks=True,
        )
        if self.has_content_changes and "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)
        self.page = StoryPage.objects.get(pk=self.page.pk)
        if response := self.run_hook("after_publish_page", self.request, self.page):
            return response
        self.say_that_it_is_published(revision.as_object().go_live_at)
        return self.run_hook("after_edit_page", self.request, self.page) or self.redirect_away()

    def say_that_it_is_published(self, go_live_at):
        title = self.page.get_admin_display_title()
        if go_live_at and go_live_at > timezone.now():
            when = timezone.localtime(go_live_at)
            words = _("“%(title)s” will be published on %(when)s.") % {
                "title": title,
                "when": f"{when:%Y-%m-%d, %H:%M} ({timezone.get_current_timezone_name()})",
            }
            messages.success(self.request, words, buttons=[self.get_edit_message_button()])
            return
        words = _("“%(title)s” has been published.") % {"title": title}
        buttons = [self.get_view_live_message_button()] if self.page.url else []
        messages.success(self.request, words, buttons=[*buttons, self.get_edit_message_button()])


def begin_instalment(story: StoryPage, column: Column | None) -> None:
    """Fill in what is known of a new instalment before anybody has typed a word."""
    if column:
        story.column = column
        story.story_authors = [StoryAuthor(author=author) for author in column.authors]
