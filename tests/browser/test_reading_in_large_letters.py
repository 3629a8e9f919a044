"""A reader who doubles the size of all letters on a phone."""

import pytest

from tests.browser.test_a_readers_way import PHONE

pytestmark = pytest.mark.browser


def test_the_words_beside_the_name_stay_whole_and_the_menu_opens(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=PHONE)
    page = context.new_page()
    page.goto("/reporting/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    for side in (".nameplate__start", ".nameplate__end"):
        assert page.locator(side).bounding_box()["height"] < 100
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Sections").bounding_box()
    assert (menu["x"], menu["y"], menu["width"]) == (0, 0, PHONE["width"])
    context.close()


def test_no_trending_topic_is_cut_off(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=PHONE)
    page = context.new_page()
    page.goto("/")

    ends = page.locator(".trending li").evaluate_all("all => all.map(each => each.getBoundingClientRect().right)")
    assert ends
    assert max(ends) <= PHONE["width"]
    context.close()


def test_beside_a_small_picture_words_are_not_broken_into_letters(chromium, magazine):
    context = chromium.new_context(base_url=magazine, viewport=PHONE)
    page = context.new_page()
    page.goto("/search/?q=harbour")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    widths = page.locator(".card--row .card__headline").evaluate_all("all => all.map(each => each.clientWidth)")
    assert page.locator(".card--row .card__photo").count()
    assert min(widths) > PHONE["width"] / 2
    context.close()
