"""Telling the caches, those in front of the site and our own, that something has changed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.contrib.frontend_cache.signal_handlers import page_published_signal_handler
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Site
from wagtail.signals import page_published

from . import addresses, stamp

MOST_GATHERED = 2000


@dataclass
class Gathered:
    """What changed since the last purge: addresses of their own, and the lists that hold them."""

    subject: object = None
    urls: set[str] = field(default_factory=set)
    places: set[tuple[str, int]] = field(default_factory=set)

    def add(self, change: addresses.Change) -> None:
        self.subject = change.subject
        self.urls |= change.old_urls | set(addresses.of_subject(change.subject))
        self.places |= change.places
        if len(self.urls) > MOST_GATHERED:
            self.purge()

    def purge(self) -> None:
        if self.subject is not None:
            change = addresses.Change(self.subject, frozenset(self.places))
            purge_addresses(addresses.of(change) | self.urls)
        self.subject, self.urls, self.places = None, set(), set()


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Gather the changes inside and purge them at the end: thousands of stories stand in the same few lists."""
    from .models import StoryPage

    gathered = Gathered()
    token = _gathered.set(gathered)
    # Wagtail's own would ask for a task for each story, which purges the address that is among those gathered.
    held_back = page_published.disconnect(page_published_signal_handler, sender=StoryPage)
    try:
        yield
    finally:
        _gathered.reset(token)
        if held_back:
            page_published.connect(page_published_signal_handler, sender=StoryPage)
        gathered.purge()


def purge(change: addresses.Change) -> None:
    """Ask Wagtail's front-end caches to forget every address that shows `change`, once it is committed."""
    if gathered := _gathered.get():
        gathered.add(change)
    else:
        purge_addresses(addresses.of(change) | change.old_urls)


def purge_addresses(urls: Iterable[str]) -> None:
    """Ask them to forget these addresses, with or without a host, once what happens now is committed.

    What our own cache keeps of any page is made anew too.
    """
    stamp.renew()
    roots = [root.root_url for root in Site.get_site_root_paths()]
    batch = PurgeBatch()
    batch.add_urls(url if "://" in url else f"{root}{url}" for url in sorted(urls) if url for root in roots)
    if batch.urls:
        transaction.on_commit(batch.purge)
