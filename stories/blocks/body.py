"""The body of a story and of a standard page."""

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from media import pictures

from .. import prose
from ..links import Links
from .attachments import DocumentBlock, EmbedBlock
from .base import ComesWhole
from .boxes import AppealBlock, CallOutBlock, NewsletterBoxBlock, RelatedStoryBlock, published_stories
from .contents import contents, strings_in
from .lists import KeyPointsBlock, QAndABlock, SourceListBlock, TimelineBlock
from .pictures import GalleryBlock, PhotoBlock
from .quotes import BlockQuoteBlock, PullQuoteBlock
from .round_ups import RoundUpBlock
from .tables import TableBlock
from .text import DividerBlock, HeadingBlock, ParagraphBlock


class Body(ComesWhole, blocks.StreamBlock):
    """Prints its blocks with what they share: links, photos and related stories, each looked up once for all."""

    class Meta:
        template = "stories/blocks/body.html"
        required = False

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), **shared(value)}

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            self._check_headings(value)
        return value

    def _check_headings(self, value):
        """Refuse a smaller heading that stands before all larger ones: the outline would skip a level."""
        for index, child in enumerate(value):
            if child.block_type == "heading":
                if child.value["level"] == "3":
                    message = _("Put a heading of a part before the first smaller one.")
                    raise StreamBlockValidationError({index: ValidationError(message)})
                return


class StandardBody(Body):
    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    divider = DividerBlock()
    block_quote = BlockQuoteBlock()
    photo = PhotoBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    key_points = KeyPointsBlock()
    table = TableBlock()
    timeline = TimelineBlock()
    q_and_a = QAndABlock()
    call_out = CallOutBlock()
    newsletter_box = NewsletterBoxBlock()

    class Meta:
        block_counts = {"newsletter_box": {"max_num": 1}}


class StoryBody(Body):
    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    divider = DividerBlock()
    block_quote = BlockQuoteBlock()
    pull_quote = PullQuoteBlock()
    photo = PhotoBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    round_up = RoundUpBlock()
    key_points = KeyPointsBlock()
    table = TableBlock()
    timeline = TimelineBlock()
    q_and_a = QAndABlock()
    source_list = SourceListBlock()
    call_out = CallOutBlock()
    related_story = RelatedStoryBlock()
    appeal = AppealBlock()
    newsletter_box = NewsletterBoxBlock()

    class Meta:
        block_counts = {"appeal": {"max_num": 1}, "newsletter_box": {"max_num": 1}}


def shared(body: blocks.StreamValue, base_url: str = "") -> dict:
    """Return what the blocks of one body need in common, as template variables."""
    raw = list(body.raw_data)
    pictures.prefetch(body_photos(body))
    return {
        "links": Links.of(strings_in(raw), base_url),
        "related_stories": published_stories(contents(raw).story_ids),
        "body_text": SimpleLazyObject(lambda: body_text(raw)),
    }


def body_text(raw: list[dict]) -> str:
    """Return the words of the paragraphs, where a pull quote may have been lifted from."""
    return " ".join(prose.text_of(block["value"]["text"]) for block in raw if block["type"] == "paragraph")


def plain(body: blocks.StreamValue, base_url: str, context: dict | None = None) -> str:
    """Return a body in simple HTML for feeds and mail: no classes, no script, absolute addresses, credits printed.

    `base_url` is the story's own address, to which others are joined. `context` may hold `settings`, for the appeal.
    """
    variables = {**(context or {}), **shared(body, base_url), "base_url": base_url, "body": body}
    return render_to_string("stories/blocks/plain/body.html", variables)


def search_text(body: blocks.StreamValue) -> str:
    """Return all the words of a body that a reader sees."""
    return " ".join(" ".join(body.stream_block.get_searchable_content(body)).split())


def body_photos(body: blocks.StreamValue) -> list:
    """Return the photos that a body shows, in order, each with its agency. One query a kind of block."""
    found = []
    for child in body:
        if child.block_type == "photo":
            found.append(child.value["photo"])
        elif child.block_type == "gallery":
            found.extend(item["photo"] for item in child.value["photos"])
    return [photo for photo in found if photo]
