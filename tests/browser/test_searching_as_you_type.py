"""What happens while a reader types into a search field: suggestions below it, and on the search page the results."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_a_readers_way import DESK, PHONE, reader  # noqa: F401
from tests.browser.test_pages_for_everyone import OVERHANG, RULES, RUN_AXE

pytestmark = pytest.mark.browser

STORY = "/reporting/the-ferry-never-came-back/"
SAME_PAGE = "window.same = true"


def field_of(page):
    return page.get_by_role("main").locator("#q").or_(page.locator(".nameplate #q"))


def type_into(page, words: str):
    """Type into the search field as a reader does, and return it once there are the suggestions for all of it."""
    field = field_of(page)
    field.click()
    if words.strip():
        with page.expect_response(lambda answer: answer.url.endswith(f"/api/suggest/?q={words}")):
            field.press_sequentially(words, delay=20)
        page.wait_for_timeout(50)  # until they are drawn
    else:
        field.press_sequentially(words, delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    return field


def active(page) -> str:
    """Return the option that the keys have reached, "" where they are in the field itself."""
    return page.evaluate(
        """() => {
          const id = document.activeElement.getAttribute('aria-activedescendant');
          const option = document.getElementById(id);
          return option && option.ariaSelected === 'true' ? option.textContent : '';
        }"""
    )


def test_the_keys_choose_from_the_suggestions_and_enter_opens_what_is_chosen(reader):  # noqa: F811
    page = reader(STORY)
    field = type_into(page, "diplom")

    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("group", name="Columns").get_by_role("option").inner_text() == "Diplomacy Watch"
    options = page.get_by_role("option").all_text_contents()
    assert active(page) == ""
    reached = []
    for _ in [*options, None]:
        page.keyboard.press("ArrowDown")
        reached.append(active(page))
    assert reached == [*options, ""], "past the last one is the field itself"
    page.keyboard.press("ArrowUp")
    assert active(page) == options[-1]
    while active(page) != "Diplomacy Watch":
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    page.wait_for_url("**/columns/diplomacy-watch/")


@pytest.mark.deep
def test_enter_without_a_choice_searches_for_what_was_typed(reader):  # noqa: F811
    page = reader(STORY)
    type_into(page, "ferry")

    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=ferry")
    assert page.get_by_role("heading", level=1).inner_text() == "1 story for “ferry”"


@pytest.mark.deep
def test_escape_closes_the_list_and_then_empties_the_field_and_other_keys_stay_the_fields_own(reader):  # noqa: F811
    page = reader(STORY)
    field = type_into(page, "ferry")
    page.wait_for_timeout(1000)  # the list that an answer to the last letter brings has nothing chosen
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Home")
    caret = field.evaluate("field => field.selectionStart")
    page.keyboard.press("End")
    assert (caret, field.evaluate("field => field.selectionStart")) == (0, 5)
    assert active(page) != ""
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded"), active(page)) == ("ferry", "false", "")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert field.input_value() == ""


@pytest.mark.deep
def test_a_click_opens_a_suggestion_and_leaving_the_field_closes_the_list(reader):  # noqa: F811
    page = reader(STORY)
    type_into(page, "moreau")

    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    type_into(page, " ")
    page.get_by_role("group", name="People").get_by_role("option", name="Ines Moreau").click()

    page.wait_for_url("**/authors/ines-moreau/")


@pytest.mark.deep
@pytest.mark.parametrize(("address", "screen"), [(STORY, DESK), ("/search/", DESK), ("/search/", PHONE)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_open_to_everyone(reader, address, screen, scheme):  # noqa: F811
    page = reader(address, viewport=screen, color_scheme=scheme)
    field_of(page).click()
    page.keyboard.type("pilots")
    if address == "/search/":
        expect(heading(page)).to_contain_text("for “pilots”")
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")

    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN_AXE, [RULES, []]) + page.evaluate(OVERHANG) == []
    assert page.evaluate("[...document.querySelectorAll('[role=option]')].every(each => each.offsetHeight >= 24)")


@pytest.mark.deep
def test_nothing_is_loaded_for_suggestions_until_the_field_is_entered(reader):  # noqa: F811
    page = reader(STORY)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.wait_for_timeout(200)
    before = list(asked)
    type_into(page, "ferry")

    assert [url for url in before if url.endswith(".js")] == []
    assert sum("suggestions" in url for url in asked) == 1
    assert 1 <= sum("/api/suggest/" in url for url in asked) <= 4, "not one for each letter"


@pytest.mark.deep
def test_an_answer_that_comes_late_does_not_cover_a_newer_one(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()
    held = []
    page.route(re.compile(r"suggest/\?q=pilots$"), lambda route: held.append(route))  # noqa: PLW0108  (Playwright takes no built-in)
    page.goto(STORY)
    field_of(page).click()
    with page.expect_request("**/api/suggest/?q=pilots"):
        page.keyboard.type("pilots")
    field_of(page).fill("ferry")
    expect(page.get_by_role("option").first).to_contain_text("ferry")

    for route in held:
        route.continue_()
    page.wait_for_timeout(300)

    assert "pilots" not in page.get_by_role("listbox").inner_text()
    context.close()


@pytest.mark.deep
@pytest.mark.parametrize("failure", ["refused", "cut off"])
def test_where_suggestions_fail_the_form_is_a_form(chromium, magazine, failure):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()
    page.route("**/api/suggest/**", lambda route: route.fulfill(status=503) if failure == "refused" else route.abort())
    page.goto(STORY)
    field_of(page).click()

    with page.expect_request("**/api/suggest/?q=ferry"):
        page.keyboard.type("ferry")
    page.wait_for_timeout(200)
    assert page.get_by_role("listbox").count() == 0
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=ferry")
    context.close()


@pytest.mark.deep
def test_a_slash_leads_to_the_search_unless_somebody_types_or_wants_the_key_back(reader):  # noqa: F811
    page = reader(STORY)
    field = field_of(page)

    page.keyboard.press("/")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"
    page.get_by_label("The key / leads to the search").uncheck()
    page.reload()
    page.keyboard.press("/")
    assert not field.evaluate("field => field === document.activeElement")
    page.get_by_label("The key / leads to the search").check()
    page.keyboard.press("/")
    assert field.evaluate("field => field === document.activeElement")


@pytest.mark.deep
def test_on_a_narrow_screen_the_slash_opens_the_search_page(reader):  # noqa: F811
    page = reader(STORY, viewport=PHONE)

    page.keyboard.press("/")

    page.wait_for_url("**/search/#q")


@pytest.mark.deep
def test_on_a_narrow_screen_the_header_leads_to_a_field_that_is_ready(reader):  # noqa: F811
    page = reader(STORY, viewport=PHONE)

    page.get_by_role("banner").get_by_role("link", name="Search").click()

    page.wait_for_url("**/search/#q")
    expect(page.get_by_role("main").locator("#q")).to_be_focused()


def heading(page):
    return page.get_by_role("heading", level=1)


def test_results_follow_the_words_say_so_politely_and_keep_the_way_back(reader):  # noqa: F811
    page = reader("/search/?q=ferry")
    page.evaluate(SAME_PAGE)
    field, status = field_of(page), page.locator("#live-status")
    assert status.text_content() == ""
    assert field.evaluate("field => field.ariaDescribedByElements?.[0].textContent") in (
        "Results change as you type.",
        None,
    )

    field.fill("")
    field.press_sequentially("pilots", delay=60)
    expect(heading(page)).to_contain_text("stories for “pilots”")
    assert status.text_content() == "", "not before the reader has paused"
    expect(status).to_contain_text("stories for “pilots”")
    assert page.url.endswith("/search/?q=pilots")
    assert page.title().startswith(heading(page).inner_text())
    assert field.evaluate("field => field === document.activeElement")

    page.go_back()
    expect(heading(page)).to_have_text("1 story for “ferry”")
    assert field.input_value() == "ferry"
    page.go_forward()
    expect(heading(page)).to_contain_text("for “pilots”")
    assert field.input_value() == "pilots"
    assert page.evaluate("window.same"), "the page was loaded anew"


def covered(page) -> list[str]:
    """Return what can be read of the results, and is covered by something else."""
    return page.evaluate(
        """() => [...document.querySelectorAll('[data-results] :is(h1, h2, h3, p, a)')].filter((element) => {
          const box = element.getClientRects()[0];
          if (!box || !element.checkVisibility() || box.top < 0 || box.bottom > innerHeight) return false;
          const found = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
          return !(element.contains(found) || found?.contains(element));
        }).map((element) => element.textContent)"""
    )


@pytest.mark.parametrize("screen", [DESK, pytest.param(PHONE, marks=pytest.mark.deep)])
def test_suggestions_make_room_for_results_and_come_when_they_are_asked_for(reader, screen):  # noqa: F811
    page = reader("/search/", viewport=screen)
    field, suggestions = field_of(page), page.locator("#q-suggestions")
    field.click()

    page.keyboard.type("ferry")
    expect(heading(page)).to_have_text("1 story for “ferry”")
    page.wait_for_timeout(1600)  # longer than they would take to come
    assert suggestions.is_hidden()
    assert field.get_attribute("aria-expanded") == "false"

    page.keyboard.press("ArrowDown")
    expect(suggestions).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    assert covered(page) == []
    page.keyboard.press("ArrowDown")
    assert "ferry" in active(page)
    page.keyboard.press("Escape")
    assert suggestions.is_hidden()
    assert field.input_value() == "ferry"
    assert heading(page).inner_text() == "1 story for “ferry”"


def test_other_words_keep_what_the_results_were_narrowed_to(reader):  # noqa: F811
    page = reader("/search/?q=pilots&section=reporting&sort=date")

    field_of(page).fill("ferry")

    expect(heading(page)).to_contain_text("for “ferry”")
    assert page.url.partition("?")[2] == "q=ferry&section=reporting&sort=date"


@pytest.mark.deep
def test_where_nothing_is_found_suggestions_stay_above_that_until_something_is(reader):  # noqa: F811
    page = reader("/search/?q=pilots")
    field, suggestions = field_of(page), page.locator("#q-suggestions")

    field.fill("di")
    field.focus()
    expect(heading(page)).to_have_text("Nothing found for “di”")
    expect(suggestions).to_contain_text("Diplomacy Watch")
    assert covered(page) == []
    page.keyboard.press("End")
    page.keyboard.type("plomacy")
    expect(heading(page)).to_contain_text("for “diplomacy”")

    expect(suggestions).to_be_hidden()
    page.go_back()
    expect(heading(page)).to_contain_text("for “pilots”")
    assert field.input_value() == "pilots"


@pytest.mark.deep
def test_on_a_slow_line_suggestions_come_before_the_results_and_go_with_them(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()
    held = []
    page.route(re.compile(r"search/\?q=pilots$"), lambda route: held.append(route))  # noqa: PLW0108  (Playwright takes no built-in)
    page.goto("/search/")
    field_of(page).click()

    page.keyboard.type("pilots")
    expect(page.locator("#q-suggestions")).to_be_visible()
    assert covered(page) == []
    for route in held:
        route.continue_()

    expect(heading(page)).to_contain_text("for “pilots”")
    expect(page.locator("#q-suggestions")).to_be_hidden()
    context.close()


@pytest.mark.deep
def test_who_chooses_among_suggestions_keeps_them_when_the_results_come(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()
    held = []
    page.route(re.compile(r"search/\?q=pilots$"), lambda route: held.append(route))  # noqa: PLW0108  (Playwright takes no built-in)
    page.goto("/search/")
    field_of(page).click()
    page.keyboard.type("pilots")
    expect(page.locator("#q-suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = active(page)

    for route in held:
        route.continue_()
    expect(heading(page)).to_contain_text("for “pilots”")

    assert chosen
    assert active(page) == chosen
    assert covered(page) == []
    context.close()


@pytest.mark.deep
def test_what_is_chosen_narrows_at_once_and_the_keys_stay_where_they_are(reader):  # noqa: F811
    page = reader("/search/?q=pilots")
    page.evaluate(SAME_PAGE)
    choice = page.locator(".narrow__facet[open] a").first
    key = choice.get_attribute("id")

    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-current", "true")

    assert page.evaluate("document.activeElement.id") == key
    assert page.locator(".narrow__chosen a").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}[aria-current]")).to_have_count(0)
    page.go_back()
    expect(page.locator(f"#{key}")).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.same")


@pytest.mark.deep
def test_the_next_page_begins_at_its_top_and_back_returns_to_the_place(reader, many):  # noqa: F811
    page = reader(f"{many}/search/?q=harbour")
    page.evaluate(SAME_PAGE)
    following = page.get_by_role("link", name="Next page")
    following.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")

    following.click()
    expect(page.locator(".turn")).to_contain_text("Page 2 of 2")

    assert page.evaluate("scrollY") < 200 < before
    assert page.evaluate("document.activeElement.localName") == "h1"
    page.go_back()
    expect(page.locator(".turn")).to_contain_text("Page 1 of 2")
    assert eventually(lambda: abs(page.evaluate("scrollY") - before) < 5)
    assert page.evaluate("window.same")


@pytest.fixture(scope="session")
def many(site) -> str:
    """The address of a magazine with two pages of stories on one word."""
    return site(
        "from tests.factories import *\n"
        "section = make_section(make_site())\n"
        "for number in range(21): make_story(section, f'Harbour {number}')"
    )


def eventually(holds) -> bool:
    deadline = time.monotonic() + 2
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


@pytest.mark.deep
def test_where_fetching_fails_the_page_is_opened_instead(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()

    def refuse_scripts(route):
        return route.abort() if route.request.resource_type == "fetch" else route.continue_()

    page.route("**/search/?**", refuse_scripts)
    page.goto("/search/?q=ferry")
    page.evaluate(SAME_PAGE)

    field_of(page).fill("pilots")
    page.wait_for_timeout(600)
    assert page.evaluate("window.same"), "nobody is led away while typing"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=pilots")

    expect(heading(page)).to_contain_text("for “pilots”")
    assert page.evaluate("window.same") is None
    context.close()


@pytest.mark.deep
def test_results_of_an_older_question_are_dropped(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=DESK)
    page = context.new_page()
    held = []
    page.route(re.compile(r"/search/\?q=pilots$"), lambda route: held.append(route))  # noqa: PLW0108  (Playwright takes no built-in)
    page.goto("/search/")
    with page.expect_request("**/search/?q=pilots"):
        field_of(page).fill("pilots")
    field_of(page).fill("ferry")
    expect(heading(page)).to_have_text("1 story for “ferry”")

    for route in held:
        route.continue_()
    page.wait_for_timeout(300)

    assert heading(page).inner_text() == "1 story for “ferry”"
    assert page.url.endswith("?q=ferry")
    context.close()


SAID = """() => {
  window.said = [];
  const heading = () => document.querySelector('h1').textContent;
  for (const status of document.querySelectorAll('[role=status]')) {
    new MutationObserver(() => status.textContent && said.push([status.textContent, heading()]))
      .observe(status, { childList: true, characterData: true, subtree: true });
  }
}"""


def results_asked_for(page) -> list[tuple[str, str, bool]]:
    """Return a list that grows with what the page asks for: how, which words, and whether that is to be counted."""
    asked = []

    def note(request):
        if "/search/?q=" in request.url and "/api/" not in request.url:
            words = parse_qs(urlsplit(request.url).query)["q"][0]
            asked.append((request.method, words, "x-typing" not in request.headers))

    page.context.on("request", note)
    return asked


def type_slowly(page, words: str):
    """Press a key every 450 milliseconds of the page's own clock, with results that come at once."""
    for sign in words:
        field_of(page).press_sequentially(sign)
        page.clock.run_for(450)
        expect(page.locator("[data-results][aria-busy]")).to_have_count(0)


