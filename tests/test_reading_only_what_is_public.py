"""Nothing that is not public is seen by anybody without the right, at any address, under any question."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import NameplateLink, NameplateSettings
from stories.models import RelatedStory, StoryPage
from tests.factories import (
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
CANARY = "Zanzibarcanary"


class Magazine:
    """A public story that leads everywhere, and beside it one whose words nobody may see."""

    def __init__(self):
        self.home = make_site()
        self.section, self.vault = make_section(self.home), make_section(self.home, "Vault")
        self.column, self.author, self.topic = make_column(), make_author(), make_topic()
        self.public = make_story(self.section, "The ferry never came back", **self.places())

    def places(self) -> dict:
        return {"column": self.column, "authors": [self.author], "topics": [self.topic]}

    def canary(self, section=None, make=make_story, **fields) -> StoryPage:
        return make(
            section or self.section,
            f"{CANARY} headline",
            standfirst=f"{CANARY} standfirst",
            dateline=CANARY,
            lead_photo=make_photo(CANARY, caption=CANARY, description=CANARY, person=CANARY),
            lead_caption=CANARY,
            social_title=CANARY,
            body=[("paragraph", {"text": f"<p>{CANARY} body</p>"})],
            **{**self.places(), "also_in": [self.section], **fields},
        )

    def link_to(self, canary: StoryPage) -> None:
        """Have the public story and the front name the hidden one in every way an editor can."""
        self.public.related_stories = [RelatedStory(related=canary)]
        self.public.body = [
            ("paragraph", {"text": f'<p><a linktype="page" id="{canary.pk}">here</a></p>'}),
            ("related_story", {"story": canary}),
        ]
        self.public.save_revision().publish()
        self.home.refresh_from_db()
        self.home.strips = [
            ("lead_package", {"chosen": [canary]}),
            ("section_strip", {"section": self.vault, "count": 4, "chosen": [canary]}),
            ("column_strip", {"column": self.column, "count": 3}),
            ("topic_strip", {"topic": self.topic, "count": 4, "chosen": []}),
            ("latest", {"count": 12}),
        ]
        self.home.save_revision().publish()


def draft(magazine):
    return magazine.canary(make=make_draft)


def changed_draft(magazine):
    """A public story whose next version is not public yet."""
    story = magazine.canary()
    revision = story.save_revision()
    for field in ("title", "standfirst", "dateline", "lead_caption", "social_title"):
        setattr(story, field, "Plain words")
    story.lead_photo = None
    story.body = [("paragraph", {"text": "<p>Plain words</p>"})]
    story.save_revision().publish()
    revision.as_object().save_revision()
    return story


def scheduled(magazine):
    story = magazine.canary(make=make_draft, go_live_at=timezone.now() + timedelta(days=1))
    story.latest_revision.publish()
    return story


def unpublished(magazine):
    story = magazine.canary()
    visit(magazine.client)  # every cache has seen it
    story.unpublish()
    return story


def expired(magazine):
    story = magazine.canary()
    visit(magazine.client)
    story.expired = True
    story.unpublish(set_expired=True)
    return story


def deleted(magazine):
    story = magazine.canary()
    visit(magazine.client)
    StoryPage.objects.get(pk=story.pk).delete()
    return story


def restricted(magazine, **fields):
    story = magazine.canary()
    visit(magazine.client)
    PageViewRestriction.objects.create(page=story, **fields)
    return story


def behind_a_login(magazine):
    return restricted(magazine, restriction_type=PageViewRestriction.LOGIN)


def behind_a_password(magazine):
    return restricted(magazine, restriction_type=PageViewRestriction.PASSWORD, password="sesame")


def for_a_group(magazine):
    return restricted(magazine, restriction_type=PageViewRestriction.GROUPS)


def in_a_private_section(magazine):
    story = magazine.canary(magazine.vault)
    visit(magazine.client)
    PageViewRestriction.objects.create(page=magazine.vault, restriction_type=PageViewRestriction.LOGIN)
    return story


def moved_into_a_private_section(magazine):
    PageViewRestriction.objects.create(page=magazine.vault, restriction_type=PageViewRestriction.LOGIN)
    story = magazine.canary()
    visit(magazine.client)
    story.move(magazine.vault, pos="last-child")
    return StoryPage.objects.get(pk=story.pk)


STATES = [
    draft,
    changed_draft,
    scheduled,
    unpublished,
    expired,
    deleted,
    behind_a_login,
    behind_a_password,
    for_a_group,
    in_a_private_section,
    moved_into_a_private_section,
]
SAMPLE = [unpublished, in_a_private_section]  # the other states are walked by the deep tests
ODD = ["?preview=1", "?is_preview=true", "?draft=1", "?fragment=body", "?format=json", "?before=9-9", "?after=1-1"]


def visit(client) -> dict[str, bytes]:
    """Follow every link and every address of the sitemaps and return all that was answered, by address."""
    now = timezone.localtime()
    waiting = ["/", "/latest/", "/sitemap.xml", "/robots.txt", f"/{now.year}/{now.month}/", "/search/?q=ferry"]
    waiting += [f"/search/?q={CANARY}{rest}" for rest in ("", "*", "+headline", "&page=2")]
    waiting += [f"/{place}/?q=headline" for place in ("search", "search/feed", "api/search", "api/suggest")]
    waiting += [page.url for page in Page.objects.filter(depth__gt=1) if page.url]
    for place in ("/", "/reporting/", "/vault/", "/columns/diplomacy-watch/", "/authors/ines-moreau/"):
        waiting += [f"{place}feed/", f"{place}feed/atom/", f"{place}feed/json/", f"{place}{now.year}/{now.month}/"]
    answers: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop()
        if address in answers or address.startswith(("/admin", "/static/")):
            continue
        response = client.get(address)
        answers[address] = response.content + str(response.headers).encode()
        waiting += [link for link in links(response) if link.startswith("/")]
    return answers


def links(response) -> list[str]:
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html"):
        page = BeautifulSoup(response.content, "html.parser")
        found = [tag["href"] for tag in page.find_all(href=True)]
    elif kind.startswith("application/xml") and response.status_code == 200:
        found = [element.text or "" for element in ElementTree.fromstring(response.content).iter()]  # noqa: S314
    else:
        found = []
    return [link.removeprefix("http://localhost").partition("#")[0] for link in found]


@pytest.fixture
def magazine(client):
    magazine = Magazine()
    magazine.client = client
    return magazine


@pytest.mark.parametrize(
    "hide", [pytest.param(each, marks=[] if each in SAMPLE else pytest.mark.deep) for each in STATES]
)
def test_no_address_gives_a_hidden_story_away(client, magazine, hide, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        canary = hide(magazine)
        if hide is not deleted:
            magazine.link_to(canary)

    answers = visit(client)
    for address in ("/reporting/", magazine.public.url, canary.url or "/"):
        for odd in ODD:
            answers[address + odd] = client.get(address + odd).content

    assert len(answers) > 40
    told = [address for address, answer in answers.items() if CANARY.encode() in answer.replace(QUESTION, b"")]
    # The search prints the question that was asked.
    assert [address for address in told if not address.startswith("/search/")] == []
    pages = [answer for address, answer in answers.items() if address.startswith("/search/?")]
    searched = [BeautifulSoup(answer, "html.parser") for answer in pages]
    assert not any(CANARY in result.get_text() for page in searched for result in page.select(".card"))


QUESTION = f"q={CANARY}".encode()


def test_the_crawl_would_have_seen_it(client, magazine):
    with_canary = magazine.canary()
    magazine.link_to(with_canary)

    told = {address for address, answer in visit(client).items() if CANARY.encode() in answer}

    assert {with_canary.url, "/", "/reporting/", "/feed/", "/feed/json/", "/sitemap-news.xml", "/latest/"} <= told


def test_a_question_in_the_address_changes_no_story(client, magazine):
    for odd in ODD:
        assert client.get(magazine.public.url + odd).content == client.get(magazine.public.url).content, odd


def test_a_private_section_asks_for_a_login_and_is_kept_by_nobody(client, magazine):
    story = magazine.canary(magazine.vault)
    PageViewRestriction.objects.create(page=magazine.vault, restriction_type=PageViewRestriction.LOGIN)

    for address in ("/vault/", story.url, "/vault/feed/"):
        refused = client.get(address)
        assert refused.status_code == 302
        assert "login" in refused["Location"]
        assert "no-store" in refused["Cache-Control"]

    client.force_login(make_user())
    shown = client.get(story.url)
    assert CANARY in shown.content.decode()
    assert {"private", "no-store"} <= set(shown["Cache-Control"].replace(" ", "").split(","))


def test_a_password_opens_a_private_section_to_those_who_know_it(client, magazine):
    magazine.canary(magazine.vault)
    PageViewRestriction.objects.create(
        page=magazine.vault, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )

    asked = client.get("/vault/")
    assert "no-store" in asked["Cache-Control"]
    page = BeautifulSoup(asked.content, "html.parser")
    form = page.find("form", method="post")
    data = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    wrong = client.post(form["action"], {**data, "password": "guess"})
    assert wrong.status_code == 200
    opened = client.post(form["action"], {**data, "password": "sesame"}, follow=True)

    assert CANARY not in asked.content.decode() + wrong.content.decode()
    assert opened.redirect_chain[-1][0] == "/vault/"
    assert "no-store" in opened["Cache-Control"]


def test_a_private_section_is_no_label_of_a_public_story(client):
    home = make_site()
    vault = make_section(home, f"{CANARY} vault")
    story = make_story(make_section(home), "Seen by all", also_in=[vault])
    assert CANARY in client.get(story.url).content.decode()

    PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)

    for address in (story.url, "/reporting/", "/", "/feed/", "/search/?q=seen"):
        assert CANARY not in client.get(address).content.decode(), address


def test_a_link_of_the_nameplate_to_a_private_page_is_not_printed(client):
    home = make_site()
    story = make_story(make_section(home), f"{CANARY} plans")
    nameplate = NameplateSettings.for_site(home.get_site())
    nameplate.links = [NameplateLink(page=story)]
    nameplate.save()
    assert CANARY in client.get("/about/").content.decode()

    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)

    assert CANARY not in client.get("/about/").content.decode()
