"""What the templates of the body's blocks need."""

from urllib.parse import urljoin

from django import template
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string

from media import pictures

from .. import prose
from ..blocks.round_ups import with_dash
from ..links import Links

register = template.Library()
register.filter("with_dash", stringfilter(with_dash), is_safe=True)


@register.filter
def rich_text(value, links: Links | None = None) -> str:
    """Print a rich text value. `links` are those of the whole body; without them the text's own are looked up."""
    source = prose.for_print(getattr(value, "source", value))
    if links is None:
        links = Links.of([source])
    return render_to_string("stories/rich_text.html", {"pieces": links.pieces(source)})


@register.filter
def rich_text_from(value, base_url: str) -> str:
    """Print a rich text value that stands in no body, with absolute addresses."""
    source = prose.for_print(getattr(value, "source", value))
    return rich_text(source, Links.of([source], base_url))


@register.filter
def joined_to(address: str, base_url: str) -> str:
    """Return `address` absolute, as it is meant on the page at `base_url`."""
    return urljoin(base_url, address)


@register.simple_tag
def plain_picture(photo) -> pictures.Source | None:
    """Return a photo's largest JPEG up to 800 pixels wide, or None while readers may not have one."""
    return pictures.sources(photo, "card", signed=False).get("jpeg", [None])[-1]


@register.simple_tag(takes_context=True)
def plain_block(context, child) -> str:
    """Print one block of a body in its plain form."""
    return child.block.render_plain(child.value, context.flatten())