def test_slow_typing_asks_for_finished_words_and_says_one_sentence_a_pause(reader):  # noqa: F811
    page = reader("/search/")
    asked, field = results_asked_for(page), field_of(page)
    field.click()
    page.wait_for_timeout(300)  # until suggestions are there, with a status of their own
    page.evaluate(SAID)
    page.clock.install()

    type_slowly(page, "the pilots w")
    expect(heading(page)).to_contain_text("for “the pilots”")
    assert [words for _, words, _ in asked] == ["the", "the pil", "the pilo", "the pilot", "the pilots"]
    assert page.url.endswith("/search/?q=the+pilots")
    assert page.evaluate("said") == [], "not while somebody types"
    page.clock.run_for(600)
    expect(heading(page)).to_contain_text("“the pilots w”")
    expect(page.locator("#live-status")).to_contain_text("“the pilots w”")
    page.clock.run_for(1200)

    assert [text for text, _ in page.evaluate("said")] == [heading(page).inner_text()]
    type_slowly(page, "ho")
    page.clock.run_for(600)
    expect(page.locator("#live-status")).to_contain_text("“the pilots who”")
    page.clock.run_for(1500)
    assert page.locator("#live-status").text_content() == heading(page).inner_text()
    assert all(text == heading for text, heading in page.evaluate("said"))
    assert len(page.evaluate("said")) == 2


