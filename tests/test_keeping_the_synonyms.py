"""An editor says which words mean the same, and finds everything about the search in one menu."""

import pytest
from django.test import RequestFactory
from wagtail.admin.menu import admin_menu

from accounts import roles
from search.finding import find
from search.models import Synonym
from search.questions import Question
from tests.editor import log_in, send
from tests.factories import make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db

SYNONYMS = "/admin/snippets/search/synonym/"


@pytest.fixture
def editor():
    return log_in(make_user(role=roles.EDITORS))


def add(client, words: str):
    return client.post(f"{SYNONYMS}add/", {"words": words})


def test_a_reader_finds_a_story_by_its_other_spelling(editor, committing):
    with committing():
        story = make_story(make_section(make_site()), "A walk through Kyiv")
    assert find(Question("Kiev", is_exact=True)).total == 0

    add(editor, "Kyiv, Kiev")

    assert [hit.story for hit in find(Question("Kiev", is_exact=True)).hits] == [story]


def test_a_synonym_is_changed_and_deleted(editor):
    add(editor, "lorry, truck")
    synonym = Synonym.objects.get(words="lorry, truck")

    send(editor, f"{SYNONYMS}edit/{synonym.pk}/", form_id=None, words="lorry, truck, van")
    changed = Synonym.objects.get(pk=synonym.pk).phrases
    editor.post(f"{SYNONYMS}delete/{synonym.pk}/")

    assert changed == ["lorry", "truck", "van"]
    assert not Synonym.objects.filter(pk=synonym.pk).exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Kyiv", "at least two"),
        ("Kyiv, , ", "at least two"),
        ("ferry, ferries", "the same word"),
        ("Kyiv, KYIV", "the same word"),
        ("Kyiv, !!!", "no word"),
        ("Kyiv, of the", "says nothing by itself"),
        ("harbour, Lvov", "stands in another line"),
    ],
)
def test_a_line_that_helps_nobody_is_refused_with_its_reason(editor, words, reason):
    Synonym.objects.create(words="Lviv, Lvov")
    before = Synonym.objects.count()

    response = add(editor, words)

    assert reason in response.content.decode()
    assert Synonym.objects.count() == before


def menu_of(user) -> dict[str, list[str]]:
    """Return the admin's menu as `user` sees it, with what stands in each submenu, in its order."""
    request = RequestFactory().get("/admin/")
    request.user = user
    found = {}
    for item in admin_menu.menu_items_for_request(request):
        below = item.menu.menu_items_for_request(request) if hasattr(item, "menu") else []
        found[str(item.label)] = [str(each.label) for each in sorted(below, key=lambda each: each.order)]
    return found


def test_everything_about_the_search_stands_in_one_menu():
    menu = menu_of(make_user(role=roles.EDITORS))

    assert menu["Search"] == ["Promoted results", "Synonyms", "What readers search for"]
    assert "Promoted search results" not in menu.get("Settings", [])


def test_a_superuser_does_not_find_it_twice():
    menu = menu_of(make_user(is_superuser=True))

    assert "Promoted search results" not in menu["Settings"]
    assert "Search terms" not in menu["Reports"]
    assert "Searches" in menu["Records"]


@pytest.mark.parametrize("role", [roles.WRITERS, roles.PHOTO_EDITORS])
def test_it_is_for_editors(role):
    user = make_user(role=role)

    assert "Search" not in menu_of(user)
    assert log_in(user).get(SYNONYMS).status_code == 302
    assert log_in(user).post(f"{SYNONYMS}add/", {"words": "lorry, truck"}).status_code == 302


def test_the_list_of_synonyms_is_searched_and_goes_out_as_a_spreadsheet(editor):
    add(editor, "lorry, truck")
    add(editor, "harbour, port")

    editor.get(SYNONYMS)  # where it says that both were made
    page = editor.get(f"{SYNONYMS}?q=lorr").content.decode()
    csv = b"".join(editor.get(f"{SYNONYMS}?export=csv").streaming_content).decode()

    assert "lorry, truck" in page
    assert "harbour, port" not in page
    assert '"lorry, truck"' in csv
