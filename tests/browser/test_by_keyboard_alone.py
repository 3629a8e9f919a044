"""A reader who has no mouse: every stop of the Tab key can be seen, and the keys lead everywhere."""

import time

import pytest

from tests.browser.test_a_readers_way import DESK, PHONE

pytestmark = pytest.mark.browser

MOST_STOPS = 120  # Tab keys from one place to another
SCROLLING = 2.0  # seconds that the browser may take to bring a stop into sight, also on a busy machine
STOP = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getClientRects()[0];
  const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const name = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText;
  return {
    name: name.trim().replace(/\\s+/g, ' '),
    tag: at.localName,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    box: [box.left, box.top, box.right, box.bottom].map(Math.round),
    on_screen: box.top > -1 && box.left > -1 && box.bottom < innerHeight + 1 && box.right < innerWidth + 1,
    uncovered: Boolean(found) && (at.contains(found) || found.contains(at)),
  };
}"""


@pytest.mark.parametrize(
    "screen", [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone", marks=pytest.mark.deep)]
)
def test_the_keys_lead_from_the_front_to_a_story_a_search_and_the_newsletter(chromium, magazine, screen):
    context = chromium.new_context(base_url=magazine, viewport=screen)
    page = context.new_page()
    page.goto("/")

    assert next_stop(page)["name"] == "Skip to content"
    if page.get_by_role("button", name="Menu").is_visible():
        go_to(page, "Menu")
    go_to(page, "Reporting")
    page.wait_for_url("**/reporting/")
    go_to(page, "The ferry never came back")
    page.wait_for_url("**/the-ferry-never-came-back/")
    tab_to(page, "Sign up")
    page.goto("/")
    if not page.get_by_role("searchbox").first.is_visible():
        go_to(page, "Search")
        page.wait_for_url("**/search/")
    tab_to(page, "Search the magazine")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=ferry*")
    go_to(page, "The ferry never came back")
    page.wait_for_url("**/the-ferry-never-came-back/")
    context.close()


def test_the_menu_of_a_phone_closes_behind_a_reader_who_leaves_it(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    go_to(page, "Menu")
    menu = page.get_by_role("navigation", name="Sections")
    links = menu.get_by_role("link")
    open_at_first = menu.is_visible()

    links.last.focus()
    still_open = menu.is_visible()
    next_stop(page)

    assert (open_at_first, still_open, menu.is_visible()) == (True, True, False)
    context.close()


def go_to(page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def tab_to(page, name: str) -> None:
    """Press Tab until the focus is on what has this name, or ends with it."""
    stops = []
    for _ in range(MOST_STOPS):
        stops.append(next_stop(page)["name"])
        if stops[-1].endswith(name):
            return
    raise AssertionError(f"Tab never came to “{name}”, only to {stops}")


def next_stop(page) -> dict:
    """Press Tab, and return where the focus is now, which a reader has to be able to see."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement === document.body"):
        return {"name": ""}  # past the last stop, in the browser's own bar
    stop, deadline = page.evaluate(STOP), time.monotonic() + SCROLLING
    while not (stop["on_screen"] and stop["uncovered"]) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
        stop = page.evaluate(STOP)
    assert stop["outlined"], stop
    assert stop["on_screen"], stop
    assert stop["uncovered"], stop
    return stop
