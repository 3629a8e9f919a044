from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import prose
from . import groups
from .base import BodyBlock
from .fields import LineBlock, LinesBlock, ProseBlock, WebAddressBlock


class KeyPointBlock(blocks.StructBlock):
    text = ProseBlock(features=prose.LINE, label=_("Text"))

    class Meta:
        icon = "check"
        label = _("Point")
        label_format = "{text}"


class KeyPointsBlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    points = blocks.ListBlock(KeyPointBlock(), min_num=1, label=_("Points"))

    class Meta:
        icon = "clipboard-list"
        group = groups.LISTS
        template = "stories/blocks/key_points.html"
        description = _("What a reader in a hurry has to know, point by point")
        label_format = "{title}"
        preview_value = {
            "title": "In brief",
            "points": [
                {"text": "<p>The ferry line closes in June.</p>"},
                {"text": "<p>Nobody has planned what follows.</p>"},
            ],
        }


class TimelineEntryBlock(blocks.StructBlock):
    date = LineBlock(
        max_length=80, label=_("Date"), help_text=_("As it is printed: “3 May 2021”, “Spring 1990”, “Around noon”.")
    )
    heading = LineBlock(required=False, max_length=160, label=_("Heading"))
    text = ProseBlock(required=False, label=_("Text"))

    class Meta:
        icon = "time"
        label = _("Entry")
        label_format = "{date} {heading}"


class TimelineBlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    entries = blocks.ListBlock(TimelineEntryBlock(), min_num=1, label=_("Entries"))

    class Meta:
        icon = "history"
        group = groups.LISTS
        template = "stories/blocks/timeline.html"
        description = _("What happened when, in order")
        label_format = "{title}"
        preview_value = {
            "title": "How the line closed",
            "entries": [
                {"date": "May 2019", "heading": "The first cut", "text": "<p>Night crossings end.</p>"},
                {"date": "June 2021", "heading": "The last boat", "text": "<p>The ferry is sold.</p>"},
            ],
        }


class QuestionBlock(blocks.StructBlock):
    question = LinesBlock(label=_("Question"))
    answer = ProseBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class QAndABlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "comment"
        group = groups.LISTS
        label = _("Q and A")
        template = "stories/blocks/q_and_a.html"
        description = _("Questions, each with its answer: an interview or an explainer")
        label_format = "{title}"
        preview_value = {
            "title": "Five minutes with the harbour master",
            "questions": [{"question": "Who owns the boats now?", "answer": "<p>Nobody we could find.</p>"}],
        }


class SourceBlock(blocks.StructBlock):
    text = ProseBlock(
        features=["italic"], label=_("Text"), help_text=_("Author, title, publisher and date, as you want it printed.")
    )
    url = WebAddressBlock(required=False, label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Source")
        label_format = "{text}"


class SourceListBlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    sources = blocks.ListBlock(SourceBlock(), min_num=1, label=_("Sources"))

    class Meta:
        icon = "list-ol"
        group = groups.LISTS
        template = "stories/blocks/source_list.html"
        description = _("The books, papers and records that a story rests on")
        label_format = "{title}"
        preview_value = {
            "title": "Sources",
            "sources": [
                {"text": "<p>Harbour board, <i>Yearly report</i>, 2020</p>", "url": "https://example.org/report"},
                {"text": "<p>Interviews in Port Ellery, May 2021</p>", "url": ""},
            ],
        }
