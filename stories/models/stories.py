from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from media import pictures

from .. import checks, companions, panels
from ..blocks import StoryBody
from ..publishing import PublishStory
from ..querysets import StoryQuerySet
from ..slugs import RESERVED_SLUGS
from .printed import PrintedStory
from .sections import SectionPage

StoryManager = PageManager.from_queryset(StoryQuerySet)


class StoryPage(PrintedStory, Page):
    """One article. Its `title` is the headline; the page that it lives under is its main section."""

    class CreditWords(models.TextChoices):
        BY_KIND = "", _("As the kind of the photo says")
        PHOTO = "photo", _("Top photo credit")
        IMAGE = "image", _("Top image credit")

    # Kept beside the page tree, so that a list of cards prints the labels without a query per story. Set in save().
    main_section = models.ForeignKey(
        SectionPage, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    also_in = ParentalManyToManyField(
        SectionPage,
        verbose_name=_("also in"),
        blank=True,
        related_name="+",
        help_text=_("Further sections that list this story. Its address stays that of the section it lives in."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        max_length=400,
        help_text=_("The summary under the headline, on cards and in feeds."),
    )
    column = models.ForeignKey(
        "stories.Column",
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its name is printed before the headline. Do not type it into the headline."),
    )
    byline = models.CharField(
        _("house byline"),
        max_length=160,
        blank=True,
        help_text=_("Printed instead of authors, for example “The editors”. Leave it empty where authors are named."),
    )
    dateline = models.CharField(
        _("dateline"),
        max_length=80,
        blank=True,
        help_text=_("The place the story was filed from, for example “Odesa”."),
    )
    lead_photo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("lead photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The top picture. Its credit and alt text come from the photo’s record."),
    )
    lead_caption = models.TextField(
        _("caption in this story"),
        blank=True,
        help_text=_("Leave it empty to print the caption of the photo’s record."),
    )
    lead_credit_words = models.CharField(
        _("words before the credit"), max_length=10, choices=CreditWords, default=CreditWords.BY_KIND, blank=True
    )
    body = StreamField(StoryBody(), verbose_name=_("body"), blank=True)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_(
            "The date that readers see and lists sort by. Set when the story is published, unless you set it here."
        ),
    )
    updated_at = models.DateTimeField(
        _("substantially updated at"),
        null=True,
        blank=True,
        help_text=_(
            "Adds “Updated …” to the dates of the story, when more has changed than a typo. "
            "A correction needs none: it prints a dated note of its own at the top."
        ),
    )
    canonical_url = models.URLField(
        _("first published at this address"),
        max_length=500,
        blank=True,
        help_text=_("For a republished piece: search engines are sent to the original."),
    )
    canonical_name = models.CharField(
        _("first published by"), max_length=160, blank=True, help_text=_("Printed with a link to the original.")
    )
    social_title = models.CharField(
        _("headline for social networks"), max_length=160, blank=True, help_text=_("Empty: column and headline.")
    )
    social_text = models.CharField(
        _("text for social networks"), max_length=300, blank=True, help_text=_("Empty: the standfirst.")
    )
    social_photo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("picture for social networks"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the lead photo."),
    )
    show_appeal = models.BooleanField(_("print the appeal at the end"), default=True)

    objects = StoryManager()

    edit_handler = panels.STORY
    parent_page_types = ["stories.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst", boost=2),
        index.SearchField("body"),
        index.SearchField("byline"),
        index.RelatedFields("column", [index.SearchField("name")]),
        index.FilterField("published_at"),
        index.FilterField("column_id"),
        index.FilterField("main_section_id"),
    ]
    page_description = _("An article")

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [models.Index(fields=["-published_at", "-page_ptr"], name="stories_story_order")]

    def get_admin_display_title(self):
        title = super().get_admin_display_title()
        return f"{self.column.name}: {title}" if self.column_id else title

    def full_clean(self, exclude=None, **options):
        # Forms have looked up what they offer, and the database's own constraints guard the rest: to ask whether each
        # is there costs a query at every publication.
        references = [field.name for field in self._meta.concrete_fields if field.is_relation]
        super().full_clean(exclude={*(exclude or ()), *references, "path"}, **options)

    def clean(self):
        super().clean()
        errors = {}
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("“%(slug)s” is kept for the feed. Choose another slug.") % {"slug": self.slug}
        if self.published_at and self.published_at > timezone.now() and not self.go_live_at:
            errors["published_at"] = _("This date lies ahead. To publish later, set a schedule instead.")
        if self.canonical_name and not self.canonical_url:
            errors["canonical_url"] = _("Give the address of the original, or leave “first published by” empty.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        parent = self.get_parent()
        main_section_id = parent.pk if parent else None
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and self.main_section_id != main_section_id:
            kwargs["update_fields"] = {*update_fields, "main_section"}
        self.main_section_id = main_section_id
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        """Return this story with the content of a revision, keeping what a revision does not decide."""
        story = super().with_content_json(content)
        story.main_section_id = self.main_section_id
        if story.published_at is None:
            story.published_at = self.published_at
        return story

    def problems(self):
        """Return everything that keeps it from being published, for the editor to read."""
        return checks.problems(self)

    def publish(
        self,
        revision,
        user=None,
        changed=True,
        log_action=True,
        previous_revision=None,
        skip_permission_checks=False,
    ):
        """Publish `revision`, or schedule it when its go-live time lies ahead: the one way for a story to become
        public.

        Raises `stories.publishing.PublishRefused` when the story breaks a rule that may not be broken in public.
        """
        return PublishStory(
            revision, user=user, changed=changed, log_action=log_action, previous_revision=previous_revision
        ).execute(skip_permission_checks=skip_permission_checks)

    def get_context(self, request, *args, **kwargs):
        pictures.prefetch([self.lead_photo, *self.portraits])
        is_preview = getattr(request, "is_preview", False)
        return {
            **super().get_context(request, *args, **kwargs),
            "story": self,
            "companions": companions.of(self, is_preview=is_preview),
            # A photo that may not be printed is not in the preview either, so that has to be said.
            "photo_problems": checks.photo_problems(self) if is_preview else [],
        }
