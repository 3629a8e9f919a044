"""The strips of the front: what an editor arranges, and how the slots left open fill themselves.

Every story stands on the front once. Slots filled by hand are taken first, wherever they stand; then each strip, from
the top down, takes its newest stories that are not yet on the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock, ListBlock, PageChooserBlock, StaticBlock, StreamBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from stories.blocks.base import ComesWhole
from stories.blocks.fields import LineBlock
from stories.models import StoryPage


def slots(count: int) -> ListBlock:
    """Return up to `count` slots that an editor may fill by hand."""
    return ListBlock(
        PageChooserBlock(page_type="stories.StoryPage", label=_("story")),
        max_num=count,
        default=[],
        label=_("chosen by hand"),
        help_text=_("These stories come first; the slots left open fill themselves with the newest."),
    )


def size(count: int) -> IntegerBlock:
    return IntegerBlock(min_value=1, max_value=12, default=count, label=_("number of stories"))


class LeadPackageBlock(StructBlock):
    chosen = slots(4)

    class Meta:
        icon = "pick"
        label = _("Lead package")
        description = _("The lead story, large, and three more beside it")


class LatestBlock(StructBlock):
    count = size(6)

    class Meta:
        icon = "time"
        label = _("Latest")
        description = _("The newest stories of all sections, with their times")


class SectionStripBlock(StructBlock):
    section = PageChooserBlock(page_type="stories.SectionPage", label=_("section"))
    heading = LineBlock(required=False, label=_("heading"), help_text=_("Empty: the name of the section."))
    count = size(4)
    chosen = slots(12)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section")
        description = _("The newest stories of one section")


class ColumnStripBlock(StructBlock):
    column = SnippetChooserBlock("stories.Column", label=_("column"))
    count = size(3)

    class Meta:
        icon = "calendar-alt"
        label = _("Column")
        description = _("The latest instalments of one column")


class TopicStripBlock(StructBlock):
    topic = SnippetChooserBlock("stories.Topic", label=_("topic"))
    count = size(4)
    chosen = slots(12)

    class Meta:
        icon = "tag"
        label = _("Topic")
        description = _("The newest stories on one topic")


class NewsletterStripBlock(StaticBlock):
    class Meta:
        icon = "mail"
        label = _("Newsletter box")
        description = _("The invitation to the newsletter, from the settings")
        admin_text = _("Prints the newsletter box of the settings.")


class AppealStripBlock(StaticBlock):
    class Meta:
        icon = "pick"
        label = _("Appeal")
        description = _("The appeal, from the settings")
        admin_text = _("Prints the appeal of the settings.")


class Strips(ComesWhole, StreamBlock):
    lead_package = LeadPackageBlock()
    latest = LatestBlock()
    section_strip = SectionStripBlock()
    column_strip = ColumnStripBlock()
    topic_strip = TopicStripBlock()
    newsletter_strip = NewsletterStripBlock()
    appeal_strip = AppealStripBlock()

    class Meta:
        block_counts = {
            "lead_package": {"max_num": 1},
            "appeal_strip": {"max_num": 1},
            "newsletter_strip": {"max_num": 1},
        }


@dataclass
class Strip:
    """One strip as it is printed. `place` is the section, column or topic that it shows, if any."""

    kind: str
    place: Model | None = None
    heading: str = ""
    stories: list = field(default_factory=list)

    @property
    def template(self) -> str:
        return f"home/strips/{self.kind}.html"


LEAD_PACKAGE_SIZE = 4
# For a front without strips: readers still find everything that is new.
STRIPS_OF_AN_EMPTY_FRONT = (("lead_package", {"chosen": []}), ("latest", {"count": 12}))


def fill(home) -> list[Strip]:
    """Return the strips of `home` with their stories; a strip that finds none is left out.

    One query finds the candidates of each strip, one more loads the cards of the whole page.
    """
    arranged = [(block.block_type, block.value) for block in home.strips] or list(STRIPS_OF_AN_EMPTY_FRONT)
    by_hand = {page.pk for _kind, value in arranged for page in _chosen(value)}
    taken = set(StoryPage.objects.published().filter(pk__in=by_hand).values_list("pk", flat=True)) if by_hand else set()
    placed: list[tuple[Strip, list[int]]] = []
    printed: set[int] = set()
    for kind, value in arranged:
        strip, candidates, count = _strip(home, kind, value)
        ids = [page.pk for page in _chosen(value) if page.pk in taken and page.pk not in printed][:count]
        printed.update(ids)
        if candidates is not None and len(ids) < count:
            # Enough ids that even with everything placed so far among them the strip gets full.
            enough = count + len(printed | taken)
            newest = candidates.newest_first().values_list("pk", flat=True)[:enough]
            free = [pk for pk in newest if pk not in printed and pk not in taken]
            ids += free[: count - len(ids)]
            printed.update(ids)
        placed.append((strip, ids))
    # The pictures of columns, in as many queries for many columns as for one.
    prefetch_related_objects(
        [strip.place for strip, _ids in placed if strip.kind == "column_strip" and strip.place],
        "photo__agency",
        "photo__renditions",
    )
    cards = {story.pk: story for story in StoryPage.objects.published().filter(pk__in=printed).with_cards()}
    for strip, ids in placed:
        strip.stories = [cards[pk] for pk in ids if pk in cards]
    return [strip for strip, _ids in placed if strip.stories or strip.kind in ("newsletter_strip", "appeal_strip")]


def _chosen(value) -> Iterable:
    chosen = value.get("chosen", []) if hasattr(value, "get") else []
    return [page for page in chosen if page]


def _strip(home, kind, value):
    """Return the empty strip, the stories that may fill it (None where it holds no stories) and how many it takes."""
    if kind == "lead_package":
        return Strip(kind), home.stories(), LEAD_PACKAGE_SIZE
    if kind == "latest":
        return Strip(kind), home.stories(), value["count"]
    if kind in ("section_strip", "column_strip", "topic_strip"):
        place = value[kind.removesuffix("_strip")]
        if place is None or not place.live:
            return Strip(kind), None, 0
        heading = value.get("heading") or getattr(place, "name", "") or place.title
        return Strip(kind, place, heading), StoryPage.objects.listed_in(place).published(), value["count"]
    return Strip(kind), None, 0
