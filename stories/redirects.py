"""Leading readers from the old address of a column, author or topic to its new one.

Pages are Wagtail's own affair; with `get_route_paths` they tell it which addresses below theirs lead on, too.
"""

from collections.abc import Iterable

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from . import addresses, purging
from .models.snippets import SnippetIndexPage, StorySnippet


@receiver(pre_save)
def slug_about_to_change(sender, instance, **kwargs):
    if not isinstance(instance, StorySnippet) or instance.pk is None:
        return
    # Nobody has the address of what was not public.
    public = sender.objects.published().filter(pk=instance.pk).exclude(slug=instance.slug)
    instance.slug_before = public.values_list("slug", flat=True).first()


@receiver(post_save)
def slug_changed(sender, instance, **kwargs):
    before = getattr(instance, "slug_before", None) if isinstance(instance, StorySnippet) else None
    index = _index_of(instance) if before else None
    if index:
        instance.slug_before = None
        for old, new in zip(routes(before), routes(instance.slug), strict=True):
            _lead(index, old, new)
        purging.purge_addresses([f"{index.url}{before}/", *addresses.feeds(f"{index.url}{before}/")])


def routes(slug: str) -> Iterable[str]:
    """Return the addresses of a snippet's page and of its feeds, below the index page."""
    return (f"/{slug}/", *addresses.feeds(f"/{slug}/"))


def _lead(index: SnippetIndexPage, old: str, new: str) -> None:
    """Redirect from one route of `index` to another, and whatever led to the old one with it."""
    root = index.url.rstrip("/")
    site = Site.objects.filter(pk=index.get_url_parts()[0]).first()
    Redirect.objects.filter(redirect_page=index, redirect_page_route_path=_route(old)).update(
        redirect_page_route_path=_route(new)
    )
    Redirect.objects.filter(old_path__in=[_path(root + old), _path(root + new)], site=site).delete()
    Redirect.add_redirect(
        root + old, redirect_to=index, page_route_path=new, site=site, is_permanent=True, automatically_created=True
    )


def _index_of(snippet: StorySnippet) -> SnippetIndexPage | None:
    kinds = [model for model in SnippetIndexPage.__subclasses__() if model.snippet_model is type(snippet)]
    return kinds[0].objects.live().filter(locale=snippet.locale_id).first() if kinds else None


def _route(path: str) -> str:
    return Redirect.normalise_page_route_path(path)


def _path(address: str) -> str:
    return Redirect.normalise_path(address)