@pytest.mark.deep
@pytest.mark.parametrize(
    ("typed", "at_once"),
    [
        ("t", ""),
        ("eu", ""),
        ("eu ", "eu"),
        ("a t", ""),
        ("ferry t", "ferry"),
        ("ferry -", "ferry"),
        ('ferry "t', "ferry"),
    ],
)
def test_the_beginning_of_a_word_waits_until_somebody_stops_or_finishes_it(reader, typed, at_once):  # noqa: F811
    page = reader("/search/")
    asked, field = results_asked_for(page), field_of(page)

    field.fill(typed)
    page.wait_for_timeout(700)
    assert [words for _, words, _ in asked] == [at_once] * bool(at_once)
    page.wait_for_timeout(700)

    assert asked[-1][1] == typed.strip()


@pytest.mark.deep
def test_going_on_after_a_blank_keeps_the_way_back_to_the_finished_words(reader):  # noqa: F811
    page = reader("/search/?q=ferry")
    field = field_of(page)

    field.press("End")
    field.press_sequentially(" t", delay=450)
    field.press_sequentially("hat", delay=60)
    expect(heading(page)).to_contain_text("“ferry that”")
    page.go_back()

    expect(heading(page)).to_have_text("1 story for “ferry”")


def counted(asked) -> list[str]:
    return [words for _, words, is_counted in asked if is_counted]


