"""A magazine with a picture in every place that a story has for one, and people who look for what they may not see."""

from dataclasses import dataclass

import urllib3
from django.core.files.base import ContentFile
from django.test import Client

from stories.models import StoryPage
from tests.factories import make_document, make_photo, make_story, picture_bytes
from tests.test_reading_only_what_is_public import Magazine


class IllustratedMagazine(Magazine):
    """A magazine whose hidden story has a picture in every place that a story has for one, and a document."""

    def __init__(self):
        super().__init__()
        self.photos = [
            make_photo(name, file=ContentFile(picture_bytes(900, 600), name=f"{name}.jpg"))
            for name in ("lead", "social", "in-the-text", "in-the-gallery")
        ]
        self.document = make_document()

    def canary(self, section=None, make=make_story, **fields) -> StoryPage:
        lead, social, photo, other = self.photos
        gallery = {"title": "", "photos": [{"photo": other}, {"photo": other}]}
        body = [("photo", {"photo": photo, "layout": "normal"}), ("gallery", gallery)]
        body += [("document", {"document": self.document, "title": ""})]
        # Its later version in `changed_draft` leaves these out.
        return make(
            section or self.section,
            "Canary",
            lead_photo=lead,
            body=body,
            **{**self.places(), "social_photo": social, **fields},
        )


@dataclass
class Somebody:
    """Who asks, and what is to be found."""

    client: Client

    def get(self, address: str) -> tuple[int, bytes]:
        """Return what is answered at an address of the site, the stores or a signed one, following no redirect."""
        if address.startswith("http"):
            answer = urllib3.request("GET", address, retries=False, redirect=False, timeout=5)
            return answer.status, answer.data
        answer = self.client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, content + str(answer.headers).encode()
