"""What stands around every page: links of nameplate and foot, trending topics, networks, appeal; read once for all."""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import transaction
from wagtail.models import Page, Site

from stories.links import Links
from stories.models import AppealSettings
from stories.querysets import unrestricted

from .models import FooterSettings, NameplateSettings, SocialSettings, TrendingSettings

SECONDS = 600


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class Surroundings:
    """Texts and addresses only, so that it lies in the cache without a copy of any record."""

    nameplate: list[Link] = field(default_factory=list)
    trending: list[Link] = field(default_factory=list)
    follow: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    footer_text: str = ""
    footer_text_links: Links | None = None
    support: Link | None = None


def of(site: Site) -> Surroundings:
    found = cache.get(_key(site.pk))
    if found is None:
        found = _read(site)
        cache.set(_key(site.pk), found, SECONDS)
    return found


def forget() -> None:
    """Have them read anew: at once, and again when the change is committed, for whoever read in between."""
    keys = [_key(root.site_id) for root in Site.get_site_root_paths()]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))


def _read(site: Site) -> Surroundings:
    footer = FooterSettings.objects.filter(site=site).prefetch_related("links__page").first()
    nameplate = NameplateSettings.objects.filter(site=site).prefetch_related("links__page").first()
    social = SocialSettings.objects.filter(site=site).prefetch_related("links").first()
    trending = TrendingSettings.objects.filter(site=site).prefetch_related("topics__topic").first()
    appeal = AppealSettings.objects.filter(site=site, is_on=True).first()
    text = footer.text if footer else ""
    return Surroundings(
        nameplate=_links(nameplate),
        trending=[
            Link(row.topic.name, row.topic.url)
            for row in (trending.topics.all() if trending else [])
            if row.topic.live and row.topic.url
        ],
        follow=[Link(row.network, row.url) for row in (social.links.all() if social else [])],
        footer=_links(footer),
        footer_text=text,
        footer_text_links=Links.of([text]),
        support=Link(appeal.button, appeal.url) if appeal and appeal.button and appeal.url else None,
    )


def _links(settings) -> list[Link]:
    """Return the links of a settings record, without those to pages that readers may not see."""
    rows = settings.links.all() if settings else []
    pages = Page.objects.live().filter(unrestricted(), pk__in=[row.page_id for row in rows if row.page_id])
    public = set(pages.values_list("pk", flat=True))
    return [
        Link(row.label, row.page.url if row.page else row.address)
        for row in rows
        if not row.page or (row.page_id in public and row.page.url)
    ]


def _key(site_id: int) -> str:
    return f"home.surroundings.{site_id}"
