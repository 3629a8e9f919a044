from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import prose
from . import groups
from .base import BodyBlock
from .fields import LineBlock, LinesBlock, WebAddressBlock

# Left mark, right mark.
MARKS = [('"', '"'), ("“", "”"), ("«", "»"), ("»", "«"), ("„", "“"), ("„", "”")]


def without_marks(text: str) -> str:
    """Return a quotation without the marks around it: the page prints its own.

    Marks that close before the end stay: “Yes,” she said, “at once.”
    """
    text = text.strip()
    for left, right in MARKS:
        inner = text[1:-1]
        if len(text) > 1 and text[0] == left and text[-1] == right and _stay_closed(inner, left, right):
            return inner.strip()
    return text


def _stay_closed(inner: str, left: str, right: str) -> bool:
    """Tell whether each right mark in `inner` closes a left one in it, and the other way round."""
    if left == right:
        return left not in inner
    depth = 0
    for sign in inner:
        depth += (sign == left) - (sign == right)
        if depth < 0:
            return False
    return depth == 0


class QuotedTextBlock(LinesBlock):
    """The words of a quotation, never with marks around them, whichever way they came in."""

    def to_python(self, value):
        return without_marks(super().to_python(value) or "")

    def normalize(self, value):
        return without_marks(super().normalize(value) or "")

    def clean(self, value):
        return super().clean(without_marks(value or ""))


class Quotation(blocks.StructValue):
    @property
    def has_source(self) -> bool:
        return bool(self["source"] or self["source_url"])

    @property
    def has_attribution(self) -> bool:
        return bool(self["speaker"] or self["role"] or self.has_source)


class BlockQuoteBlock(BodyBlock):
    text = QuotedTextBlock(
        label=_("Text"), help_text=_("The words as they were said or written. Quotation marks are printed for you.")
    )
    speaker = LineBlock(required=False, max_length=160, label=_("Speaker"))
    role = LineBlock(
        required=False, max_length=200, label=_("Role"), help_text=_("For example “harbour master of Port Ellery”.")
    )
    source = LineBlock(
        required=False,
        max_length=200,
        label=_("Source"),
        help_text=_("Where the words come from, for example “Evening Standard, 3 May”."),
    )
    source_url = WebAddressBlock(required=False, label=_("Address of the source"))

    class Meta:
        icon = "openquote"
        group = groups.QUOTES
        template = "stories/blocks/block_quote.html"
        value_class = Quotation
        description = _("A longer quotation, set apart, with who said it and where")
        label_format = "{speaker} {text}"
        preview_value = {
            "text": "We counted the boats every evening. Then there was nothing left to count.",
            "speaker": "Anna Moreau",
            "role": "harbour master",
            "source": "Letters from the quay",
            "source_url": "https://example.org/letters",
        }


class PullQuoteBlock(BodyBlock):
    text = QuotedTextBlock(label=_("Text"), help_text=_("A sentence that stands in the story, word for word."))
    speaker = LineBlock(required=False, max_length=160, label=_("Speaker"))

    class Meta:
        icon = "openquote"
        group = groups.QUOTES
        template = "stories/blocks/pull_quote.html"
        description = _("A sentence lifted out of the story, set large")
        label_format = "{text}"
        preview_value = {"text": "The ferry never came back.", "speaker": "A. Moreau"}

    def get_context(self, value, parent_context=None):
        """Add whether the sentence only repeats what the body says, so that screen readers need not hear it twice."""
        context = super().get_context(value, parent_context)
        context["is_repeated"] = (
            prose.text_of(value["text"]) in context["body_text"] if "body_text" in context else False
        )
        return context


# Migrations name Wagtail's class, so that this one may move.
DECONSTRUCT_ALIASES = {QuotedTextBlock: "wagtail.blocks.TextBlock"}
