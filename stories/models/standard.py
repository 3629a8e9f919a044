from itertools import chain

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from .. import checks, panels
from ..blocks import StandardBody, body_photos
from ..publishing import PublishesByRules


class StandardPage(PublishesByRules, Page):
    """A page about the magazine itself: About, Corrections policy, Contact."""

    body = StreamField(StandardBody(), verbose_name=_("body"), blank=True)

    edit_handler = panels.STANDARD_PAGE
    search_fields = [*Page.search_fields, index.SearchField("body")]
    subpage_types = ["stories.StandardPage"]
    page_description = _("About, Contact, Corrections policy and the like")

    class Meta:
        verbose_name = _("standard page")

    def problems(self):
        undecided = (checks.agency_is_known(photo, "body") for photo in body_photos(self.body))
        return [*checks.photos_of_the_body_are_credited(self), *chain.from_iterable(undecided)]

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()
