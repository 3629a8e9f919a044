"""An editor puts a story or an address on top of the results for certain words."""

import pytest
from django.core.cache import cache
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from accounts import roles
from search.answers import Promoted
from search.finding import find
from search.models import Asked
from search.promotions import promoted_for
from search.questions import Question
from tests.editor import form_at, inline_rows, log_in, messages_of
from tests.factories import make_column, make_draft, make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db

PROMOTIONS = "/admin/searchpicks/"


@pytest.fixture
def section():
    return make_section(make_site())


def promote(words: str, page=None, *, url: str = "", title: str = "", text: str = "", order: int = 0):
    return SearchPromotion.objects.create(
        query=Query.get(words),
        page=page,
        external_link_url=url,
        external_link_text=title,
        description=text,
        sort_order=order,
    )


def test_an_editor_puts_a_story_on_top_in_the_admin(section):
    editor = log_in(make_user(role=roles.EDITORS))
    story = make_story(section, "Talks resume", standfirst="In Meren.", column=make_column())
    form = form_at(editor, f"{PROMOTIONS}add/", form_id=None)
    form.update({"query_string": "Grain Talks"})
    form.update(inline_rows("editors_picks", {"page": story.pk, "description": ""}))

    assert promoted_for("grain talks") == ()
    editor.post(f"{PROMOTIONS}add/", form)

    assert promoted_for("grain talks") == (Promoted("Diplomacy Watch: Talks resume", story.url, "In Meren."),)


@pytest.mark.parametrize("text", ["grain talks", "  Grain   TALKS ", "gráin talks!", "“grain talks”"])
def test_case_accents_and_signs_make_no_difference(section, text):
    promote("Grain talks", make_story(section))

    assert len(promoted_for(text)) == 1


@pytest.mark.parametrize("text", ["grain", "talks grain", "grain talks today", "", "-", "\x00", "grain -talks" * 2000])
def test_other_words_do(section, text):
    promote("grain talks", make_story(section))

    assert promoted_for(text) == ()


def test_an_address_elsewhere_is_promoted_with_its_words(section):
    promote("donate", url="https://example.org/give", title="Stand by us", text="Every month counts.")

    assert promoted_for("donate") == (Promoted("Stand by us", "https://example.org/give", "Every month counts."),)


def test_they_stand_in_the_order_that_the_editor_gave_them(section):
    first, second = make_story(section, "First"), make_story(section, "Second")
    promote("grain", second, order=1)
    promote("grain", first, order=0)

    assert [each.title for each in promoted_for("grain")] == ["First", "Second"]


def test_a_page_that_the_public_may_not_see_is_left_out(section):
    story, closed, other = make_story(section, "Draft"), make_story(section, "Closed"), make_story(section, "Open")
    for page in (story, closed, other):
        promote("grain", page)
    assert len(promoted_for("grain")) == 3

    story.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    assert [each.title for each in promoted_for("grain")] == ["Open"]


def test_the_same_page_stands_on_top_once(section):
    story = make_story(section)
    promote("grain", story, text="First words.")
    promote("grain", story, text="Second words.")

    assert [each.text for each in promoted_for("grain")] == ["First words."]


def test_a_section_is_promoted_too(section):
    promote("reporting", section)

    assert promoted_for("reporting") == (Promoted(section.title, section.url, ""),)


def test_what_is_taken_back_is_gone_at_once(section):
    row = promote("grain", make_story(section))
    assert promoted_for("grain")

    row.delete()

    assert not promoted_for("grain")


def test_the_results_have_it_on_their_first_page(section):
    story = make_story(section, "Talks resume")
    promote("grain", story)

    assert [each.url for each in find(Question("grain")).promoted] == [story.url]
    assert find(Question("grain", page=2)).promoted == ()


def test_other_searches_cost_no_query(section, django_assert_num_queries):
    promote("grain", make_story(section))
    promoted_for("ferry")

    with django_assert_num_queries(0):
        promoted_for("ferry")


