"""No photo is printed without its credit, wherever it is printed and by whatever means it is read."""

import json
import re

import pytest
from django.core.files.base import ContentFile

from tests.factories import (
    make_agency,
    make_author,
    make_column,
    make_photo,
    make_section,
    make_site,
    make_story,
    picture_bytes,
)

pytestmark = pytest.mark.django_db


def credited(person: str):
    return make_photo(
        f"Photo by {person}",
        person=person,
        agency=make_agency("Harbour Press"),
        file=ContentFile(picture_bytes(300, 200), name=f"{person}.jpg"),
    )


@pytest.fixture
def story(committing):
    """A story that shows a photo in every way there is, each by another person."""
    lead, body, one, two, social, face, mark = map(credited, ("Lead", "Body", "One", "Two", "Social", "Face", "Mark"))
    used = {"caption": "Own words", "alt_text": "", "decorative": False}
    author, column = make_author(photo=face), make_column(photo=mark)
    for snippet in (author, column):
        snippet.save_revision().publish()
    body = [
        ("photo", {"photo": body, **used, "layout": "wide"}),
        ("gallery", {"title": "", "photos": [{"photo": one, **used}, {"photo": two, **used}]}),
    ]
    with committing():
        return make_story(
            make_section(make_site()),
            "Talks resume",
            lead_photo=lead,
            social_photo=social,
            authors=[author],
            column=column,
            body=body,
        )


PLACES = {
    "/reporting/talks-resume/": ["Lead", "Body", "One", "Two", "Face"],
    "/reporting/": ["Lead"],
    "/reporting/feed/": ["Lead", "Body", "One", "Two"],
    "/reporting/feed/atom/": ["Lead", "Body", "One", "Two"],
    "/reporting/feed/json/": ["Lead", "Body", "One", "Two"],
    "/columns/": ["Mark"],
    "/columns/diplomacy-watch/": ["Mark", "Lead"],
    "/authors/": ["Face"],
    "/authors/ines-moreau/": ["Face", "Lead"],
}


# One test, because the photos take longer to make than the pages to read.
def test_pages_cards_galleries_feeds_machines_and_social_cards_name_the_credit(client, story):
    pages = {address: client.get(address).content.decode() for address in PLACES}

    for address, people in PLACES.items():
        assert [each for each in people if f"Harbour Press/{each}" in pages[address]] == people, address
    page = pages["/reporting/talks-resume/"]
    card = re.search(r'<meta property="og:image:alt" content="([^"]*)">', page)[1]
    assert card == "A white ferry at an empty quay (Harbour Press/Social)"
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert told["@graph"][0]["image"]["creditText"] == "Harbour Press/Lead"
    assert "<media:credit>Harbour Press/Lead</media:credit>" in pages["/reporting/feed/"]
