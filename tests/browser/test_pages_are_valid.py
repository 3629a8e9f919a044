"""The Nu HTML checker has nothing to say about any kind of page, as it is served and after its scripts have run."""

import json
import subprocess

import pytest

from tests.browser import judges
from tests.browser.pages import answer

pytestmark = [pytest.mark.browser, pytest.mark.deep]
# Safari takes a list without markers for no list, unless it says that it is one.
MEANT = "The “list” role is unnecessary"
AS_LOADED = "'<!doctype html>' + document.documentElement.outerHTML"


def test_the_html_of_every_page_is_valid(chromium, demo, demo_pages, tmp_path):
    context = chromium.new_context(base_url=demo)
    page = context.new_page()
    for each in demo_pages:
        (tmp_path / f"{each.name}--served.html").write_text(answer(demo, each.address)[1])
        page.goto(each.address, wait_until="networkidle")
        (tmp_path / f"{each.name}--loaded.html").write_text(page.evaluate(AS_LOADED))
    context.close()

    assert complaints(tmp_path) == []


def complaints(folder) -> list[str]:
    """Return what the checker says of all HTML files in a folder: errors, and warnings too."""
    java, checker = judges.program("java"), judges.modules() / "vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(checker), "--format", "json", "--exit-zero-always", "--stdout", "--no-langdetect"]
    files = sorted(map(str, folder.glob("*.html")))
    assert files
    said = subprocess.run([*command, *files], capture_output=True, check=True).stdout  # noqa: S603
    return [
        f"{message['url'].rpartition('/')[2]}: {message['message']} “{message.get('extract', '').strip()}”"
        for message in json.loads(said)["messages"]
        if not message["message"].startswith(MEANT)
    ]
