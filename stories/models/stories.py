from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from media import pictures

from .. import companions, panels
from ..blocks import StoryBody, contents
from ..publishing import PublishStory
from ..querysets import StoryQuerySet
from .sections import RESERVED_SLUGS, SectionPage

StoryManager = PageManager.from_queryset(StoryQuerySet)


class StoryPage(Page):
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
            "Printed as “Updated”. Set it when readers should know that the story has changed, not for a typo."
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

    @property
    def headline(self) -> str:
        """The headline as it is read: the column's name before it, as one string."""
        return f"{self.column.name}: {self.title}" if self.column else self.title

    def get_admin_display_title(self):
        title = super().get_admin_display_title()
        return f"{self.column.name}: {title}" if self.column_id else title

    @cached_property
    def labels(self) -> list[SectionPage]:
        """Main section first, then the sections it also appears in, in the order of the page tree."""
        main = [self.main_section] if self.main_section else []
        also = sorted((section for section in self.also_in.all() if section.live), key=lambda section: section.path)
        return main + [section for section in also if section.pk != self.main_section_id]

    @property
    def authors(self) -> list:
        return [row.author for row in self.story_authors.all()]

    @property
    def portraits(self) -> list:
        """The pictures of the authors who have a page with one; a house byline has none."""
        return [] if self.byline else [author.photo for author in self.authors if author.live and author.photo]

    @property
    def topics(self) -> list:
        return [row.topic for row in self.story_topics.all() if row.topic.live]

    @property
    def article_type(self) -> str:
        """Its type in schema.org, from the first of its sections that is a format."""
        formats = [section for section in self.labels if section.role == SectionPage.Role.FORMAT]
        return formats[0].article_type if formats else SectionPage.ArticleType.NEWS

    @property
    def lead_text(self) -> str:
        """The lead photo's caption in this story."""
        return self.lead_caption or (self.lead_photo.caption if self.lead_photo else "")

    @property
    def lead_credit_label(self) -> str:
        """The words before the lead photo's credit, from the choice made here or the photo's kind."""
        words = self.lead_credit_words
        if not words:
            is_photograph = self.lead_photo and self.lead_photo.kind == self.lead_photo.Kind.PHOTOGRAPH
            words = self.CreditWords.PHOTO if is_photograph else self.CreditWords.IMAGE
        return str(self.CreditWords(words).label)

    @property
    def modified_at(self) -> datetime | None:
        """When readers were last told of a change: publication, substantive update or the newest correction."""
        stamps = [self.published_at, self.updated_at, *(note.on for note in self.corrections.all())]
        return max((stamp for stamp in stamps if stamp), default=None)

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
        self.main_section_id = parent.pk if parent else None
        update_fields = kwargs.get("update_fields")
        if update_fields is not None:
            kwargs["update_fields"] = {*update_fields, "main_section"}
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        """Return this story with the content of a revision, keeping what a revision does not decide."""
        story = super().with_content_json(content)
        story.main_section_id = self.main_section_id
        if story.published_at is None:
            story.published_at = self.published_at
        return story

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

    @property
    def prints_appeal(self) -> bool:
        """Whether the appeal stands at its end: it is printed once, so not where the body has it already."""
        return self.show_appeal and "appeal" not in self._body_kinds

    @property
    def prints_newsletter(self) -> bool:
        return "newsletter_box" not in self._body_kinds

    @property
    def _body_kinds(self) -> set[str]:
        return contents(list(self.body.raw_data)).kinds

    def get_context(self, request, *args, **kwargs):
        pictures.prefetch([self.lead_photo, *self.portraits])
        return {
            **super().get_context(request, *args, **kwargs),
            "story": self,
            "companions": companions.of(self, is_preview=getattr(request, "is_preview", False)),
        }


class StoryAuthor(Orderable):
    """One name of a byline, in its order, with what that person did."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_authors")
    author = models.ForeignKey("stories.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        _("role"), max_length=80, blank=True, help_text=_("Empty for the writer; else for example “photographs”.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self):
        return f"{self.author} ({self.role})" if self.role else str(self.author)


class StoryTopic(Orderable):
    """One topic of a story; the first is the most important."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey("stories.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return str(self.topic)


class RelatedStory(Orderable):
    """A story that an editor chose to stand under this one."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="related_stories")
    related = models.ForeignKey(StoryPage, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self):
        return str(self.related)
