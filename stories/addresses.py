"""Public addresses: of snippets, and of everything that changes when a story does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from wagtail.models import Page

INDEX_ADDRESSES_KEY = "stories.addresses.indexes"
INDEX_ADDRESSES_SECONDS = 600
STORIES_PRINTING_A_NAME = 50


def index_addresses() -> dict[str, str]:
    """Return {"<locale id> <model name>": address of the index page}, kept in the cache until an index page changes."""
    found = cache.get(INDEX_ADDRESSES_KEY)
    if found is None:
        found = _read_index_addresses()
        cache.set(INDEX_ADDRESSES_KEY, found, INDEX_ADDRESSES_SECONDS)
    return found


def forget_index_addresses() -> None:
    cache.delete(INDEX_ADDRESSES_KEY)


def of_snippet(snippet, known: dict[str, str] | None = None) -> str:
    """Return the address of a column, author or topic without the host, "" where no index page serves it.

    `known`: index_addresses(), for whoever asks often.
    """
    index = (index_addresses() if known is None else known).get(f"{snippet.locale_id} {snippet._meta.model_name}", "")
    return f"{index}{snippet.slug}/" if index else ""


def _read_index_addresses() -> dict[str, str]:
    from .models.snippets import SnippetIndexPage

    indexes = [model for model in SnippetIndexPage.__subclasses__() if not model._meta.abstract]
    pages = Page.objects.live().exact_type(*indexes).specific()
    return {f"{page.locale_id} {page.snippet_model._meta.model_name}": page.url for page in pages if page.url}


@dataclass(frozen=True)
class Change:
    """Something that the public sees otherwise now: the object, and every list it stands in or stood in.

    `places` are (kind, id) pairs as in `stories.models.Listing`; `old_urls` are addresses that it had.
    """

    subject: object
    places: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    old_urls: frozenset[str] = field(default_factory=frozenset)


Collector = Callable[[Change], Iterable[str]]
_collectors: list[Collector] = []


def register(collector: Collector) -> Collector:
    """Add a function that returns the addresses (without host) in its app which a change alters."""
    _collectors.append(collector)
    return collector


def of(change: Change) -> set[str]:
    """Return every address that shows `change`, asked of each app that registered a collector."""
    return {url for collector in _collectors for url in collector(change) if url}


@register
def of_stories(change: Change) -> Iterable[str]:
    """Yield the object's own address, those of the lists it stands in, and their feeds.

    Of a section, column, author or topic also the newest stories that print its name.
    """
    from .models import Listing, StoryPage
    from .models.snippets import StorySnippet

    subject = change.subject
    yield from of_subject(subject)
    places = set(change.places)
    if isinstance(subject, StorySnippet):
        stories = StoryPage.objects.listed_in(subject).published().newest_first()[:STORIES_PRINTING_A_NAME]
        yield from (story.url for story in stories)
        places |= set(Listing.objects.filter(story__in=[story.pk for story in stories]).values_list("kind", "place_id"))
    for kind, model in Listing.places().items():
        for place in model.objects.filter(pk__in=[pk for place_kind, pk in places if place_kind == kind]):
            yield from of_subject(place)


def feeds(url: str) -> Iterable[str]:
    """Yield the addresses of the feeds of the list at `url`, one for each form."""
    return (f"{url}feed/", f"{url}feed/atom/", f"{url}feed/json/")


def of_subject(subject) -> Iterable[str]:
    from .models import StandardPage, StoryPage
    from .models.snippets import StorySnippet

    if isinstance(subject, (Page, StorySnippet)) and subject.url:
        yield subject.url
        if not isinstance(subject, (StoryPage, StandardPage)):
            yield from feeds(subject.url)
