"""Keeping the lists of sections, columns, authors and topics in step with their stories."""

from collections.abc import Iterable

from .models.listings import Listing


def renew(story) -> None:
    """Rewrite the listings of one story from what it says now; a story that is not live has none."""
    wanted = set(_places(story)) if story.live and story.published_at else set()
    kept = set()
    for listing in Listing.objects.filter(story=story):
        place = (listing.kind, listing.place_id)
        if place in wanted and listing.published_at == story.published_at:
            kept.add(place)
        else:
            listing.delete()
    Listing.objects.bulk_create(
        Listing(story=story, kind=kind, place_id=place_id, published_at=story.published_at)
        for kind, place_id in sorted(wanted - kept)
    )


def renew_many(stories: Iterable) -> None:
    for story in stories:
        renew(story)


def _places(story) -> Iterable[tuple[str, int]]:
    """Yield the lists that a story belongs to. A section's list holds the stories of the sections below it too."""
    from .models import SectionPage

    for section in story.labels:
        above = SectionPage.objects.ancestor_of(section, inclusive=True).values_list("pk", flat=True)
        yield from ((Listing.Kind.SECTION, pk) for pk in above)
    if story.column_id:
        yield Listing.Kind.COLUMN, story.column_id
    yield from ((Listing.Kind.AUTHOR, row.author_id) for row in story.story_authors.all())
    yield from ((Listing.Kind.TOPIC, row.topic_id) for row in story.story_topics.all())
