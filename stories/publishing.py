"""How a story becomes public: rules, date and pictures come first, then Wagtail's own publishing."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision

from media import visibility

from . import checks, media_uses
from .querysets import unrestricted


class PublishRefused(ValidationError):
    """A story, a page or a snippet breaks a rule that may not be broken in public.

    `problems` says which, in the editor's words.
    """

    def __init__(self, subject, problems: list[checks.Problem]):
        self.subject = subject
        self.problems = problems
        fields: dict[str, list[str]] = {}
        for problem in problems:
            fields.setdefault(problem.field, []).append(problem.message)
        super().__init__(fields)


def revision_to_publish(story) -> Revision:
    """Return a new revision of `story` that has to be published at once.

    It is Wagtail's `save_revision()` without what publishing repeats: the story is stored once, and not read back from
    its revision, which would ask the database for each thing that it refers to.
    """
    revision = Revision.objects.create(
        content_object=story,
        base_content_type=story.get_base_content_type(),
        content=story.serializable_data(),
        object_str=str(story),
    )
    story.draft_title = story.title
    story.latest_revision, story.latest_revision_created_at = revision, revision.created_at
    revision.as_object = lambda: story
    return revision


class PublishesByRules:
    """A page or snippet that is published if none of its `problems()` speaks against it, by whatever way."""

    def problems(self) -> list[checks.Problem]:
        """Return what keeps it from being published: a photo that could not be printed, where it has one."""
        return list(checks.may_be_printed(self.photo))

    def publish(self, revision, **options):
        """Publish what `revision` holds; raises PublishRefused."""
        subject = revision.as_object()
        if problems := subject.problems():
            raise PublishRefused(subject, problems)
        return super().publish(revision, **options)


class PublishStory(PublishPageRevisionAction):
    """Publish or schedule one revision of a story.

    What follows a story's appearance (lists, caches, search) hangs on Wagtail's signals in `stories.changes`, because a
    move, a deletion or a privacy change has the same consequences.
    """

    def execute(self, skip_permission_checks=False):
        self.check(skip_permission_checks=skip_permission_checks)
        story = self.object
        if problems := story.problems():
            raise PublishRefused(story, problems)
        now = timezone.now()
        if not (story.go_live_at and story.go_live_at > now):
            story.published_at = story.published_at or self._date_in_print() or story.go_live_at or now
            # The pictures open before their story does, if it is for everybody. Where the store is down the story goes
            # out all the same, and a task opens them later, as it does for an import.
            if not visibility.is_gathering() and type(story).objects.filter(unrestricted(), pk=story.pk).exists():
                photos, _documents = media_uses.used_by(story)
                visibility.open_ahead(photos)
        try:
            return super().execute(skip_permission_checks=True)
        except Exception:
            # The story did not go out, so what was opened for it closes again.
            with suppress(DatabaseError):
                visibility.refresh(*media_uses.used_by(story))
            raise

    def _date_in_print(self):
        """Return the date that the story has in public already, for a form that was opened before it had one."""
        return type(self.object).objects.filter(pk=self.object.pk).values_list("published_at", flat=True).first()
