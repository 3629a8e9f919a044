"""What the index holds of each published story. Written by `search.indexing` alone, and made anew by `search_index`.

No row has a foreign key to its story: the index follows stories by signals, a story that is gone never brings an answer
(`StoryPage.objects.published()` is asked in the end), and a large section goes without as many look-ups.
"""

from django.db import models

# The parts of a story that are counted apart, as columns of the index in this order.
FIELDS = ("headline", "standfirst", "column", "people", "topics", "body", "captions", "published")


class Entry(models.Model):
    """One story in the index: what decides whether it is found, how it is ordered and what it is narrowed by.

    Kept narrow, as queries walk over many of them; texts are in `Content`.
    """

    story_id = models.PositiveBigIntegerField(primary_key=True)
    published_at = models.DateTimeField()
    # Terms in all fields together.
    length = models.PositiveIntegerField()
    # Ids of its labels with a blank before and behind each: " 3 17 204 ".
    labels = models.TextField()
    # Taken away by a single statement in the transaction that closes a story; a task tidies up behind it.
    is_shown = models.BooleanField(default=True)
    # Of everything that was indexed, so that a story that says the same is left alone.
    digest = models.CharField(max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-story_id"], name="search_entry_order"),
            models.Index(fields=["story_id"], condition=models.Q(is_shown=False), name="search_entry_hidden"),
        ]

    def __str__(self):
        return f"story {self.story_id}"


class Content(models.Model):
    """The words of one story: as they are read, for extracts, and as terms with a blank between them, by field."""

    story_id = models.PositiveBigIntegerField(primary_key=True)
    headline = models.TextField()
    standfirst = models.TextField()
    column = models.TextField()
    people = models.TextField()
    topics = models.TextField()
    published = models.TextField()
    captions = models.TextField()
    body = models.TextField()
    # Headline with its column, and the running text.
    title = models.TextField()
    text = models.TextField()
    # Each word once, its ending kept.
    words = models.TextField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.title

    @property
    def fields(self) -> list[str]:
        """Its terms by field, in the order of `FIELDS`."""
        return [getattr(self, field) for field in FIELDS]


class HeadlineWord(models.Model):
    """One word of a headline, for suggestions while somebody types."""

    word = models.CharField(max_length=64)
    story_id = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            # Of PostgreSQL's kind that finds beginnings whatever the database's language is.
            models.Index(
                fields=["word", "story_id"],
                opclasses=["varchar_pattern_ops", "int8_ops"],
                name="search_headline_begins",
            ),
            models.Index(fields=["story_id"], name="search_headline_story"),
        ]

    def __str__(self):
        return self.word


class Posting(models.Model):
    """How often one story holds one term, by field: what PostgreSQL ranks by. SQLite has FTS5 and leaves this empty."""

    pk = models.CompositePrimaryKey("term", "story_id")
    term = models.CharField(max_length=64)
    story_id = models.PositiveBigIntegerField()
    headline = models.SmallIntegerField()
    standfirst = models.SmallIntegerField()
    column = models.SmallIntegerField()
    people = models.SmallIntegerField()
    topics = models.SmallIntegerField()
    body = models.SmallIntegerField()
    captions = models.SmallIntegerField()
    published = models.SmallIntegerField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.term} in story {self.story_id}"
