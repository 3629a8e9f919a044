"""Each kind of page in each way of seeing it: axe finds nothing to object to, and nothing leads off the screen."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # of axe 4.12; nothing else of the package is used

from tests.browser.pages import pages_of

pytestmark = pytest.mark.browser

DESK, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# 320 pixels are what is left of 1280 when a page is enlarged four times (WCAG 1.4.10).
WAYS = {
    "light": {"viewport": DESK},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "forced colours": {"viewport": DESK, "forced_colors": "active"},
    "320 pixels": {"viewport": NARROW},
    "large text": {"viewport": DESK},
    "no script": {"viewport": DESK},
}
SAMPLE = ("front", "section", "month", "search-found", "story-the-ferry-never-came-back", "story-long-words")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async ([tags, left_out]) => {
  const rules = Object.fromEntries(left_out.map(rule => [rule, {enabled: false}]));
  const found = await axe.run({runOnly: tags, rules, resultTypes: ['violations']});
  const places = rule => rule.nodes.map(node => node.target.join(' ')).join(', ');
  return found.violations.map(rule => `${rule.id} (${rule.help}): ${places(rule)}`);
}"""
# There the reader's system chooses the colours. axe 4.12 takes a button's from a property that Chromium does not paint.
LEFT_OUT = {"forced colours": ["color-contrast"]}
OVERHANG = """() => {
  const page = document.documentElement, wide = page.clientWidth;
  if (page.scrollWidth <= wide) return [];
  const beyond = [...document.body.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > wide + 1);
  const names = beyond.slice(0, 3).map(each => `${each.localName}.${each.className}`);
  return [`${page.scrollWidth} pixels wide on a screen of ${wide}: ${names.join(', ')}`];
}"""


@pytest.mark.parametrize(
    "way", ["light", *(pytest.param(way, marks=pytest.mark.deep) for way in ("dark", "320 pixels"))]
)
def test_a_sample_of_pages_is_open_to_everyone(chromium, magazine, way):
    pages = pages_of(magazine, only=SAMPLE)

    assert {page.name for page in pages} == set(SAMPLE)
    assert objections(chromium, magazine, pages, way) == []


@pytest.mark.deep
@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_open_to_everyone(chromium, demo, demo_pages, way):
    assert objections(chromium, demo, demo_pages, way) == []


def objections(chromium, site, pages, way) -> list[str]:
    """Return what axe says of the pages seen in this way, and which of them are wider than the screen."""
    context = chromium.new_context(base_url=site, **WAYS[way])
    page = context.new_page()
    if way == "no script":
        context.route(site + "/**", without_scripts)
    found = []
    for each in pages:
        page.goto(each.address)
        if way == "large text":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.evaluate(AXE_SCRIPT)
        said = page.evaluate(RUN_AXE, [RULES, LEFT_OUT.get(way, [])]) + page.evaluate(OVERHANG)
        found += [f"{each.name}: {words}" for words in said]
    context.close()
    return found


def without_scripts(route) -> None:
    """Answer with the page as it is where no script runs. Where the browser runs none, axe cannot run either."""
    if route.request.resource_type != "document":
        return route.continue_()
    answer = route.fetch()
    text = re.sub(r"<script\b.*?</script>|</?noscript>", "", answer.text(), flags=re.DOTALL)
    return route.fulfill(response=answer, body=text)