def test_words_are_counted_once_when_the_reader_stays_with_them(reader):  # noqa: F811
    page = reader("/search/?q=ferry")
    asked, field = results_asked_for(page), field_of(page)
    page.clock.install()

    field.fill("pilots")
    expect(heading(page)).to_contain_text("for “pilots”")
    page.clock.run_for(2000)
    page.wait_for_timeout(100)
    assert counted(asked) == []
    page.clock.run_for(2500)
    page.wait_for_timeout(100)
    assert [each for each in asked if each[2]] == [("HEAD", "pilots", True)]

    field.fill("Pilots ")
    page.clock.run_for(4500)
    field.press("Enter")
    page.clock.run_for(500)
    page.wait_for_timeout(200)
    page.reload()
    assert counted(asked) == ["pilots", "Pilots"], "once by the page itself, which was loaded anew"


@pytest.mark.deep
def test_words_are_counted_once_when_enter_is_pressed(reader):  # noqa: F811
    page = reader("/search/")
    asked, field = results_asked_for(page), field_of(page)

    field.fill("pilots")
    expect(heading(page)).to_contain_text("for “pilots”")
    field.press("Enter")
    page.wait_for_timeout(4500)

    assert [each for each in asked if each[2]] == [("GET", "pilots", True)]


# Playwright does not tell of what a page asks for while it is left.
NOTE_HEADS = """
  const ask = window.fetch;
  window.fetch = (address, options) => {
    const said = JSON.stringify([address, options]);
    if (options?.method === 'HEAD') sessionStorage.heads = (sessionStorage.heads ?? '') + said;
    return ask(address, options);
  };
"""


