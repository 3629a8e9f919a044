"""What readers search for, counted without knowing who they are.

While a page is made the count goes into the cache and nowhere else; once a minute a task writes it down. So it is an
estimate: what two processes count in the same instant may count once.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date
from random import randrange

from django.core.cache import cache
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from . import promotions
from .models import Asked

Counts = dict[str, tuple[int, int]]  # question → times, times that nothing was found

# Counts lie in as many places, so that processes seldom write over each other.
PLACES = [f"search.asked.{number}" for number in range(64)]
# Different questions in one place; whoever asks more in a minute is no reader.
MOST = 50
SECONDS = 60 * 60  # that counts wait for a worker
# An e-mail address, an address of a page with whatever it carries, a number of a telephone, a card or an account.
PERSONAL = re.compile(r"@|://|\w{2,}\.[^\W\d_]{2,}|\d(?:[ ()/.-]{0,2}\d){6,}")
DATES = re.compile(r"\b(?:19|20)\d\d(?:[-./]\d\d?){0,2}\b")


def note(text: str, found: int) -> None:
    """Count that `text` was searched and `found` stories were; with the cache away nothing is counted."""
    words = kept_words(text)
    if not words:
        return
    place = PLACES[randrange(len(PLACES))]  # noqa: S311
    counts: Counts = cache.get(place) or {}
    if words not in counts and len(counts) >= MOST:
        return
    times, empty = counts.get(words, (0, 0))
    cache.set(place, {**counts, words: (times + 1, empty + (not found))}, SECONDS)


def kept_words(text: str) -> str:
    """Return what is kept of a question: small letters, at most 200 signs; "" for what may be about a person, or is
    no word at all."""
    words = " ".join(text.replace("\x00", " ").casefold().split())[: Asked.LONGEST].strip()
    plain = DATES.sub("", unicodedata.normalize("NFKC", words))
    return "" if not any(map(str.isalnum, words)) or PERSONAL.search(plain) else words


def is_waiting() -> bool:
    """Whether something has been counted that is not written down."""
    return bool(cache.get_many(PLACES))


def write_down(day: date | None = None) -> int:
    """Move what was counted from the cache into the database, as of today; return how many searches that were."""
    kept = cache.get_many(PLACES)
    # First, as rows written twice would be worse than a minute that is missing.
    cache.delete_many(kept)
    counts = together(kept.values())
    day = day or timezone.localdate()
    with transaction.atomic():
        # In one order, so that two of these never wait for each other.
        for words, (times, empty) in sorted(counts.items()):
            Asked.add(words, day, times, empty)
        promotions.count(counts, day)
    return sum(times for times, _empty in counts.values())


def together(many) -> Counts:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for counts in many:
        for words, (times, empty) in counts.items():
            sums[words][0] += times
            sums[words][1] += empty
    return {words: (times, empty) for words, (times, empty) in sums.items()}


def sweep(today: date | None = None) -> int:
    """Delete what has been kept long enough, what hardly anybody asked sooner; return how many rows that were."""
    today = today or timezone.localdate()
    deleted, _by_model = Asked.objects.filter(day__lt=today - Asked.KEPT).delete()
    often = Asked.objects.order_by().values("words").annotate(asked=Sum("times")).filter(asked__gte=Asked.RARE)
    old = Asked.objects.filter(day__lt=today - Asked.RARE_KEPT)
    rare, _by_model = old.exclude(words__in=often.values("words")).delete()
    promotions.sweep(today - Asked.KEPT)
    return deleted + rare
