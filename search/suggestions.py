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
    if most <= 0:
        return []
    # Headlines are indexed without the words that say nothing, and the last word may become one of them.
    finished = {word for word in words[:-1] if word not in analysis.STOP_WORDS}
    ids = []
    if words[-1] not in analysis.STOP_WORDS or not finished:
        ids = _headlines({*finished, words[-1]}, most)
    if not ids and finished and any(word.startswith(words[-1]) for word in analysis.STOP_WORDS):
        ids = _headlines(finished, most)
    stories = {story.pk: story for story in StoryPage.objects.published().filter(pk__in=ids).with_titles()}
    return [Place("story", stories[pk].headline, stories[pk].url or "") for pk in ids if pk in stories][:most]


def _headlines(beginnings: set[str], most: int) -> list[int]:
    # The longest word leads to the fewest stories. Twice as many, as some of them may be closed since.
    return engine().headlines(sorted(beginnings, key=len, reverse=True), most * 2)
