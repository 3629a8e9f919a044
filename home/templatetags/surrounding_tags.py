from django import template
from wagtail.models import Site

from .. import surroundings

register = template.Library()


@register.simple_tag(takes_context=True)
def surroundings_of_site(context) -> surroundings.Surroundings:
    """Return what stands around every page of the site that the request is for."""
    site = Site.find_for_request(context.get("request"))
    return surroundings.of(site) if site else surroundings.Surroundings()