def test_searching_goes_on_without_a_cache(section, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    promote("grain", make_story(section))
    cache.clear()

    assert len(promoted_for("grain")) == 1


@pytest.mark.parametrize(
    ("role", "answer"),
    [(roles.WRITERS, 302), (roles.PHOTO_EDITORS, 302), (roles.EDITORS, 200), (roles.ADMINISTRATORS, 200)],
)
def test_promoting_is_for_editors(role, answer):
    assert log_in(make_user(role=role)).get(PROMOTIONS).status_code == answer


@pytest.fixture
def editor(section):
    return log_in(make_user(role=roles.EDITORS))


def text_of(response) -> str:
    """Return what the page says, without its menus."""
    from bs4 import BeautifulSoup

    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def add(client, words: str, *rows: dict):
    form = form_at(client, f"{PROMOTIONS}add/", form_id=None)
    form.update({"query_string": words} | inline_rows("editors_picks", *rows))
    return client.post(f"{PROMOTIONS}add/", form)


@pytest.mark.parametrize("address", ["", "?q=nothing", "add/", "{pk}/", "{pk}/delete/", "queries/chooser/"])
def test_every_page_of_it_calls_it_promoted_results(editor, section, address):
    row = promote("grain", make_story(section))

    page = editor.get(PROMOTIONS + address.format(pk=row.query_id)).content.decode().lower()

    assert "promoted result" in page or "what readers search for" in page
    for other in ("promoted search", "search term(s)", "editor's pick", "editor&#x27;s pick", "recommend", "queries<"):
        assert other not in page


def test_the_list_says_what_readers_do_not_see(editor, section):
    closed = make_story(section, "Closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    promote("grain", make_story(section, "Public"), order=0)
    promote("grain", make_draft(section, "Unfinished"), order=1)
    promote("grain", closed, order=2)
    promote("grain", url="https://example.org/", title="Elsewhere", order=3)

    said = text_of(editor.get(PROMOTIONS))

    assert "Public Unfinished not published Readers do not see it." in said
    assert "Closed private Readers do not see it. Elsewhere" in said
    assert said.count("Readers do not see it.") == 2


def test_the_list_asks_once_for_all_pages_in_it(editor, section, django_assert_max_num_queries):
    for number in range(8):
        promote(f"words {number}", make_story(section, f"Story {number}"))
    editor.get(PROMOTIONS)

    with django_assert_max_num_queries(24):
        editor.get(PROMOTIONS)


def test_who_promotes_a_draft_is_told_that_readers_do_not_see_it(editor, section):
    draft = make_draft(section, "Unfinished")

    response = add(editor, "grain", {"page": draft.pk, "description": ""})
    form = text_of(editor.get(f"{PROMOTIONS}{Query.get('grain').pk}/"))

    assert "Readers do not see “Unfinished”" in messages_of(response)
    assert "This page is not published: readers see it here as soon as it is." in form


def test_nothing_is_said_of_readers_where_all_is_public(editor, section):
    response = add(editor, "grain", {"page": make_story(section).pk, "description": ""})

    assert messages_of(response).startswith("What is promoted for “grain” is saved.")
    assert "Readers" not in messages_of(response)


@pytest.mark.parametrize(
    ("words", "row", "reason"),
    [
        ("!!!", {"external_link_url": "https://example.org/", "external_link_text": "Elsewhere"}, "no word in this"),
        ("w" * 256, {"external_link_url": "https://example.org/", "external_link_text": "Elsewhere"}, "255"),
        ("grain", {"description": "Of what?"}, "Choose a story or page, or write an address elsewhere."),
        ("grain", {"external_link_url": "https://example.org/"}, "Write what readers see of this address."),
        ("grain", {"page": "{story}", "external_link_url": "https://example.org/"}, "not both"),
        ("grain", {"external_link_url": "nonsense", "external_link_text": "Elsewhere"}, "Enter a valid URL"),
    ],
)
def test_what_promotes_nothing_is_refused_with_its_reason(editor, section, words, row, reason):
    story = make_story(section)
    row = {"page": "", "description": ""} | {name: value.format(story=story.pk) for name, value in row.items()}

    response = add(editor, words, row)

    assert reason in response.content.decode()
    assert not SearchPromotion.objects.exists()


ELSEWHERE = {"page": "", "description": "", "external_link_url": "https://example.org/", "external_link_text": "There"}


@pytest.mark.parametrize("words", ["womble gauge", "Womble?! gauge", "WÖMBLE  gauge"])
def test_words_that_have_a_line_already_are_refused_with_a_link_to_it(editor, words):
    first = promote("Womble?! gauge", url="https://example.org/")

    response = add(editor, words, ELSEWHERE)

    assert "There are promoted results for “womble?! gauge” already" in response.content.decode()
    assert f'<a href="{PROMOTIONS}{first.query_id}/">' in response.content.decode()
    assert SearchPromotion.objects.count() == 1


def test_a_line_takes_other_words_but_not_those_of_another(editor):
    promote("womble gauge", url="https://example.org/", title="There")
    other = promote("grain", url="https://example.org/", title="There")
    address = f"{PROMOTIONS}{other.query_id}/"
    form = form_at(editor, address, form_id=None)

    refused = editor.post(address, form | {"query_string": "womble gauge!"})
    assert "already" in refused.content.decode()
    assert editor.post(address, form).status_code == 302, "its own words"
    assert editor.post(address, form | {"query_string": "Grain!"}).status_code == 302

    assert promoted_for("grain")
    assert len(promoted_for("womble gauge")) == 1


def test_words_without_a_result_are_refused(editor):
    assert "Add at least one promoted result for these words." in add(editor, "grain").content.decode()


def test_other_words_and_another_order_hold_from_the_next_search_on(editor, section):
    first = promote("grain", make_story(section, "First"), order=0)
    second = promote("grain", make_story(section, "Second"), order=1)
    assert promoted_for("grain")

    address = f"{PROMOTIONS}{first.query_id}/"
    form = form_at(editor, address, form_id=None)
    form.update({"query_string": "Wheat", "editors_picks-0-ORDER": "2", "editors_picks-1-ORDER": "1"})
    editor.post(address, form)

    assert [each.title for each in promoted_for("wheat")] == ["Second", "First"]
    assert not promoted_for("grain")
    assert SearchPromotion.objects.filter(pk__in=[first.pk, second.pk]).count() == 2


def test_it_is_deleted_with_a_plain_answer(editor, section):
    row = promote("grain", make_story(section))

    response = editor.post(f"{PROMOTIONS}{row.query_id}/delete/")

    assert "Nothing is promoted for “grain” any more." in messages_of(response)
    assert not promoted_for("grain")


def test_the_words_are_chosen_from_what_readers_search_for(editor):
    Asked.objects.create(words="grain", day="2026-03-01", times=3)
    Asked.objects.create(words="ferry", day="2026-03-01", times=9)

    offered = editor.get(f"{PROMOTIONS}queries/chooser/results/").content.decode()
    searched = editor.get(f"{PROMOTIONS}queries/chooser/results/?q=gra").content.decode()

    assert offered.index("ferry") < offered.index("grain")
    assert 'data-querystring="grain"' in searched
    assert "ferry" not in searched


@pytest.mark.parametrize("address", ["queries/chooser/", "queries/chooser/results/"])
def test_what_readers_search_for_is_offered_to_editors_alone(section, address):
    assert log_in(make_user("will", role=roles.WRITERS)).get(PROMOTIONS + address).status_code == 302
    assert log_in(make_user("chief", role=roles.EDITORS)).get(PROMOTIONS + address).status_code == 200


def test_wagtails_own_report_of_searches_leads_to_ours(editor):
    assert editor.get(f"{PROMOTIONS}reports/search-terms/").url == "/admin/reports/searches/"
