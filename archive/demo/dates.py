"""The demo's dates, moved by whole weeks so that its newest story is of this week and a Friday stays a Friday.

Words are not moved: no text of the demo names a month, a season or a near year of its own time.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from archive.kinds import Moment

DATES = frozenset(("published_at", "updated_at", "go_live_at", "expire_at", "on"))
WEEK = timedelta(weeks=1)


def weeks_since(lines: Iterable[str], now: datetime) -> int:
    """Return how many whole weeks lie between the newest story of the file and `now`."""
    stamps = (json.loads(line).get("published_at") for line in lines)
    return (now - max(Moment().read(stamp) for stamp in stamps if stamp)) // WEEK


def moved(lines: Iterable[str], weeks: int) -> Iterator[str]:
    for line in lines:
        yield json.dumps(_moved(json.loads(line), weeks * WEEK), ensure_ascii=False)


def _moved(value, distance: timedelta):
    if isinstance(value, list):
        return [_moved(each, distance) for each in value]
    if isinstance(value, dict):
        return {
            name: Moment().write(Moment().read(each) + distance, None) if name in DATES else _moved(each, distance)
            for name, each in value.items()
        }
    return value
