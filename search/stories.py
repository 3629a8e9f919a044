"""Finding stories by their words. The one place that knows how; the page asks `find` and prints what it returns."""

import unicodedata
from dataclasses import dataclass, field

from django.db import connection
from wagtail.search.query import PlainText

from stories.models import StoryPage

RESULTS_A_PAGE = 20
LAST_PAGE = 50
LONGEST_QUERY = 200  # signs; what follows is left out


@dataclass(frozen=True)
class Results:
    """One page of what was found. `count` is that of all pages."""

    query: str
    stories: list = field(default_factory=list)
    count: int = 0
    page: int = 1
    pages: int = 0

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def clean(query: str) -> str:
    """Return `query` as words with one space between them; signs that no engine knows what to do with are gone."""
    text = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
    # Letters, numbers and the marks that belong to letters, as in Arabic; of the rest what stands inside words.
    words = "".join(sign if unicodedata.category(sign)[0] in "LNM" or sign in "'’-." else " " for sign in text)
    return " ".join(word for word in words.split() if any(sign.isalnum() for sign in word))


def find(query: str, page: int = 1) -> Results:
    """Return the published stories that hold all words of `query`, best or newest first. Any text may be asked."""
    words = clean(query)
    if not words:
        return Results(query)
    # Wagtail's search cannot look up the condition of published(). public() means the same, read beforehand; the cards
    # are asked of published() all the same.
    candidates = StoryPage.objects.live().public().defer_streamfields()
    # On SQLite Wagtail's ranking takes time by the square of the hits.
    ranked = connection.vendor != "sqlite"
    newest_first = candidates.order_by("-published_at", "-id")  # its index knows no "pk"
    found = (candidates if ranked else newest_first).search(PlainText(words), order_by_relevance=ranked)
    count = found.count()
    pages = min(-(-count // RESULTS_A_PAGE), LAST_PAGE)
    page = max(1, min(page, pages))
    first = (page - 1) * RESULTS_A_PAGE
    ids = [story.pk for story in found[first : first + RESULTS_A_PAGE]]
    cards = {story.pk: story for story in StoryPage.objects.published().filter(pk__in=ids).with_cards()}
    return Results(query, [cards[pk] for pk in ids if pk in cards], count, page, pages)
