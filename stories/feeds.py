"""Feeds of any list of stories, with their whole text: RSS 2.0 at `…/feed/`, Atom at `…/feed/atom/`, JSON Feed at
`…/feed/json/`.
"""

import json
import re
from urllib.parse import urljoin

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language
from wagtail.models import Site

from media import pictures

from . import stamp
from .blocks import plain

STORIES_A_FEED = 20
SECONDS_IN_CACHE = 600
# XML 1.0 has no way to write these.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text, every author and the lead photo with its credit."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            size = {"width": str(picture["width"]), "height": str(picture["height"])}
            handler.startElement("media:content", {"url": picture["url"], "type": "image/jpeg", **size})
            handler.addQuickElement("media:credit", picture["credit"])
            handler.endElement("media:content")


class AtomFeed(Atom1Feed):
    """Atom 1.0 with the whole text and every author."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            if author["url"]:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


def story_feed(request: HttpRequest, *, title: str, url: str, stories, form: str = "rss") -> HttpResponse:
    """Return `stories` as a feed. `url` is the address, without the host, of the page that shows them.

    `form`: "rss", "atom" or "json"; Http404 for any other. Who has the feed already and nothing has changed is told so
    before any story is read.
    """
    if form not in FORMS:
        raise Http404(f"no feed in the form {form}")
    write, content_type = FORMS[form]
    key = stamp.key(f"feed.{Site.find_for_request(request).pk}.{request.path}")
    etag, changed = quote_etag(f"{key.rpartition('.')[2]}-{form}"), stamp.moment()
    response = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    if response is None:
        text = cache.get(key)
        if text is None:
            text = write(request, title, url, stories.with_feed().newest_first()[:STORIES_A_FEED])
            cache.set(key, text, SECONDS_IN_CACHE)
        response = HttpResponse(text, content_type=content_type)
        response.headers["ETag"] = etag
        response.headers["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return response


def items(request: HttpRequest, root_url: str, stories) -> list[dict]:
    """Return what every form of feed says of each story."""
    found = []
    for story in stories:
        address = urljoin(root_url, story.get_url(request))
        found.append(
            {
                "id": f"urn:uuid:{story.translation_key}",
                "title": UNWRITABLE.sub("", story.headline),
                "url": address,
                "summary": UNWRITABLE.sub("", story.standfirst),
                "content": UNWRITABLE.sub("", content(request, story, address)),
                "published": timezone.localtime(story.published_at),
                "updated": timezone.localtime(story.modified_at),
                "authors": _authors(story, root_url),
                "tags": [label.title for label in story.labels] + [topic.name for topic in story.topics],
                "picture": _picture(story.top_photo, root_url),
            }
        )
    return found


def content(request: HttpRequest, story, address: str) -> str:
    """Return the whole story in simple HTML: lead photo with its credit, notes of correction, body."""
    from .models import AppealSettings, NewsletterSettings

    settings = {
        "AppealSettings": AppealSettings.for_request(request),
        "NewsletterSettings": NewsletterSettings.for_request(request),
    }
    context = {"story": story, "base_url": address, "settings": {"stories": settings}}
    return render_to_string("stories/feeds/content.html", {**context, "text": plain(story.body, address, context)})


def _xml(feed_class):
    def write(request, title, url, stories, feed_url="") -> str:
        publication, root_url = _publication(request)
        feed = feed_class(
            title=_full_title(title, publication),
            link=urljoin(root_url, url),
            description=publication.description or publication.tagline or publication.name,
            language=get_language(),
            feed_url=urljoin(root_url, feed_url or request.path),
            feed_copyright=publication.publisher or None,
        )
        for item in items(request, root_url, stories):
            feed.add_item(
                title=item["title"],
                link=item["url"],
                description=item["summary"],
                unique_id=item["id"],
                unique_id_is_permalink=False,
                pubdate=item["published"],
                updateddate=item["updated"],
                categories=item["tags"],
                authors=item["authors"],
                content=item["content"],
                picture=item["picture"],
            )
        return feed.writeString("utf-8")

    return write


def _json(request, title, url, stories, feed_url="") -> str:
    publication, root_url = _publication(request)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _full_title(title, publication),
        "description": publication.description or publication.tagline,
        "home_page_url": urljoin(root_url, url),
        "feed_url": urljoin(root_url, feed_url or request.path),
        "language": get_language(),
        "items": [
            {
                "id": item["id"],
                "url": item["url"],
                "title": item["title"],
                "summary": item["summary"],
                "content_html": item["content"],
                "date_published": item["published"].isoformat(timespec="seconds"),
                "date_modified": item["updated"].isoformat(timespec="seconds"),
                "authors": [{name: value for name, value in author.items() if value} for author in item["authors"]],
                "tags": item["tags"],
                **({"image": item["picture"]["url"]} if item["picture"] else {}),
            }
            for item in items(request, root_url, stories)
        ],
    }
    return json.dumps(feed, ensure_ascii=False)


# How to write each form, given the request, title, address and stories; `feed_url` where it is not the request's path.
FORMS = {
    "rss": (_xml(RssFeed), RssFeed.content_type),
    "atom": (_xml(AtomFeed), AtomFeed.content_type),
    "json": (_json, "application/feed+json"),
}


def _publication(request):
    from .models import PublicationSettings

    return PublicationSettings.for_request(request), Site.find_for_request(request).root_url


def _full_title(title: str, publication) -> str:
    return publication.name if title == publication.name else f"{title} – {publication.name}"


def _authors(story, root_url: str) -> list[dict]:
    if story.byline:
        return [{"name": story.byline, "url": ""}]
    return [
        {"name": row.author.name, "url": urljoin(root_url, row.author.url) if row.author.live else ""}
        for row in story.story_authors.all()
    ]


def _picture(photo, root_url: str) -> dict | None:
    picture = pictures.social_picture(photo) if photo else None
    if picture is None:
        return None
    url = urljoin(root_url, picture.url)
    return {"url": url, "width": picture.width, "height": picture.height, "credit": photo.credit}
