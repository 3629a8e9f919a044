"""Every kind of page of a site, by name: the one list that screenshots, axe, the HTML checker and Lighthouse share."""

import re
import urllib.error
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

# What is awkward about these stories of the demo and of harder_pages.py, by the last part of their address.
STORIES = {
    "the-corridor-holds": "table-and-round-up",
    "the-ferry-that-did-not-come-back": "gallery-and-corrections",
    "three-ships": "long-headline",
    "gate-four": "video",
    "a-harvest-with-nowhere-to-go": "related-story",
    "the-last-room": "no-photo",
    "a-pause-is-also-a-policy": "house-byline",
    "publish-the-annexes": "opinion",
    "a-count-that-did-not-add-up": "retracted",
    "lighthouse": "bare",
    "long-words": "long-words",
    "right-to-left": "right-to-left",
}
FIXED = {
    "front": "/",
    "latest": "/latest/",
    "columns": "/columns/",
    "authors": "/authors/",
    "topics": "/topics/",
    "search": "/search/",
    "search-found": "/search/?q=ferry",
    "search-nothing": "/search/?q=xyzzyqwv",
    "search-repaired": "/search/?q=fery",
    "search-narrowed": "/search/?q=ferry&format=reporting&region=europe&from=2026-01-01&sort=date",
    "search-narrowed-away": "/search/?q=ferry&year=1999",
    "search-some-words": "/search/?q=ferry+budget+lighthouse",
    "search-people": "/search/?q=ines+moreau",
    "not-found": "/no/such/page/",
    "error-500": "/errors/500/",
    "error-503": "/errors/503/",
    "password": "/europe/islands/for-members/",
    "login": "/_util/login/?next=/europe/islands/for-members/",
    "section-empty": "/nothing-yet/",
    "section-nested": "/europe/islands/",
    "story-republished": "/analysis/what-the-millers-knew/",  # search engines are told of the first address only
    "author-right-to-left": "/authors/samir-haddad/",
    "column-long-words": "/columns/unbreakably/",
}
EXPECTED = {"not-found": 404, "error-500": 500, "error-503": 503}
OTHERS = 8
MONTH = re.compile(r'href="([^"]*/\d{4}/\d{1,2}/)"')


@dataclass(frozen=True)
class ReadersPage:
    """`name` is made of words and hyphens; `address` begins at the site's root; `status` is the answer's."""

    name: str
    address: str
    status: int


def pages_of(site: str, only: Collection[str] = ()) -> list[ReadersPage]:
    """Return one page of each kind, or `only` of those named, that this site has.

    A site without harder_pages.py lacks some.
    """
    found = dict(FIXED)
    stories, others = addresses_in_sitemap(site)
    # Stories that nobody knows to be awkward have their own name, and a few are enough.
    found |= {f"story-{last(address)}": address for address in stories[:OTHERS] if last(address) not in STORIES}
    found |= {f"story-{STORIES[last(address)]}": address for address in stories if last(address) in STORIES}
    # The first of a kind is the best known: names and sections stand in the order in which they were made.
    for address in reversed([address for address in others if address not in FIXED.values()]):
        found[kind_of(site, address)] = address
    for name, place in {"month": found.get("section", "/"), "month-of-column": found.get("column", "/")}.items():
        if months := MONTH.findall(answer(site, place)[1]):
            found[name] = urlsplit(months[0]).path
    pages = [
        ReadersPage(name, address, EXPECTED.get(name, 200))
        for name, address in sorted(found.items())
        if not only or name in only
    ]
    return [page for page in pages if answer(site, page.address)[0] == page.status]


def addresses_in_sitemap(site: str) -> tuple[list[str], list[str]]:
    """Return the addresses of the stories, and of all else that search engines are told of."""
    stories, others = [], []
    for part in locations(answer(site, "/sitemap.xml")[1]):
        if "news" not in part:
            (stories if "stories" in part else others).extend(locations(answer(site, part)[1]))
    return stories, others


def kind_of(site: str, address: str) -> str:
    for kind in ("column", "author", "topic"):
        if address.startswith(f"/{kind}s/"):
            return kind
    # Sections have a feed, standard pages have none.
    return "section" if answer(site, f"{address}feed/")[0] == 200 else f"standard-{last(address)}"


def locations(xml: str) -> list[str]:
    return [urlsplit(address).path for address in re.findall(r"<loc>(.*?)</loc>", xml)]


def last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def answer(site: str, address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(site + address, timeout=30) as got:  # noqa: S310
            return got.status, got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
