from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

LONGEST_COMMENT = 4000


class CommentQuerySet(models.QuerySet):
    def on(self, snippet):
        kind = ContentType.objects.get_for_model(snippet)
        return self.filter(content_type=kind, object_id=snippet.pk).select_related("user", "resolved_by")


class Comment(models.Model):
    """What somebody of the newsroom says to the others about a column, an author or a topic. Readers never see it.

    Pages have Wagtail's own comments, whose model points to a page and is saved with the page's form. These stand on
    their own: no comment makes a revision, and none is lost with a save that is refused.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    snippet = GenericForeignKey()
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="stories_comment_snippet")]
        # Who may change the snippet may comment on it; there is nothing to grant.
        default_permissions = ()

    def __str__(self):
        return self.text[:60]

    def add(self) -> None:
        self.save()
        self._note("create", self.user)

    def change(self, text: str) -> None:
        """Let who wrote it say it differently."""
        self.text, self.changed_at = text, timezone.now()
        self.save()
        self._note("edit", self.user)

    def withdraw(self) -> None:
        """Let who wrote it take it back."""
        self._note("delete", self.user)
        self.delete()

    def resolve(self, user) -> None:
        self.resolved_at, self.resolved_by = timezone.now(), user
        self.save()
        self._note("resolve", user)

    def reopen(self, user) -> None:
        self.resolved_at = self.resolved_by = None
        self.save()
        self._note("reopen", user)

    def _note(self, what: str, user) -> None:
        # Without its words, which are gone once they are withdrawn.
        log(instance=self.snippet, action=f"stories.comment.{what}", user=user, data={"comment": self.pk})
