"""An editor puts a story or an address on top of the results for certain words."""

import pytest
from django.core.cache import cache
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from accounts import roles
from search.answers import Promoted
from search.finding import find
from search.promotions import promoted_for
from search.questions import Question
from tests.editor import form_at, inline_rows, log_in
from tests.factories import make_column, make_section, make_site, make_story, make_user

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
