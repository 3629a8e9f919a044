"""An editor promotes a page and an address for words that readers search for, by keyboard."""

import pytest

from accounts import roles
from tests.browser.test_an_editors_day import logged_in

pytestmark = [pytest.mark.browser, pytest.mark.deep]

NEWSROOM = f"""
from search.models import Asked
from tests.factories import *
reporting = make_section(make_site(), "Reporting")
make_draft(reporting, "Talks resume")
Asked.objects.create(words="ferry", day="2026-03-01", times=9)
make_user("edith", "{roles.EDITORS}")
"""


@pytest.fixture(scope="module")
def address(site):
    return site(NEWSROOM)


@pytest.mark.parametrize("width", [1350, 400])
def test_results_are_promoted_put_in_another_order_and_taken_away(address, chromium, width):
    page = logged_in(chromium, address, "edith")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/searchpicks/")
    press(page, page.get_by_role("link", name="Add", exact=True))

    press(page, page.get_by_role("button", name="Choose from what readers search for"))
    press(page, page.get_by_role("link", name="ferry"))
    words = page.get_by_role("textbox", name="Searched for")
    page.wait_for_function("document.querySelector('[name=query_string]').value === 'ferry'")
    assert words.input_value() == "ferry"

    choose_the_draft(page)
    press(page, page.get_by_role("button", name="Add a promoted result"))
    second = page.locator("#inline_child_editors_picks-1")
    second.get_by_label("Address elsewhere").fill("https://example.org/")
    second.get_by_label("Title of the address").fill("Stand by us")
    press(page, second.get_by_role("button", name="Move up"))
    press(page, page.get_by_role("button", name="Save"))

    page.get_by_text("What is promoted for “ferry” is saved.").wait_for()
    page.get_by_text("Readers do not see “Talks resume” among the promoted results").wait_for()
    row = page.get_by_role("row", name="ferry")
    assert row.locator("p").first.inner_text().startswith("Stand by us")
    assert "Readers do not see it." in row.locator("p").nth(1).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    press(page, row.get_by_role("link", name="ferry"))
    page.get_by_text("This page is not published: readers see it here as soon as it is.").wait_for()
    page.goto(page.url + "delete/")
    press(page, page.get_by_role("button", name="Yes, delete"))
    page.get_by_text("Nothing is promoted for “ferry” any more.").wait_for()


def press(page, control):
    control.focus()
    page.keyboard.press("Enter")


def choose_the_draft(page):
    press(page, page.get_by_role("button", name="Add a promoted result"))
    first = page.locator("#inline_child_editors_picks-0")
    press(page, first.get_by_role("button", name="Choose a page"))
    dialog = page.locator(".modal-content")
    dialog.get_by_role("textbox").first.fill("Talks")
    press(page, dialog.get_by_role("link", name="Talks resume"))
    first.get_by_text("Talks resume").wait_for()
