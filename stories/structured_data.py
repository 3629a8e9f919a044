"""What machines are told about a page, in the words of schema.org. Built as data; one template prints it."""

import json
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import get_language

from media import pictures

from . import prose
from .models import Author, Column, SectionPage, StoryPage, Topic

# Inside a script element only these could end it or begin another; as JSON they mean the same.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def as_json(data: list[dict]) -> str:
    """Return `data` as JSON that may stand inside a script element whatever texts it holds."""
    whole = {"@context": "https://schema.org", "@graph": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def of_story(story: StoryPage, root_url: str, publication) -> list[dict]:
    url = urljoin(root_url, story.url)
    article = {
        "@type": list(dict.fromkeys(["NewsArticle", story.article_type])),
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": story.headline,
        "description": story.standfirst,
        "datePublished": _stamp(story.published_at),
        "dateModified": _stamp(story.modified_at),
        "author": [_person(row.author, root_url) for row in story.story_authors.all()],
        "publisher": publisher(root_url, publication),
        "image": _image(story.lead_photo, root_url, story.lead_text),
        "articleSection": [section.title for section in story.labels],
        "keywords": [topic.name for topic in story.topics],
        "inLanguage": get_language(),
        "isAccessibleForFree": True,
        "locationCreated": {"@type": "Place", "name": story.dateline} if story.dateline else None,
        "isBasedOn": story.canonical_url,
        "correction": [
            {
                "@type": "CorrectionComment",
                "name": note.get_kind_display(),
                "text": prose.text_of(note.text),
                "datePublished": _stamp(note.on),
            }
            for note in story.corrections.all()
        ],
    }
    if story.byline:
        article["author"] = [{"@type": "Organization", "name": story.byline}]
    if story.column:
        article["isPartOf"] = {"@type": "CreativeWorkSeries", "name": story.column.name}
        if story.column.live and story.column.url:
            article["isPartOf"]["url"] = urljoin(root_url, story.column.url)
    above = [(section.title, section.url) for section in story.labels[:1]]
    return [without_empty(article), breadcrumbs([*above, (story.headline, story.url)], root_url, publication)]


def of_section(section: SectionPage, root_url: str, publication) -> list[dict]:
    return [breadcrumbs([(section.title, section.url)], root_url, publication)]


def of_column(column: Column, root_url: str, publication) -> list[dict]:
    series = {
        "@type": "CreativeWorkSeries",
        "name": column.name,
        "url": urljoin(root_url, column.url),
        "description": prose.text_of(column.description),
        "author": [_person(author, root_url) for author in column.authors],
        "publisher": publisher(root_url, publication),
        "image": _image(column.photo, root_url),
    }
    return [without_empty(series), breadcrumbs([(column.name, column.url)], root_url, publication)]


def of_author(author: Author, root_url: str, publication) -> list[dict]:
    person = {
        **_person(author, root_url),
        "jobTitle": author.position,
        "description": prose.text_of(author.bio),
        "image": _image(author.photo, root_url),
        "sameAs": [author.website] if author.website else [],
        "worksFor": publisher(root_url, publication),
    }
    profile = {"@type": "ProfilePage", "mainEntity": without_empty(person)}
    return [profile, breadcrumbs([(author.name, author.url)], root_url, publication)]


def of_topic(topic: Topic, root_url: str, publication) -> list[dict]:
    return [breadcrumbs([(topic.name, topic.url)], root_url, publication)]


def of_front(root_url: str, publication) -> list[dict]:
    site = {
        "@type": "WebSite",
        "name": publication.name,
        "url": f"{root_url}/",
        "description": publication.description,
        "publisher": publisher(root_url, publication),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{root_url}/search/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }
    return [without_empty(site)]


OF = {StoryPage: of_story, SectionPage: of_section, Column: of_column, Author: of_author, Topic: of_topic}


def of(thing, root_url: str, publication) -> list[dict]:
    """Return what describes the page of a story, section, column, author or topic."""
    return OF[type(thing)](thing, root_url, publication)


def publisher(root_url: str, publication) -> dict:
    return without_empty(
        {
            "@type": "NewsMediaOrganization",
            "name": publication.name,
            "legalName": publication.publisher,
            "url": f"{root_url}/",
            "logo": _image(publication.logo, root_url),
        }
    )


def breadcrumbs(crumbs: list[tuple[str, str]], root_url: str, publication) -> dict:
    """Return the way from the front to the last of `crumbs`, which are (name, address) pairs."""
    way = [(publication.name, "/"), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": urljoin(root_url, address)}
            for place, (name, address) in enumerate(way, start=1)
        ],
    }


def without_empty(record: dict) -> dict:
    """Return `record` without what nobody filled in: an empty value is an error to most who read it."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def _person(author: Author, root_url: str) -> dict:
    person = {"@type": "Person", "name": author.name}
    if author.live and author.url:
        person["url"] = urljoin(root_url, author.url)
    return person


def _image(photo, root_url: str, caption: str = "") -> dict | None:
    photo = photo and photo.in_print
    picture = pictures.social_picture(photo) if photo else None
    if picture is None:
        return None
    return without_empty(
        {
            "@type": "ImageObject",
            "url": urljoin(root_url, picture.url),
            "width": picture.width,
            "height": picture.height,
            "caption": caption or photo.caption,
            "creditText": photo.credit,
            "creator": {"@type": "Person", "name": photo.person} if photo.person else None,
            "license": photo.licence if photo.licence.startswith("http") else "",
        }
    )


def _stamp(instant) -> str:
    return timezone.localtime(instant).isoformat(timespec="seconds") if instant else ""
