"""What a reader sees while the fonts are on their way over a slow line."""

import time

import pytest

from tests.browser.test_a_readers_way import DESK, PHONE

pytestmark = pytest.mark.browser
LATE = 3  # seconds
WATCH = """
  window.shift = 0; window.shifted = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      window.shift += entry.value;
      window.shifted.push(...entry.sources.map(source => source.node?.parentElement?.className));
    }
  }).observe({type: "layout-shift", buffered: true});
"""


# The serifs that the fallbacks are measured against; with none of them installed, no fallback fits.
MEASURED = ["Georgia", "Gelasio", "Times New Roman", "Liberation Serif", "Tinos", "Noto Serif"]
HAS_ONE = """names => Promise.any(names.map(name => new FontFace("probe", `local("${name}")`).load()))
  .then(() => true, () => false)"""


@pytest.fixture(scope="module")
def measured_fallback(chromium):
    page = chromium.new_page()
    found = page.evaluate(HAS_ONE, MEASURED)
    page.close()
    if not found:
        pytest.skip(
            "no serif here that the fallbacks are measured against (on Debian: apt-get install fonts-liberation)"
        )


FERRY = "/reporting/the-ferry-never-came-back/"


def deep(value, **options):
    return pytest.param(value, marks=pytest.mark.deep, **options)


@pytest.mark.parametrize("viewport", [pytest.param(PHONE, id="phone"), deep(DESK, id="desk")])
@pytest.mark.parametrize("address", ["/", deep(FERRY)])
def test_nothing_moves_when_the_fonts_arrive(chromium, magazine, measured_fallback, viewport, address):
    context = chromium.new_context(base_url=magazine, viewport=viewport)
    context.add_init_script(WATCH)
    page = context.new_page()
    context.request.get(address)  # the server reads its templates, which is none of the fonts' time
    begun = time.monotonic()

    def hold_back(route):
        time.sleep(max(0, begun + LATE - time.monotonic()))
        route.continue_()

    page.route("**/*.woff2", hold_back)
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(300)  # the observer hears of a shift after the frame that shows it
    shift, shifted = page.evaluate("[window.shift, window.shifted]")
    first_paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    assert first_paint < LATE * 1000, "the page was to be read before its fonts came"
    assert shift <= 0.002, shifted


@pytest.mark.parametrize("address", [deep("/"), deep("/reporting/"), FERRY, deep("/search/?q=ferry")])
def test_a_page_fetches_just_the_two_fonts_that_every_page_needs(chromium, magazine, address):
    """A third, for italics or the letters of some language, only comes with a text that has them."""
    page = chromium.new_page(base_url=magazine, viewport=DESK)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if request.resource_type == "font" else None)
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.close()

    assert sorted(url.rpartition("/")[2] for url in fetched) == ["newsreader.woff2", "public-sans.woff2"]
