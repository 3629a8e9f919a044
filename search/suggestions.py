"""What is offered while somebody types: stories by the words of their headlines, people, columns, topics, sections."""

from django.db import DatabaseError

from stories.models import StoryPage

from . import analysis, language, places
from .answers import Place, SearchUnavailable
from .engines import engine

MOST_PLACES = 4
MOST_WORDS = 8
SHORTEST = 2  # letters, before anything is offered


def suggest(text: str, limit: int = 8) -> list[Place]:
    """Return at most `limit` places and stories that have, for each word of `text`, a word that begins so.

    People, columns, topics and sections come first, then stories (of the kind "story"), the newest first. Raises
    SearchUnavailable when the index cannot be read.
    """
    words = analysis.words(language.tidy(text))[:MOST_WORDS]
    if sum(map(len, words)) < SHORTEST:
        return []
    try:
        found = list(places.beginning_with(words, min(MOST_PLACES, limit)))
        return found + _stories(words, limit - len(found))
    except (DatabaseError, KeyError) as error:
        raise SearchUnavailable from error


def _stories(words: list[str], most: int) -> list[Place]:
    # The longest word leads to the fewest stories. Headlines are indexed without the words that say nothing; the last
    # word may be one of them that is not finished.
    finished = [word for word in words[:-1] if word not in analysis.STOP_WORDS]
    beginnings = sorted({*finished, words[-1]}, key=len, reverse=True)
    if words[-1] in analysis.STOP_WORDS and finished:
        beginnings.remove(words[-1])
    ids = engine().headlines(beginnings, most * 2) if most > 0 else []
    stories = {story.pk: story for story in StoryPage.objects.published().filter(pk__in=ids).with_titles()}
    return [Place("story", stories[pk].headline, stories[pk].url or "") for pk in ids if pk in stories][:most]
