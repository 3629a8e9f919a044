"""The stamp in the key of all that readers' pages keep in the cache: a new one whenever they would see something else.

So nothing kept has to be found again to be thrown away; what carries an old stamp is not asked for any more.
"""

import time
from datetime import UTC, datetime

from django.core.cache import cache
from django.db import transaction

STAMP = "stories.stamp"


def key(name: str) -> str:
    """Return the key under which the cache keeps `name` until something changes."""
    return f"stories.{name}.{_current()}"


def moment() -> datetime:
    """Return an instant after which nothing has changed, in UTC."""
    return datetime.fromtimestamp(_current() // 10**9, UTC)


def renew() -> None:
    """Have everything made anew: now, and once more when this change is committed."""
    cache.delete(STAMP)
    transaction.on_commit(lambda: cache.delete(STAMP))


def _current() -> int:
    stamp = cache.get(STAMP)
    if stamp is None:
        stamp = time.time_ns()
        cache.set(STAMP, stamp, None)
    return stamp
