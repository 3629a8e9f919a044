import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from .. import prose
from . import groups
from .base import BodyBlock
from .fields import LineBlock, ProseBlock

# Tags and blanks that may stand before the first word.
LEAD = r"(?P<lead>(?:\s|&nbsp;|<[^>]+>)*)"
# Dashes and bullets that no sentence begins with; then signs that may begin one ("-5 °C", "*nix") and are taken for a
# dash only before a blank, a letter or a tag.
SURE = "\u2014\u2015\u2e3a\u2e3b\u2022\u2023\u2043\u25aa\u25cf\u25e6\u00b7"
UNSURE = r"\-\u2010\u2011\u2012\u2013\u2212*"
BLANKS = r"(?:\s|&nbsp;)*"
DASH = re.compile(rf"^{LEAD}(?:[{SURE}]|[{UNSURE}]+(?=\s|&nbsp;|<|[^\W\d_]|[{SURE}])){BLANKS}")
# Marks that held nothing but the dash, and the blank behind them.
EMPTIED = re.compile(rf"^((?:<[^>]+>)*?)<(b|strong|i|em)>{BLANKS}</\2>")
AFTER_PARAGRAPH = re.compile(r"(?<=</p>)")
PARAGRAPH = re.compile(r"^\s*(?P<start><p\b[^>]*>)(?P<text>.*)</p>$", re.DOTALL)
LINE_BREAK = re.compile(r"<br\s*/?>")
BLANK = re.compile(rf"^((?:<[^>]+>)*){BLANKS}")


def without_dash(html: str) -> str:
    """Return an item without the dash or bullet that its author typed before it: the page draws its own.

    The dash may stand inside marks: "<p><b>— Kyiv</b>".
    """
    stripped, found = DASH.subn(r"\g<lead>", html)
    if not found:
        return html
    while found:
        stripped, found = EMPTIED.subn(r"\1", stripped)
    return without_dash(BLANK.sub(r"\1", stripped))


def entries_of(html: str) -> list[str]:
    """Return the entries that were typed into one item: each paragraph, and each line that begins with a dash."""
    parts = [part for paragraph in AFTER_PARAGRAPH.split(html) for part in _at_dashed_lines(paragraph)]
    return [without_dash(part) for part in parts if prose.text_of(without_dash(part))] or [html]


def _at_dashed_lines(paragraph: str) -> list[str]:
    found = PARAGRAPH.match(paragraph)
    lines = LINE_BREAK.split(found["text"]) if found else []
    entries = lines[:1]
    for line in lines[1:]:
        # A mark that is still open ("<b>One<br/>— Two</b>") would be torn in two.
        if DASH.match(line) and entries[-1].count("</") * 2 == entries[-1].count("<") - entries[-1].count("<br/>"):
            entries.append(line)
        else:
            entries[-1] += f"<br/>{line}"
    return (
        [f"{found['start']}{entries[0]}</p>", *(f"<p>{line}</p>" for line in entries[1:])] if entries else [paragraph]
    )


def with_dash(html: str) -> str:
    """Return an item with the dash before its first word, for where no style sheet draws it."""
    return re.sub(r"^((?:<[^>]+>)*)", "\\1\u2014 ", html, count=1)


class RoundUpTextBlock(ProseBlock):
    """The text of one item, never with a dash of its own, whichever way it came in."""

    def to_python(self, value):
        return self._stripped(super().to_python(value))

    def normalize(self, value):
        return self._stripped(super().normalize(value))

    def clean(self, value):
        return self._stripped(super().clean(value))

    def _stripped(self, value: RichText) -> RichText:
        return RichText(without_dash(value.source))


class RoundUpItemBlock(blocks.StructBlock):
    text = RoundUpTextBlock(
        features=prose.LINE,
        label=_("Text"),
        help_text=_(
            "One entry per item. Begin with the place or the subject in bold. The dash in front is drawn for you."
        ),
    )

    class Meta:
        icon = "minus"
        label = _("Item")
        label_format = "{text}"


class RoundUpBlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    intro = ProseBlock(required=False, features=prose.LINE, label=_("Intro"))
    items = blocks.ListBlock(RoundUpItemBlock(), min_num=1, label=_("Items"))

    class Meta:
        icon = "list-ul"
        group = groups.LISTS
        label = _("Round-up")
        template = "stories/blocks/round_up.html"
        description = _("Short news items with a dash before each, as at the end of a column")
        label_format = "{title}"
        preview_value = {
            "title": "In other news",
            "intro": "<p>What else the week brought:</p>",
            "items": [
                {"text": "<p><b>Port Ellery:</b> The harbour board meets in public for the first time.</p>"},
                {"text": "<p><b>The islands:</b> Two ferries go back into service.</p>"},
            ],
        }

    def clean(self, value):
        """Make an item of each entry: a list that is pasted comes in as the paragraphs of one item."""
        value = super().clean(value)
        items = value["items"]
        Child, block = blocks.list_block.ListValue.ListChild, items.list_block.child_block
        value["items"] = blocks.list_block.ListValue(
            items.list_block,
            bound_blocks=[
                Child(block, block.normalize({"text": RichText(entry)}), id=None if number else item.id)
                for item in items.bound_blocks
                for number, entry in enumerate(entries_of(item.value["text"].source))
            ],
        )
        return value


# Migrations name Wagtail's class, so that this one may move.
DECONSTRUCT_ALIASES = {RoundUpTextBlock: "wagtail.blocks.RichTextBlock"}
