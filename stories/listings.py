"""Keeping the lists of sections, columns, authors and topics in step with their stories."""

from collections.abc import Collection, Iterable

from .models.listings import Listing

# Kind and id of a list, as in `Listing`.
Place = tuple[str, int]


def renew(stories: Collection) -> dict[int, set[Place]]:
    """Rewrite the listings of these stories from what they say now; a story that is not live has none.

    Return, for each story, the places that it stands in now or stood in until now.
    """
    listed = [story for story in stories if story.live and story.published_at]
    above = sections_above(section for story in listed for section in _sections(story))
    wanted = {(story.pk, *place): story.published_at for story in listed for place in _places(story, above)}
    places: dict[int, set[Place]] = {story.pk: set() for story in stories}
    gone = []
    for listing in Listing.objects.filter(story__in=places):
        key = (listing.story_id, listing.kind, listing.place_id)
        places[listing.story_id].add(key[1:])
        if wanted.get(key) == listing.published_at:
            del wanted[key]
        else:
            gone.append(listing.pk)
    Listing.objects.filter(pk__in=gone).delete()
    Listing.objects.bulk_create(
        Listing(story_id=story_id, kind=kind, place_id=place_id, published_at=wanted[story_id, kind, place_id])
        for story_id, kind, place_id in sorted(wanted)
    )
    for story_id, *place in wanted:
        places[story_id].add(tuple(place))
    return places


def sections_above(sections: Iterable) -> dict[int, list]:
    """Return, for each section, itself and those above it, as stories of a section are stories of those too."""
    from .models import SectionPage

    sections = {section.pk: section for section in sections}
    paths = {
        section.path[:length]
        for section in sections.values()
        for length in range(SectionPage.steplen, len(section.path) + 1, SectionPage.steplen)
    }
    by_path = {section.path: section for section in SectionPage.objects.filter(path__in=paths)}
    return {
        pk: [each for path, each in sorted(by_path.items()) if section.path.startswith(path)]
        for pk, section in sections.items()
    }


def _sections(story) -> list:
    """Return the sections of a story, those too that are not public: their lists are whole on the day they are."""
    return [*([story.main_section] if story.main_section else []), *story.also_in.all()]


def _places(story, above: dict[int, list]) -> Iterable[Place]:
    """Yield the lists that a story belongs to. A section's list holds the stories of the sections below it too."""
    for section in _sections(story):
        yield from ((Listing.Kind.SECTION, each.pk) for each in above[section.pk])
    if story.column_id:
        yield Listing.Kind.COLUMN, story.column_id
    yield from ((Listing.Kind.AUTHOR, row.author_id) for row in story.story_authors.all())
    yield from ((Listing.Kind.TOPIC, row.topic_id) for row in story.story_topics.all())
