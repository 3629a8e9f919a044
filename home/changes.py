"""Which addresses of this app show a change elsewhere, and when what stands around every page is read anew."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from stories import addresses
from stories.models import AppealSettings, Topic

from . import surroundings
from .models import (
    FooterLink,
    FooterSettings,
    HomePage,
    NameplateLink,
    NameplateSettings,
    SocialLink,
    SocialSettings,
    TrendingSettings,
    TrendingTopic,
)

SURROUNDING = (
    AppealSettings,
    FooterLink,
    FooterSettings,
    NameplateLink,
    NameplateSettings,
    SocialLink,
    SocialSettings,
    TrendingSettings,
    TrendingTopic,
)


@addresses.register
def of_fronts(change):
    """Yield the front, its list of the latest and its feed: any change of a story or a setting may show there."""
    for home in HomePage.objects.live():
        yield from (home.url, f"{home.url}latest/", *addresses.feeds(home.url))


def surroundings_changed(sender, **kwargs):
    """Any page may be linked to in the nameplate or the footer, and may be hidden there by a restriction above it."""
    if sender in SURROUNDING or issubclass(sender, Page | Topic | PageViewRestriction):
        surroundings.forget()


def topic_changed(sender, **kwargs):
    """Of pages, Wagtail tells by signals of their own besides."""
    if not issubclass(sender, Page):
        surroundings_changed(sender)


for signal in (post_save, post_delete):
    for model in (*SURROUNDING, PageViewRestriction):
        signal.connect(surroundings_changed, sender=model)
post_delete.connect(surroundings_changed)
for signal in (page_published, page_unpublished, post_page_move):
    signal.connect(surroundings_changed)
for signal in (published, unpublished):
    signal.connect(topic_changed)
