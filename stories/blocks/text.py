from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import groups
from .base import BodyBlock
from .fields import LineBlock, ProseBlock


class ParagraphBlock(BodyBlock):
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        group = groups.TEXT
        template = "stories/blocks/paragraph.html"
        description = _("One or more paragraphs, with links, bold, italics and plain lists")
        label_format = "{text}"
        preview_value = {"text": "<p>The ferry leaves at six. <b>Nobody</b> on the quay expects it to come back.</p>"}


class HeadingBlock(BodyBlock):
    text = LineBlock(max_length=160, label=_("Text"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Heading of a part")), ("3", _("Heading below a part"))],
        default="2",
        search_index=False,
        label=_("Level"),
        help_text=_("Start with a heading of a part. The smaller one divides a part further."),
    )

    class Meta:
        icon = "title"
        group = groups.TEXT
        template = "stories/blocks/heading.html"
        description = _("A heading inside the story, with an address of its own to link to")
        label_format = "{text}"
        form_layout = blocks.BlockGroup(children=["text"], settings=["level"])
        preview_value = {"text": "A harbour without boats", "level": "2"}


class DividerBlock(BodyBlock):
    class Meta:
        icon = "minus"
        group = groups.TEXT
        template = "stories/blocks/divider.html"
        description = _("A break between two parts that need no heading")
        label_format = ""
        preview_value = {}
