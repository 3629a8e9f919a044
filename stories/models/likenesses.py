from django.db import models


class Likeness(models.Model):
    """How like another published story a story is, as search found it when one of the two was published.

    Filled by a task, a few rows a story, so that the page reads a ready order. Whether the public may see the other
    story is asked of `StoryQuerySet.published()` each time.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="likened")
    # The more the liker; only the order means something.
    score = models.FloatField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "other"], name="stories_likeness_once")]
        indexes = [models.Index(fields=["story", "-score", "-other"], name="stories_likeness_order")]

    def __str__(self):
        return f"{self.story_id} is like {self.other_id}: {self.score:.3f}"
