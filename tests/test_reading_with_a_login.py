"""A reader whose account opens a story that others do not see."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories import make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"


@pytest.fixture
def dinner():
    story = make_story(make_section(make_site()), "The annual dinner")
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    return story


@pytest.fixture
def member():
    member = make_user("member")
    member.set_password(PASSWORD)
    member.save()
    return member


def page_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_a_private_story_asks_for_a_login_on_a_page_of_the_magazine(client, dinner):
    response = client.get(dinner.url, follow=True)
    page = page_of(response)

    assert response.redirect_chain == [(f"/_util/login/?next={dinner.url}", 302)]
    assert page.select_one(".nameplate") and page.select_one(".foot")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "Broadsheet" in page.find("meta", attrs={"name": "description"})["content"]
    assert "no-store" in response["Cache-Control"]
    for field in ("username", "password"):
        assert page.find("label", attrs={"for": page.find("input", attrs={"name": field})["id"]})
    assert "annual dinner" not in page.get_text()


def test_who_logs_in_arrives_at_the_story(client, dinner, member):
    form = page_of(client.get(dinner.url, follow=True)).select_one(".login")
    given = {"username": "member", "password": PASSWORD, "next": form.find("input", attrs={"name": "next"})["value"]}

    response = client.post(form["action"], given, follow=True)

    assert response.redirect_chain[-1][0] == dinner.url
    assert "The annual dinner" in page_of(response).h1.get_text()


def test_a_wrong_password_is_said_and_the_way_to_the_story_kept(client, dinner, member):
    given = {"username": "member", "password": "nearly", "next": dinner.url}

    page = page_of(client.post("/_util/login/", given))

    assert page.find(role="alert").get_text(strip=True)
    assert page.find("input", attrs={"name": "username"})["value"] == "member"
    assert page.find("input", attrs={"name": "next"})["value"] == dinner.url


def test_a_login_leads_to_no_other_site(client, dinner, member):
    given = {"username": "member", "password": PASSWORD, "next": "https://example.org/"}

    response = client.post("/_util/login/", given)

    assert "example.org" not in response["Location"]
