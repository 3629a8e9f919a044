"""Bringing lists, pictures and caches in step with what the public sees of pages and snippets: of one, or of many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Revision

from media import uses, visibility
from media.models import Use

from . import addresses, listings, media_uses, purging
from .models import StoryPage


@dataclass
class Gathered:
    """What has changed and is not renewed yet: pages and snippets by their model, and what drafts show."""

    ids: dict[type, set[int]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[uses.Key, uses.Files] = field(default_factory=dict)

    def add(self, other: "Gathered") -> None:
        for model, ids in other.ids.items():
            self.ids[model] |= ids
        self.shown |= other.shown

    def renew(self) -> None:
        """To be called once, in the transaction that holds the changes."""
        uses.replace(self.shown)
        for model, ids in self.ids.items():
            renew(read(model, ids))


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[Gathered]:
    """Inside, changes are gathered for `renew()` instead of followed one by one: an import has thousands."""
    gathered = Gathered()
    token = _gathered.set(gathered)
    try:
        yield gathered
    finally:
        _gathered.reset(token)


def soon(subject) -> None:
    """Renew one page or snippet: now, or with those that are gathered."""
    if (gathered := _gathered.get()) is not None:
        gathered.ids[type(subject)].add(subject.pk)
    else:
        renew([subject])


def note_draft(subject, version: Use.Version) -> None:
    """Write down what a draft of `subject` shows: now, or with what is gathered."""
    if (gathered := _gathered.get()) is not None:
        gathered.shown[uses.key_of(subject, version)] = media_uses.used_by(subject)
    else:
        media_uses.record(subject, version)


def read(model, ids: Iterable[int]) -> list:
    """Return these objects with their rows, by a number of queries that does not depend on theirs."""
    rows = [rows.name for rows in (*get_all_child_relations(model), *get_all_child_m2m_relations(model))]
    rows += ["main_section"] if model is StoryPage else []
    return list(model.objects.filter(pk__in=ids).prefetch_related(*rows))


def renew(subjects: Collection) -> None:
    if not subjects:
        return
    places = listings.renew([subject for subject in subjects if isinstance(subject, StoryPage)])
    shown = {
        uses.key_of(subject, Use.Version.LIVE): media_uses.used_by(subject) if subject.live else (set(), set())
        for subject in subjects
    }
    scheduled = _scheduled(subjects)
    shown |= {
        uses.key_of(subject, Use.Version.SCHEDULED): (set(), set()) for subject in subjects if subject not in scheduled
    }
    visibility.refresh(*uses.replace(shown))
    for subject in subjects:
        stands_in = places.get(subject.pk, ()) if isinstance(subject, StoryPage) else ()
        purging.purge(addresses.Change(subject, frozenset(stands_in)))


def _scheduled(subjects: Collection) -> list:
    """Return those of which a revision waits for its day."""
    waiting = Revision.objects.filter(
        approved_go_live_at__isnull=False, object_id__in=[str(subject.pk) for subject in subjects]
    )
    keys = set(waiting.values_list("base_content_type", "object_id"))
    return [subject for subject in subjects if (subject.get_base_content_type().pk, str(subject.pk)) in keys]
