"""What a phone loads that has never been here before: few requests, few bytes, all from us, and nothing to keep."""

from collections import defaultdict
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.deep]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
# A story with one author, with two, and with three: each has a face at the top.
STORIES = {
    "story-opinion": 8,
    "story-table-and-round-up": 8,
    "story-gallery-and-corrections": 9,
    "story-long-headline": 10,
}


@pytest.fixture
def visit(chromium, demo, demo_pages):
    """Return a function that opens a page for the first time, and returns what was loaded before any scrolling."""
    contexts = []

    def load(name: str) -> dict[str, list[tuple[str, int]]]:
        contexts.append(chromium.new_context(base_url=demo, **PHONE))
        page = contexts[-1].new_page()
        browser = contexts[-1].new_cdp_session(page)
        browser.send("Network.enable")
        kinds, loaded = {}, defaultdict(list)
        browser.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said}))

        def note(said):
            answer = kinds[said["requestId"]]
            if answer["response"]["url"].startswith("http"):
                loaded[answer["type"]].append((answer["response"]["url"], int(said["encodedDataLength"])))

        browser.on("Network.loadingFinished", note)
        page.goto(next(page.address for page in demo_pages if page.name == name), wait_until="networkidle")
        return loaded

    yield load
    assert [cookie for context in contexts for cookie in context.cookies()] == []
    for context in contexts:
        context.close()


def total(loaded, *kinds: str) -> int:
    return sum(size for kind in kinds or loaded for _, size in loaded[kind])


@pytest.mark.parametrize(("name", "most"), STORIES.items())
def test_a_story_with_its_photo_is_small_and_comes_in_few_pieces(visit, demo, name, most):
    loaded = visit(name)

    pieces = [address for kind in loaded.values() for address, _ in kind]
    assert total(loaded) <= 250_000, loaded
    assert len(pieces) <= most, pieces
    assert loaded["Image"]
    # Our own host and that of our photos: in the demo both are on loopback, at ports of their own.
    assert {urlsplit(address).hostname for address in pieces} == {urlsplit(demo).hostname}


@pytest.mark.parametrize("name", ["front", "section", "search-found", "story-video", *STORIES])
def test_style_fonts_and_scripts_keep_to_their_bytes(visit, name):
    loaded = visit(name)

    assert len(loaded["Stylesheet"]) == 1
    assert total(loaded, "Stylesheet") <= 12_000
    assert total(loaded, "Script") <= 8_000
    upright = [size for address, size in loaded["Font"] if "italic" not in address]
    assert sum(upright) <= 70_000
    assert total(loaded, "Font") <= 85_000  # with the italic, which comes only where a story uses it