@pytest.mark.deep
@pytest.mark.parametrize("way", ["a result", "a result in another tab", "another page"])
def test_words_are_counted_when_a_result_is_followed_or_the_page_left(reader, way):  # noqa: F811
    page = reader("/")
    page.add_init_script(NOTE_HEADS)
    page.goto("/search/")
    field_of(page).fill("pilots")
    expect(heading(page)).to_contain_text("for “pilots”")
    result = page.locator(".results__list a").first

    if way == "another page":
        page.locator(".nameplate__name a").click()
    else:
        result.click(modifiers=["Control"] if "tab" in way else [])
    page.wait_for_timeout(500)

    assert page.evaluate("sessionStorage.heads") == '["/search/?q=pilots",{"method":"HEAD","keepalive":true}]'


@pytest.mark.deep
def test_going_back_counts_nothing_again(reader):  # noqa: F811
    page = reader("/")
    page.add_init_script(NOTE_HEADS)
    page.goto("/search/?q=ferry")
    asked = results_asked_for(page)
    field_of(page).fill("pilots")
    expect(heading(page)).to_contain_text("for “pilots”")

    page.go_back()
    expect(heading(page)).to_contain_text("for “ferry”")
    page.wait_for_timeout(3500)
    page.locator(".nameplate__name a").click()
    page.wait_for_timeout(300)

    assert counted(asked) == []
    assert page.evaluate("sessionStorage.heads ?? ''") == ""
