"""Photograph every kind of page in every size and colour: make screenshots [SITE=http://…] [ARGS='--only front story'].

Without SITE it serves the demo itself, and some harder pages with it. Everything lies in var/screenshots/ afterwards.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.demo_site import ROOT, demo_site
from tests.browser.pages import ReadersPage, pages_of

FOLDER = ROOT / "var/screenshots"
WIDTHS = {360: 740, 768: 1024, 1350: 900}  # pixels: width and height of the screens
SCHEMES = ("light", "dark")
SPECIAL = (
    "front",
    "section",
    "story-gallery-and-corrections",
    "story-table-and-round-up",
    "story-video",
    "search-found",
)
TALLEST = 16_000  # pixels; Chromium draws no taller picture
# Pictures further down are loaded when a reader comes near; without a script on the page nobody does.
LOAD_ALL = """async () => {
  for (const image of document.images) image.loading = 'eager';
  await Promise.race([
    Promise.all([document.fonts.ready, ...[...document.images].map(image => image.decode().catch(() => {}))]),
    new Promise(resolve => setTimeout(resolve, 5000)),
  ]);
}"""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make screenshots")
    arguments.add_argument("--site", default="", help="the address of a site that runs already")
    arguments.add_argument("--only", nargs="*", default=[], help="pages whose name begins so")
    arguments.add_argument("--widths", nargs="*", type=int, default=list(WIDTHS))
    given = arguments.parse_args()
    begun = time.monotonic()
    with running_site(given.site.rstrip("/")) as site, sync_playwright() as playwright:
        pages = [page for page in pages_of(site) if not given.only or page.name.startswith(tuple(given.only))]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        if not given.only:
            shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for width in given.widths:
            photograph(browser, site, pages, width)
        photograph_specially(browser, site, [page for page in pages if page.name in SPECIAL])
        browser.close()
    for page in pages:
        lay_out(page.name)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures of {len(pages)} pages are in {FOLDER.relative_to(ROOT)}/")
    print(f"and side by side in its folder sheets/. It took {time.monotonic() - begun:.0f} s.")


@contextlib.contextmanager
def running_site(address: str) -> Iterator[str]:
    if address:
        yield address
        return
    print("Filling a site with the demo …", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as folder,
        demo_site(Path(folder)) as own,
    ):
        yield own


def photograph(browser: Browser, site: str, pages: list[ReadersPage], width: int) -> None:
    print(f"{width} pixels wide …", flush=True)
    # Without motion, or links would be caught on their way from one colour to the other.
    screen = {"width": width, "height": WIDTHS.get(width, 900)}
    context = browser.new_context(base_url=site, viewport=screen, reduced_motion="reduce")
    page = context.new_page()
    for each in pages:
        page.goto(each.address)
        page.evaluate(LOAD_ALL)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            save(page, f"{each.name}--{width}-{scheme}")
    context.close()


def photograph_specially(browser: Browser, site: str, pages: list[ReadersPage]) -> None:
    """Photograph on paper, in the reader's own colours, with text twice as large, and without any script."""
    ways = {
        "print": ({"viewport": {"width": 794, "height": 1123}}, {"media": "print"}),
        "forced-colours": ({"viewport": {"width": 1350, "height": 900}}, {"forced_colors": "active"}),
        "large-text": ({"viewport": {"width": 360, "height": 740}}, {}),
        "no-script": ({"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}, {}),
    }
    for way, (screen, media) in ways.items():
        print(f"{way} …", flush=True)
        context = browser.new_context(base_url=site, **screen)
        page = context.new_page()
        for each in pages:
            page.emulate_media(**media)
            page.goto(each.address)
            if way == "large-text":
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            page.evaluate(LOAD_ALL)
            save(page, f"{each.name}--{way}")
        context.close()


def save(page: Page, name: str) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    options = (
        {} if height <= TALLEST else {"clip": {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": TALLEST}}
    )
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, **options)


def lay_out(name: str) -> None:
    """Lay the widths of one page side by side, light above dark, so that one look compares them."""
    rows = []
    for scheme in SCHEMES:
        shots = [FOLDER / f"{name}--{width}-{scheme}.png" for width in WIDTHS]
        rows.append([Image.open(path).convert("RGB") for path in shots if path.exists()])
    if not all(rows):
        return
    tops = [[shot.crop((0, 0, shot.width, min(shot.height, 2400))) for shot in row] for row in rows]
    width = max(sum(shot.width + 20 for shot in row) for row in tops)
    heights = [max(shot.height for shot in row) + 20 for row in tops]
    sheet = Image.new("RGB", (width, sum(heights)), "#888")
    top = 0
    for row, height in zip(tops, heights, strict=True):
        left = 0
        for shot in row:
            sheet.paste(shot, (left, top))
            left += shot.width + 20
        top += height
    (FOLDER / "sheets").mkdir(exist_ok=True)
    sheet.resize((sheet.width // 2, sheet.height // 2)).save(FOLDER / "sheets" / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
