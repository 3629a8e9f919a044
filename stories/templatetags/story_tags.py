"""What the pages that print stories need."""

from urllib.parse import urljoin

from django import template
from django.core.cache import cache
from django.db import DatabaseError
from wagtail.models import Page, Site

from media import pictures

from .. import addresses, stamp
from .. import structured_data as data
from ..blocks import body_photos

register = template.Library()
LATEST = 6
SECONDS_IN_CACHE = 600


@register.simple_tag(takes_context=True)
def url_of(context, thing) -> str:
    """Return the address, without the host, of a page or of a column, author or topic."""
    return address(context.get("request"), thing)


@register.simple_tag(takes_context=True)
def full_url_of(context, thing) -> str:
    """Return the address with the host that the site's record names, whatever host the reader asked for."""
    return urljoin(full_root(context), address(context.get("request"), thing))


def address(request, thing) -> str:
    if not isinstance(thing, Page):
        if request is not None and not hasattr(request, "index_addresses"):
            request.index_addresses = addresses.index_addresses()
        return addresses.of_snippet(thing, getattr(request, "index_addresses", None))
    # With the request Wagtail looks up the roots of the sites once for the whole page.
    return thing.get_url(request) or ""


@register.simple_tag(takes_context=True)
def body_of(context, story) -> str:
    """Print the body of a story, from the cache where nothing has changed since it was last printed.

    Never kept: a preview, a body with a placeholder for a picture, an address that works for five minutes only.
    """
    request = context["request"]
    if getattr(request, "is_preview", False):
        return _print_body(context, story)
    key = stamp.key(f"body.{story.pk}")
    printed = cache.get(key)
    if printed is None:
        printed = _print_body(context, story)
        if not getattr(request, "incomplete", False) and not getattr(request, "presigned", False):
            cache.set(key, printed, SECONDS_IN_CACHE)
    return printed


def _print_body(context, story) -> str:
    pictures.prefetch(body_photos(story.body))
    return story.body.render_as_block(context.flatten())


@register.simple_tag
def latest_stories() -> list:
    """Return the newest stories for cards in words only, in one query; none while the database cannot be asked."""
    from ..models import StoryPage

    try:
        return list(StoryPage.objects.published().newest_first().with_titles()[:LATEST])
    except DatabaseError:
        return []


@register.inclusion_tag("stories/includes/structured_data.html", takes_context=True)
def structured_data(context, thing) -> dict:
    """Print what machines are told about a story, section, column, author or topic, or about the front (None)."""
    publication, root_url = context["publication"], full_root(context)
    about = data.of(thing, root_url, publication) if thing else data.of_front(root_url, publication)
    return {"json": data.as_json(about)}


@register.simple_tag(takes_context=True)
def social_picture(context, *photos):
    """Return the picture for social networks of the first photo that has one, at its full address."""
    for photo in (photo.in_print for photo in photos if photo):
        picture = pictures.social_picture(photo) if photo else None
        if picture:
            url = urljoin(full_root(context), picture.url)
            return {"url": url, "width": picture.width, "height": picture.height, "text": _said_of(photo)}
    return None


def _said_of(photo) -> str:
    """Return the one text that a social card has for its picture: what it shows, and its credit."""
    credit = f"({photo.credit})" if photo.credit else ""
    return " ".join(filter(None, [photo.alt_text, credit]))


def full_root(context) -> str:
    site = Site.find_for_request(context.get("request"))
    return site.root_url if site else ""
