from django.db import models


class Listing(models.Model):
    """One line of one list: a story stands in the list of a section, a column, an author or a topic.

    Derived from the story when it is published, moved or closed (`stories.listings`), so that the newest twenty of any
    list are a walk along one index, with a hundred stories or a million. It decides order and membership only; whether
    the public may see a story is asked of `StoryQuerySet.published()` each time.
    """

    class Kind(models.TextChoices):
        SECTION = "section"
        COLUMN = "column"
        AUTHOR = "author"
        TOPIC = "topic"

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="listings")
    kind = models.CharField(max_length=10, choices=Kind)
    place_id = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "place_id", "story"], name="stories_listing_once")]
        indexes = [models.Index(fields=["kind", "place_id", "-published_at", "-story"], name="stories_listing_order")]

    def __str__(self):
        return f"{self.story_id} in {self.kind} {self.place_id}"

    @classmethod
    def places(cls) -> dict["Listing.Kind", type[models.Model]]:
        """Return what has a list of stories, by kind."""
        from .authors import Author
        from .columns import Column
        from .sections import SectionPage
        from .topics import Topic

        return {
            cls.Kind.SECTION: SectionPage,
            cls.Kind.COLUMN: Column,
            cls.Kind.AUTHOR: Author,
            cls.Kind.TOPIC: Topic,
        }

    @classmethod
    def kind_of(cls, place: models.Model) -> "Listing.Kind":
        """Return the kind of list that `place` has. Raises ValueError for anything that lists no stories."""
        for kind, model in cls.places().items():
            if isinstance(place, model):
                return kind
        raise ValueError(f"{place!r} has no list of stories")
