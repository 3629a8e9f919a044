"""Every block of a body, filled, with optional fields empty, with hostile text; on the page and in its plain form."""

import re

import html5lib
import pytest
from wagtail import blocks
from wagtail.blocks import RichTextBlock, StreamValue

from stories import prose
from stories.blocks import StoryBody, plain, search_text
from stories.blocks.body import StandardBody

from .body_cases import BLOCKS, Things, emptied, filled, rewritten, texts

ADDRESS = "https://magazine.example/reporting/the-ferry/"
# May be empty, each for a reason: they show something without text, or keep a place in a row.
VOID = {"br", "hr", "img", "source", "tbody", "tr", "td"}
FORMS = ["page", "plain"]


@pytest.fixture
def things(db) -> Things:
    return Things()


def body_of(*raw_blocks: tuple[str, dict]) -> StreamValue:
    return StoryBody().to_python(
        [{"type": name, "value": value, "id": f"b{place}"} for place, (name, value) in enumerate(raw_blocks)]
    )


def printed(body: StreamValue, form: str) -> str:
    return body.render_as_block({}) if form == "page" else plain(body, ADDRESS)


def parsed(html: str):
    """Return the tree of `html`, which has to be without a single error of syntax."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


def shows_a_picture(element) -> bool:
    return any(str(child.tag).endswith(("img", "svg")) for child in element.iter())


def words_of(html: str) -> str:
    parsed(html)
    return prose.text_of(html)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BLOCKS)
def test_a_filled_block_prints_all_its_words(things, name, form):
    raw = filled(name, things)

    html = printed(body_of((name, raw)), form)

    seen = words_of(html)
    for field, text in texts(BLOCKS[name], raw):
        if isinstance(field, RichTextBlock):
            assert prose.text_of(text).lstrip("— ") in seen
        elif field.name not in {"alt_text", "url", "source_url", "level", "layout"}:
            assert " ".join(text.split()) in seen
        elif field.name in {"url", "source_url", "alt_text"} and name not in {"photo", "gallery"}:
            assert text.replace("&", "&amp;") in html


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_prints_nothing_for_what_is_empty(things, name, form):
    raw = emptied(BLOCKS[name], filled(name, things))

    html = printed(body_of((name, raw)), form)

    for element in parsed(html).iter():
        if isinstance(element.tag, str) and element.tag not in VOID | {"DOCUMENT_FRAGMENT", "script"}:
            assert "".join(element.itertext()).strip() or shows_a_picture(element), f"<{element.tag}> is empty"
    assert 'href=""' not in html
    assert 'cite=""' not in html
    assert not re.search(r"(?:^|\s)[,.:;()]+(?:\s|$)", words_of(html)), "a separator stands alone"


HOSTILE = {
    "markup": """<script>alert("x")</script><img src=x onerror='alert(1)'></p></div></blockquote>--><!--""",
    "quotes": """"'`><&quot;&amp;&#x27; onmouseover="alert(1)" {{ 7|add:7 }} {% now "Y" %}""",
    "right to left": "\u202eمرحبا بالعالم\u202c \u05e9\u05dc\u05d5\u05dd \x00 \ufeff",
    "long": "ab cde" * 833 + "ab",
}
HOSTILE_ADDRESS = """JaVa\tScript:alert(1)//"><script>alert(1)</script>"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_prints_hostile_text_as_text(things, name, text, form):
    def attack(field, value):
        if isinstance(field, blocks.URLBlock):
            return HOSTILE_ADDRESS
        if isinstance(field, RichTextBlock):
            links = f"""<a href="{HOSTILE_ADDRESS}">x</a><a href="&#106;avascript:alert(1)" onclick="y()">x</a>"""
            return f"<p>{text}</p><p>{links}</p>"
        return text if isinstance(value, str) else value

    raw = rewritten(BLOCKS[name], filled(name, things), attack)
    if name == "embed":  # Prints nothing at all for an address that is none.
        raw["url"] = 'https://example.org/watch?"><script>alert(1)</script>'

    html = printed(body_of((name, raw)), form)

    for element in parsed(html.replace("\x00", "")).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"iframe", "object", "embed", "style", "form", "input", "base", "meta"}
        assert element.tag != "script" or element.get("src")
        assert not [attribute for attribute in element.attrib if attribute.startswith("on") or attribute == "style"]
        for attribute in ("href", "src", "cite"):
            address = element.get(attribute) or ""
            assert prose.safe_address(address) == address
    assert "{{ 7" in html or text != HOSTILE["quotes"] or not texts(BLOCKS[name], raw)


@pytest.mark.parametrize("name", BLOCKS)
def test_search_finds_every_word_of_a_block(things, name):
    raw = filled(name, things)

    found = search_text(body_of((name, raw)))

    for field, text in texts(BLOCKS[name], raw):
        if field.name not in {"alt_text", "url", "source_url", "level", "layout"}:
            assert prose.text_of(text).lstrip("— ") in found


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_tells_an_editor_what_it_is(name):
    block = BLOCKS[name]

    assert block.meta.template == f"stories/blocks/{name}.html"
    assert type(block).__name__ == "".join(word.capitalize() for word in name.split("_")) + "Block"
    assert block.meta.group
    assert block.get_description() and len(str(block.get_description())) < 90
    assert block.is_previewable


@pytest.mark.parametrize("have_records", [True, False])
@pytest.mark.parametrize("name", BLOCKS)
def test_the_block_picker_shows_a_preview(admin_client, name, have_records):
    if have_records:
        filled(name, Things())

    response = admin_client.get("/admin/block-preview/", {"id": BLOCKS[name].definition_prefix})

    assert response.status_code == 200
    page = response.content.decode()
    body = page.split("<main>")[1].split("</main>")[0]
    parsed(body)
    assert words_of(body) or name in {"divider", "photo"}


def test_standard_pages_have_no_block_of_their_own():
    assert set(StandardBody().child_blocks) < set(StoryBody().child_blocks)
