"""What search engines are told of: all pages, in parts of a bounded size, and the stories of the last two days."""

from datetime import timedelta
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, Site

from . import addresses
from .feeds import UNWRITABLE
from .models import PublicationSettings, StoryPage
from .querysets import unrestricted

# A part holds the stories of so many ids in a row, so that finding it costs the same wherever it lies.
IDS_A_PART = 10_000
NEWS_AGE = timedelta(days=2)
NEWS_LIMIT = 1000


@addresses.register
def of_sitemaps(change: addresses.Change):
    """Yield the sitemaps in which a changed story, or anything else, stands."""
    if isinstance(change.subject, StoryPage):
        yield from ("/sitemap.xml", "/sitemap-news.xml", f"/sitemap-stories-{change.subject.pk // IDS_A_PART}.xml")
    else:
        yield "/sitemap-pages.xml"


def index(request: HttpRequest) -> HttpResponse:
    """List the parts. One may turn out empty: nobody counts what lies in it."""
    site = _site(request)
    ids = StoryPage.objects.order_by("pk").values_list("pk", flat=True)
    first, last = ids.first(), ids.last()
    numbers = range(first // IDS_A_PART, last // IDS_A_PART + 1) if first else ()
    names = ["sitemap-pages.xml", "sitemap-news.xml", *(f"sitemap-stories-{number}.xml" for number in numbers)]
    return _answer(request, "index.xml", {"addresses": [f"{site.root_url}/{name}" for name in names]})


def stories(request: HttpRequest, number: int) -> HttpResponse:
    """List one part of the stories, without those that were first published elsewhere. Http404 beyond the last id."""
    site = _site(request)
    if number > 10**9 or not StoryPage.objects.filter(pk__gte=number * IDS_A_PART).exists():
        raise Http404("no such part")
    ids = range(number * IDS_A_PART, (number + 1) * IDS_A_PART)
    found = _stories_of(site).filter(pk__gte=ids.start, pk__lt=ids.stop, canonical_url="").order_by("pk")
    return _answer(
        request,
        "pages.xml",
        {
            "pages": [
                {"location": _location(site, url_path), "lastmod": changed}
                for url_path, changed in found.values_list("url_path", "last_published_at")
            ]
        },
    )


def pages(request: HttpRequest) -> HttpResponse:
    """List everything that is no story: front, sections, standard pages, columns, authors, topics."""
    site = _site(request)
    below = Page.objects.descendant_of(site.root_page, inclusive=True).not_exact_type(StoryPage)
    found = below.live().filter(unrestricted()).specific()
    entries = [entry for page in found for entry in page.get_sitemap_urls(request)]
    for entry in entries:
        entry["location"] = urljoin(site.root_url, entry["location"])
    return _answer(request, "pages.xml", {"pages": entries})


def news(request: HttpRequest) -> HttpResponse:
    site = _site(request)
    found = _stories_of(site).filter(published_at__gte=timezone.now() - NEWS_AGE, canonical_url="").with_titles()
    context = {
        "stories": [
            (_location(site, story.url_path), story.published_at, UNWRITABLE.sub("", story.headline))
            for story in found.newest_first()[:NEWS_LIMIT]
        ],
        "publication": PublicationSettings.for_request(request).name,
        "language": get_language(),
    }
    return _answer(request, "news.xml", context)


def robots(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "robots.txt", {"root_url": _site(request).root_url}, content_type="text/plain")


def _answer(request, template: str, context: dict) -> HttpResponse:
    return TemplateResponse(request, f"stories/sitemaps/{template}", context, content_type="application/xml")


def _site(request) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site at this address")
    return site


def _stories_of(site: Site):
    return StoryPage.objects.descendant_of(site.root_page).published()


def _location(site: Site, url_path: str) -> str:
    return f"{site.root_url}/{url_path.removeprefix(site.root_page.url_path)}"
