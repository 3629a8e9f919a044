"""A round-up draws the dash before each item itself, however its author typed one."""

import pytest

from stories.blocks import StoryBody, plain
from stories.blocks.round_ups import entries_of, without_dash


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>— The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>—The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>– The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>- The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>-The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>-- The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>• The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>* The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>·\u00a0The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>&nbsp;—&nbsp;The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("<p>— — The ferry sails.</p>", "<p>The ferry sails.</p>"),
        ("— The ferry sails.", "The ferry sails."),
        (
            '<p data-block-key="a1">— <b>Ellery:</b> It sails.</p>',
            '<p data-block-key="a1"><b>Ellery:</b> It sails.</p>',
        ),
        ("<p><b>— Ellery:</b> It sails.</p>", "<p><b>Ellery:</b> It sails.</p>"),
        ("<p><b>—</b> It sails.</p>", "<p>It sails.</p>"),
        ("<p><b><i>— </i></b>It sails.</p>", "<p>It sails.</p>"),
        (
            '<p>— <a href="https://example.org/">It</a> sails.</p>',
            '<p><a href="https://example.org/">It</a> sails.</p>',
        ),
        # What only looks like one.
        ("<p>-5 °C on the quay.</p>", "<p>-5 °C on the quay.</p>"),
        ("<p>–5 °C on the quay.</p>", "<p>–5 °C on the quay.</p>"),
        ("<p>The ferry — the last — sails.</p>", "<p>The ferry — the last — sails.</p>"),
        ("<p>The ferry sails.</p><p>— So they say.</p>", "<p>The ferry sails.</p><p>— So they say.</p>"),
        ("<p><b>Ellery:</b> It sails.</p>", "<p><b>Ellery:</b> It sails.</p>"),
        ("", ""),
    ],
)
def test_a_typed_dash_is_taken_away(typed, kept):
    assert without_dash(typed) == kept


def round_up(*typed: str):
    items = [{"text": text} for text in typed]
    return StoryBody().to_python([{"type": "round_up", "value": {"title": "", "intro": "", "items": items}}])


def test_an_imported_item_is_printed_without_its_dash(db):
    page = round_up("<p>— The ferry sails.</p>").render_as_block({})

    assert "—" not in page
    assert '<li class="round-up__item"><p>The ferry sails.</p></li>' in page


def test_an_item_is_stored_without_its_dash(db):
    cleaned = StoryBody().clean(round_up("<p>— The ferry sails.</p>"))

    assert cleaned[0].value["items"][0]["text"].source == "<p>The ferry sails.</p>"


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("<p>One.</p>", ["<p>One.</p>"]),
        ("<p>One.</p><p>Two.</p>", ["<p>One.</p>", "<p>Two.</p>"]),
        (
            '<p data-block-key="a1">— One.</p>\n<p data-block-key="b2">— <b>Two</b></p>',
            ['<p data-block-key="a1">One.</p>', '<p data-block-key="b2"><b>Two</b></p>'],
        ),
        ("<p>— <b>One</b>.<br/>– Two.<br/>• Three.</p>", ["<p><b>One</b>.</p>", "<p>Two.</p>", "<p>Three.</p>"]),
        ("<p>One.</p><p>—</p><p>Two.</p>", ["<p>One.</p>", "<p>Two.</p>"]),
        # Lines of one entry.
        ("<p>One<br/>goes on.</p>", ["<p>One<br/>goes on.</p>"]),
        ("<p>One<br/>-5 °C.</p>", ["<p>One<br/>-5 °C.</p>"]),
        ("<p><b>One<br/>— Two</b></p>", ["<p><b>One<br/>— Two</b></p>"]),
        ("One.", ["One."]),
        ("", [""]),
    ],
)
def test_each_paragraph_is_an_entry(typed, entries):
    assert entries_of(typed) == entries


def test_a_pasted_list_becomes_items(db):
    body = round_up("<p>— One.</p><p>— Two.</p>", "<p>Three.</p>")

    items = StoryBody().clean(body)[0].value["items"]

    assert [item["text"].source for item in items] == ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]
    assert items.bound_blocks[0].id == body[0].value["items"].bound_blocks[0].id
    assert len({item.id for item in items.bound_blocks}) == 3


def test_feeds_and_mail_get_the_dash_as_text(db):
    assert "<p>— The ferry sails.</p>" in plain(round_up("<p>The ferry sails.</p>"), "https://magazine.example/a/")
