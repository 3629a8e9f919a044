"""What results print of each story that was found."""

from stories.models import StoryPage

from . import extracts
from .answers import Hit
from .engines.base import Match
from .models import Content
from .wanted import Wanted


def of(matches: list[Match], wanted: Wanted) -> tuple[Hit, ...]:
    ids = [match.story_id for match in matches]
    stories, contents = cards(ids), Content.objects.in_bulk(ids)
    return tuple(
        hit(stories[match.story_id], contents[match.story_id], match, wanted)
        for match in matches
        if match.story_id in stories and match.story_id in contents
    )


def hit(story: StoryPage, content: Content, match: Match, wanted: Wanted) -> Hit:
    text = " | ".join(["", *content.fields, ""])
    holds_all = all(any(f" {' '.join(form)} " in text for form in group.alternatives) for group in wanted.groups)
    return Hit(
        story,
        match.score,
        extracts.marked(story.title, wanted),
        extracts.extract(content.text, wanted),
        is_partial=not holds_all,
    )


def cards(ids: list[int]) -> dict[int, StoryPage]:
    """Return these stories with what a card prints, those alone that the public may see at this moment."""
    return {story.pk: story for story in StoryPage.objects.published().filter(pk__in=ids).with_cards()}
