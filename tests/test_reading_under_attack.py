"""Headers and questions that try to change what other readers get."""

import pytest

from stories.models import StoryPage
from tests.factories import make_section, make_site, make_story

pytestmark = pytest.mark.django_db
ODD_HEADERS = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "1",
    "x-forwarded-prefix": "/evil",
    "x-forwarded-for": "10.0.0.1",
    "x-original-url": "/admin/",
    "x-rewrite-url": "/admin/",
    "x-http-method-override": "DELETE",
    "x-requested-with": "XMLHttpRequest",
    "x-host": "evil.example",
    "forwarded": "host=evil.example",
    "accept-language": "de",
    "accept": "application/json",
    "cookie": "sessionid=nonsense; consent=1",
    "authorization": "Basic eDp5",
    "range": "bytes=5-1,-3",
    "origin": "https://evil.example",
    "referer": "https://evil.example/",
    "x-preview": "1",
    "user-agent": "<script>",
    "save-data": "on",
    "dnt": "1",
}


@pytest.fixture(scope="module")
def story(make_once) -> StoryPage:
    return make_once(lambda: make_story(make_section(make_site()), "The ferry never came back"))


@pytest.mark.parametrize(
    "address", ["/reporting/the-ferry-never-came-back/", "/reporting/", "/", "/feed/", "/sitemap.xml"]
)
def test_no_header_changes_a_page(client, story, address):
    plain = client.get(address)

    for header, value in ODD_HEADERS.items():
        odd = client.get(address, headers={header: value})
        assert odd.content == plain.content, header
        assert not odd.cookies, header


def test_nobody_says_under_which_path_the_site_stands(client, story):
    """gunicorn is told not to pass such a header on; here it arrives all the same."""
    plain = client.get("/reporting/").content

    assert client.get("/reporting/", SCRIPT_NAME="/evil").content == plain
    assert b"/evil" not in client.get("/latest/").content


def test_a_foreign_host_is_printed_nowhere(client, story):
    addresses = (story.url, "/reporting/", "/", "/feed/", "/feed/atom/", "/feed/json/", "/sitemap.xml", "/robots.txt")
    for address in (*addresses, "/sitemap-pages.xml", "/search/?q=ferry", "/no/such/page/"):
        answer = client.get(address, headers={"host": "evil.example"})
        assert b"evil.example" not in answer.content
        assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_other_methods_change_nothing_and_set_no_cookie(client, story, method):
    answer = getattr(client, method)(story.url)

    assert answer.status_code < 500
    assert not answer.cookies
    assert client.get(story.url).status_code == 200
