"""Writing the index: what is kept of a story, and bringing it in step with what the public sees now."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

from django.db import connection, transaction

from stories.models import StoryPage

from . import analysis, labelling, related
from .engines import engine
from .models import Content, Entry, HeadlineWord
from .models.entries import FIELDS
from .texts import Texts, texts_of

BATCH = 100  # stories in one transaction


@dataclass(frozen=True)
class Indexed:
    """The rows of one story."""

    entry: Entry
    content: Content
    headline_words: list[HeadlineWord]


def renew(ids: Iterable[int]) -> int:
    """Bring the index in step with these stories and return how many of them are in it now.

    Those that the public may see are written, where they say something else than before; the others are removed. May be
    called at any time, for any ids, as often as one likes.
    """
    ids = sorted(set(ids))
    return sum(_renew_batch(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _renew_batch(ids: list[int]) -> int:
    with transaction.atomic():
        engine().wait_for_turn()
        stories = list(StoryPage.objects.published().filter(pk__in=ids, published_at__isnull=False).with_feed())
        labels = labelling.label(stories)
        before = Entry.objects.in_bulk(ids)
        wanted = {}
        for story in stories:
            texts = texts_of(story)
            digest = digest_of(story, texts, labels[story.pk])
            entry = before.get(story.pk)
            if entry is None or entry.digest != digest or not entry.is_shown:
                wanted[story.pk] = rows_of(story, texts, labels[story.pk], digest)
        kept = {story.pk for story in stories} - wanted.keys()
        _replace([pk for pk in before if pk not in kept], list(wanted.values()))
        # A story may have been closed since it was read.
        hide(ids)
        transaction.on_commit(partial(related.later, (wanted.keys() | before.keys()) - kept))
        return len(stories)


def hide(ids) -> None:
    """Take those of these stories out of every answer that the public may not see; `ids` may be a query.

    One statement, for the transaction that closes them. `renew` removes them for good.
    """
    open_ids = StoryPage.objects.published().filter(pk__in=ids).values("pk")
    Entry.objects.filter(story_id__in=ids, is_shown=True).exclude(story_id__in=open_ids).update(is_shown=False)


def digest_of(story: StoryPage, texts: Texts, labels: str) -> str:
    said = [analysis.VERSION, *texts.by_field, texts.title, texts.running, labels, str(story.published_at)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def rows_of(story: StoryPage, texts: Texts, labels: str, digest: str) -> Indexed:
    published_at = cast(datetime, story.published_at)
    tokens = [list(analysis.tokens(text)) for text in texts.by_field]
    terms = {field: " ".join(token.term for token in found) for field, found in zip(FIELDS, tokens, strict=True)}
    headline = {token.word for token in tokens[0]} - analysis.STOP_WORDS
    return Indexed(
        Entry(
            story_id=story.pk,
            published_at=published_at,
            length=sum(map(len, tokens)),
            labels=labels,
            digest=digest,
        ),
        Content(
            story_id=story.pk,
            **terms,
            title=texts.title,
            text=texts.running,
            words=" ".join(sorted({token.word for found in tokens for token in found})),
        ),
        [HeadlineWord(word=word, story_id=story.pk, published_at=published_at) for word in sorted(headline)],
    )


def _replace(gone: list[int], new: list[Indexed]) -> None:
    """Delete the rows of the stories `gone` and write `new`."""
    old = list(Content.objects.filter(pk__in=gone))
    engine().remove(old)
    HeadlineWord.objects.filter(story_id__in=gone).delete()
    Content.objects.filter(pk__in=gone).delete()
    Entry.objects.filter(pk__in=gone).delete()
    Entry.objects.bulk_create(row.entry for row in new)
    contents = Content.objects.bulk_create(row.content for row in new)
    HeadlineWord.objects.bulk_create(word for row in new for word in row.headline_words)
    engine().add(contents)
    counts = Counter(word for content in contents for word in content.words.split())
    counts.subtract(word for content in old for word in content.words.split())
    count_words(counts)


def count_words(changes: Counter) -> None:
    """Add to the vocabulary how many stories more, or fewer, hold each word."""
    more = sorted(word for word, change in changes.items() if change > 0)
    fewer = sorted(word for word, change in changes.items() if change < 0)
    with connection.cursor() as cursor:
        if more:
            cursor.executemany(
                "INSERT INTO search_word (text, term, length, stories) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (text) DO UPDATE SET stories = search_word.stories + excluded.stories",
                [(word, analysis.stem(word), len(word), changes[word]) for word in more],
            )
        if fewer:
            cursor.executemany(
                "UPDATE search_word SET stories = stories + %s WHERE text = %s",
                [(changes[word], word) for word in fewer],
            )
            cursor.executemany("DELETE FROM search_word WHERE text = %s AND stories <= 0", [(word,) for word in fewer])
