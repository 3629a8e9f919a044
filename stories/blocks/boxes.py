from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import groups
from .base import BodyBlock
from .fields import LineBlock, ProseBlock


class CallOutBlock(BodyBlock):
    heading = LineBlock(required=False, max_length=160, label=_("Heading"))
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        group = groups.BOXES
        label = _("Call-out")
        template = "stories/blocks/call_out.html"
        description = _("A box beside the story: background, a definition, a note to readers")
        label_format = "{heading}"
        preview_value = {"heading": "Who runs the ferries", "text": "<p>Three boards in ten years, none for long.</p>"}


class RelatedStoryBlock(BodyBlock):
    story = blocks.PageChooserBlock(
        page_type="stories.StoryPage",
        label=_("Story"),
        help_text=_("Nothing is printed while this story is not published."),
    )

    class Meta:
        icon = "link"
        group = groups.BOXES
        template = "stories/blocks/related_story.html"
        description = _("A link to another story, with its headline and standfirst")
        label_format = "{story}"

        def preview_value(self):
            from ..models import StoryPage

            return {"story": StoryPage.objects.published().newest_first().first()}

    def get_context(self, value, parent_context=None):
        """Add the story as readers may see it, or None."""
        context = super().get_context(value, parent_context)
        pk = value["story"].pk if value["story"] else None
        stories = context["related_stories"] if "related_stories" in context else published_stories({pk} - {None})
        context["story"] = stories.get(pk)
        return context

    def get_searchable_content(self, value):
        return []


def published_stories(ids: set[int]) -> dict:
    """Return those of the stories that the public may see, by id."""
    from ..models import StoryPage

    if not ids:
        return {}
    return StoryPage.objects.published().filter(pk__in=ids).select_related("column").defer_streamfields().in_bulk()


class AppealBlock(BodyBlock):
    class Meta:
        icon = "pick"
        group = groups.BOXES
        template = "stories/blocks/appeal.html"
        description = _("Marks the place for the appeal, which otherwise stands at the end of the story")
        label_format = ""
        preview_value = {}


class NewsletterBoxBlock(BodyBlock):
    class Meta:
        icon = "mail"
        group = groups.BOXES
        template = "stories/blocks/newsletter_box.html"
        description = _("The box that invites readers to the newsletter")
        label_format = ""
        preview_value = {}
