"""A reader chooses light or dark in a real browser."""

import pytest

from tests.browser.test_a_readers_way import DESK

pytestmark = pytest.mark.browser
STORY = "/reporting/the-ferry-never-came-back/"
PAPER = {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 23, 26)"}
DRAWN = """() => ({
  paper: getComputedStyle(document.body).backgroundColor,
  dimmed: getComputedStyle(document.querySelector("main img")).filter !== "none",
  controls: getComputedStyle(document.documentElement).colorScheme,
})"""
# Reports what is chosen at the moment that the body begins.
WATCH = """
new MutationObserver((changes, observer) => {
  if (document.body) { window.atFirst = document.documentElement.dataset.theme ?? "auto"; observer.disconnect(); }
}).observe(document, { childList: true, subtree: true });
"""
REFUSE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
"""


@pytest.fixture
def reader(chromium, magazine):
    """Return a function that opens the story as a reader with this system, and fails the test on any complaint."""
    complaints, contexts = [], []

    def open_story(*scripts, **options):
        context = chromium.new_context(base_url=magazine, **{"viewport": DESK, **options})
        contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(STORY)
        return page

    yield open_story
    for context in contexts:
        context.close()
    assert complaints == []


def is_drawn(page, theme: str) -> bool:
    found = page.evaluate(DRAWN)
    return found["paper"] == PAPER[theme] and found["dimmed"] == (theme == "dark")


def test_a_reader_who_chooses_nothing_gets_what_the_system_shows(reader):
    page = reader(color_scheme="dark")

    assert page.get_by_role("radio", name="As on this device").is_checked()
    assert is_drawn(page, "dark")
    page.emulate_media(color_scheme="light")
    assert is_drawn(page, "light")


@pytest.mark.parametrize(
    ("system", "choice"), [("light", "Dark"), pytest.param("dark", "Light", marks=pytest.mark.deep)]
)
def test_a_choice_holds_on_the_next_page_before_its_body_is_read(reader, system, choice):
    page = reader(WATCH, color_scheme=system)

    page.get_by_role("group", name="Theme").get_by_label(choice).check()
    assert is_drawn(page, choice.lower())
    page.reload()

    assert page.evaluate("window.atFirst") == choice.lower()
    assert is_drawn(page, choice.lower())
    assert page.get_by_label(choice, exact=True).is_checked()
    bars = page.evaluate("[...document.querySelectorAll('meta[name=theme-color]')].map(bar => bar.content)")
    assert set(bars) == {{"Light": "#fbfaf7", "Dark": "#15171a"}[choice]}


@pytest.mark.deep
def test_a_choice_can_be_made_and_taken_back_with_the_keyboard(reader):
    page = reader(color_scheme="light")

    page.get_by_role("radio", name="As on this device").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert is_drawn(page, "dark")
    page.keyboard.press("ArrowDown")

    assert page.get_by_role("radio", name="As on this device").is_checked()
    assert is_drawn(page, "light")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.deep
def test_a_choice_in_one_tab_shows_in_the_others(reader):
    page = reader()
    other = page.context.new_page()
    other.goto(STORY)

    page.get_by_label("Dark", exact=True).check()
    other.wait_for_selector(":root[data-theme=dark]", state="attached")

    assert is_drawn(other, "dark")


@pytest.mark.deep
def test_where_nothing_may_be_stored_the_choice_holds_for_the_page(reader):
    page = reader(REFUSE)

    page.get_by_label("Dark", exact=True).check()
    assert is_drawn(page, "dark")
    page.reload()

    assert is_drawn(page, "light")


@pytest.mark.deep
def test_paper_is_always_light(reader):
    page = reader(color_scheme="dark")
    page.get_by_label("Dark", exact=True).check()

    page.emulate_media(media="print", color_scheme="dark")

    found = page.evaluate(DRAWN)
    assert found == {"paper": "rgb(255, 255, 255)", "dimmed": False, "controls": "light"}


@pytest.mark.deep
def test_without_javascript_there_is_no_switch_and_the_system_decides(reader):
    page = reader(color_scheme="dark", java_script_enabled=False)

    assert page.get_by_text("Theme", exact=True).is_hidden()
    assert is_drawn(page, "dark")
