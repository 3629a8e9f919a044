"""A reader's way through the magazine in a real browser: phone and desk, keyboard only, without JavaScript."""

from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1350, "height": 900}


@pytest.fixture
def reader(chromium, magazine):
    """Return a function that opens a page as a reader with this screen, and fails the test on any complaint."""
    complaints, contexts = [], []

    def open_page(address="/", **options):
        context = chromium.new_context(base_url=magazine, **{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert complaints == []
    assert cookies == []


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": PHONE},
        pytest.param({}, marks=pytest.mark.deep),
        {"viewport": PHONE, "java_script_enabled": False},
    ],
)
def test_from_the_front_to_a_story_its_column_its_author_and_the_search(reader, options):
    page = reader(**options)

    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():  # on a phone; there the sections lie under it, with or without scripts
        menu.click()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Reporting").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Reporting"
    page.get_by_role("link", name="The ferry never came back").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Diplomacy Watch: The ferry never came back"
    page.get_by_role("heading", level=1).get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Diplomacy Watch"
    page.get_by_role("link", name="Ines Moreau").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ines Moreau"
    if not page.get_by_label("Search the magazine").is_visible():
        page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Search the magazine").fill("ferry")
    page.get_by_role("button", name="Search").click()
    # With scripts the results come into the page that is there.
    page.get_by_role("heading", level=1, name="1 story for “ferry”").wait_for()
    page.get_by_role("link", name="The ferry never came back").click()
    assert page.url.endswith("/reporting/the-ferry-never-came-back/")


def test_the_first_key_leads_past_everything_to_the_text(reader):
    page = reader("/reporting/the-ferry-never-came-back/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


ADDRESSES = [
    "/",
    "/latest/",
    "/reporting/",
    "/reporting/the-ferry-never-came-back/",
    "/columns/",
    "/columns/diplomacy-watch/",
    "/authors/ines-moreau/",
    "/topics/topic-1/",
    "/reporting/2026/3/",
    "/search/?q=pilots",
    "/search/",
]


def test_nothing_is_wider_than_the_narrowest_screen(reader):
    page = reader("/", viewport={"width": 320, "height": 640})

    for address in [*ADDRESSES, "/reporting/long-words/"]:
        page.goto(address)
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], address


@pytest.mark.deep
def test_every_page_has_one_heading_and_skips_no_level(reader):
    page = reader()

    for address in ADDRESSES:
        page.goto(address)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
        in_main = levels[levels.index(1) :]
        assert levels.count(1) == 1, address
        assert all(following - level <= 1 for level, following in pairwise(in_main)), address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_keeps_its_contrast_in_both_themes(reader, scheme):
    page = reader("/", color_scheme=scheme)

    colours = page.evaluate(
        """() => {
          const style = getComputedStyle(document.body), card = document.querySelector('.card__standfirst');
          const label = document.querySelector('.labels a');
          return [style.backgroundColor, style.color, getComputedStyle(card).color, getComputedStyle(label).color];
        }"""
    )

    paper, *inks = [luminance(colour) for colour in colours]
    assert (paper < 0.1) == (scheme == "dark")
    for ink in inks:
        assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= 7


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
