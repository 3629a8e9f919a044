from datetime import datetime

from django.utils.functional import cached_property

from ..blocks import contents
from .sections import SectionPage


class PrintedStory:
    """What pages, cards and feeds print of a story, made of its fields. A part of `StoryPage`, which holds those."""

    @property
    def headline(self) -> str:
        """The headline as it is read: the column's name before it, as one string."""
        return f"{self.column.name}: {self.title}" if self.column else self.title

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
        if self.byline:
            return []
        photos = [author.photo.in_print for author in self.authors if author.live and author.photo]
        return [photo for photo in photos if photo]

    @property
    def topics(self) -> list:
        return [row.topic for row in self.story_topics.all() if row.topic.live]

    @property
    def article_type(self) -> str:
        """Its type in schema.org, from the first of its sections that is a format."""
        formats = [section for section in self.labels if section.role == SectionPage.Role.FORMAT]
        return formats[0].article_type if formats else SectionPage.ArticleType.NEWS

    @property
    def top_photo(self):
        """The lead photo as it is printed: what stands in for one whose rights have ended, or None."""
        return self.lead_photo.in_print if self.lead_photo else None

    @property
    def lead_text(self) -> str:
        """The lead photo's caption in this story; words that were written for another picture are not printed."""
        if not self.top_photo:
            return ""
        return (self.lead_caption if self.top_photo == self.lead_photo else "") or self.top_photo.caption

    @property
    def lead_credit_label(self) -> str:
        """The words before the lead photo's credit, from the choice made here or the photo's kind."""
        words = self.lead_credit_words
        if not words:
            is_photograph = self.top_photo and self.top_photo.kind == self.top_photo.Kind.PHOTOGRAPH
            words = self.CreditWords.PHOTO if is_photograph else self.CreditWords.IMAGE
        return str(self.CreditWords(words).label)

    @property
    def modified_at(self) -> datetime | None:
        """When readers were last told of a change: publication, substantive update or the newest correction."""
        stamps = [self.published_at, self.updated_at, *(note.on for note in self.corrections.all())]
        return max((stamp for stamp in stamps if stamp), default=None)

    @property
    def prints_appeal(self) -> bool:
        """Whether the appeal stands at its end: once, so not where the body has it, and never under a retraction."""
        return self.show_appeal and not self.is_retracted and "appeal" not in self._body_kinds

    @property
    def is_retracted(self) -> bool:
        return any(note.kind == note.Kind.RETRACTION for note in self.corrections.all())

    @property
    def prints_newsletter(self) -> bool:
        return "newsletter_box" not in self._body_kinds

    @property
    def _body_kinds(self) -> set[str]:
        return contents(list(self.body.raw_data)).kinds
