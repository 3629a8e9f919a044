"""The editor of stories: Wagtail's own, but every way to publish leads through `StoryPage.publish()`."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from ..models import Column, StoryAuthor, StoryPage
from .stale import StaleSavesAreSaid


class CreateStoryView(CreateView):
    """Begins a story; with `?column=` the next instalment of a column, its authors filled in."""

    def get(self, request):
        column_id = request.GET.get("column", "")
        if column_id.isascii() and column_id.isdigit():
            begin_instalment(self.page, Column.objects.filter(pk=column_id).first())
        return super().get(request)


class EditStoryView(StaleSavesAreSaid, EditView):
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
