"""One filled case for each block of a body. What is empty and what is hostile is made from it, field by field."""

from functools import cached_property
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from stories.blocks import StandardBody, StoryBody

from .factories import make_document, make_photo, make_section, make_site, make_story

BLOCKS = {**StandardBody().child_blocks, **StoryBody().child_blocks}


class Things:
    """The records that filled blocks choose, each made when the first block asks for it."""

    @cached_property
    def photo(self) -> int:
        return make_photo().pk

    @cached_property
    def document(self) -> int:
        return make_document().pk

    @cached_property
    def story(self) -> int:
        return make_story(make_section(make_site()), "The boats of Ellery", standfirst="Where they went").pk


def filled(name: str, things: Things) -> dict:
    """Return the stored form of a block with every field filled. Raises KeyError for a block without a case."""
    if name in {"photo", "gallery"}:
        used = {"photo": things.photo, "caption": "The quay at dawn", "alt_text": "A quay", "decorative": False}
        return {
            "photo": {**used, "layout": "wide"},
            "gallery": {"title": "Along the quay", "photos": items(used, {**used, "caption": "The quay at noon"})},
        }[name]
    if name == "document":
        return {"document": things.document, "title": "Yearly report", "description": "All crossings"}
    if name == "related_story":
        return {"story": things.story}
    return {
        "paragraph": {
            "text": "<p>The ferry left <b>at six</b>.</p><p>See <a href='https://example.org/a'>the log</a>.</p>"
        },
        "heading": {"text": "A harbour without boats", "level": "3"},
        "divider": {},
        "block_quote": {
            "text": "We counted the boats.\n\nThen there were none.",
            "speaker": "Anna Moreau",
            "role": "harbour master",
            "source": "Letters from the quay",
            "source_url": "https://example.org/letters?a=1&b=2",
        },
        "pull_quote": {"text": "The ferry never came back", "speaker": "A. Moreau"},
        "embed": {"url": "https://vimeo.com/76979871", "title": "The last crossing", "caption": "Filmed from the quay"},
        "round_up": {
            "title": "In other news",
            "intro": "<p>What else the week brought:</p>",
            "items": items(
                {"text": "<p>— <b>Ellery:</b> The board meets.</p>"}, {"text": "<p><b>Isle:</b> Two boats sail.</p>"}
            ),
        },
        "key_points": {
            "title": "In brief",
            "points": items({"text": "<p>The line closes.</p>"}, {"text": "<p>No plan follows.</p>"}),
        },
        "table": {
            "table": {
                "caption": "Crossings a day",
                "columns": [
                    {"type": "text", "heading": "Year"},
                    {"type": "number", "heading": "Count"},
                    {"type": "rich_text", "heading": "Log"},
                ],
                "rows": [
                    {"values": ["2019", "14", "<p>the <b>black</b> book</p>"]},
                    {"values": ["2020", "6", "<p>lost</p>"]},
                ],
            },
            "first_column_is_heading": True,
            "note": "Source: harbour board",
        },
        "timeline": {
            "title": "How the line closed",
            "entries": items({"date": "May 2019", "heading": "The first cut", "text": "<p>Night crossings end.</p>"}),
        },
        "q_and_a": {
            "title": "Five minutes with the master",
            "questions": items({"question": "Who owns the boats now?", "answer": "<p>Nobody we could find.</p>"}),
        },
        "source_list": {
            "title": "Sources",
            "sources": items(
                {"text": "<p>Harbour board, <i>Yearly report</i></p>", "url": "https://example.org/report"}
            ),
        },
        "call_out": {"heading": "Who runs the ferries", "text": "<p>Three boards in ten years.</p>"},
        "appeal": {},
        "newsletter_box": {},
    }[name]


def items(*values: dict) -> list[dict]:
    return [{"type": "item", "value": value, "id": str(place)} for place, value in enumerate(values)]


def emptied(block: blocks.Block, raw: Any) -> Any:
    """Return `raw` with every field empty that an editor may leave empty."""
    return rewritten(block, raw, lambda field, value: None if not field.required else value)


def rewritten(block: blocks.Block, raw: Any, change) -> Any:
    """Return `raw` with each field's value put through `change(field, value)`; None stands for empty."""
    match block:
        case blocks.StructBlock():
            return {name: rewritten(child, raw[name], change) for name, child in block.child_blocks.items()}
        case blocks.ListBlock():
            return [{**item, "value": rewritten(block.child_block, item["value"], change)} for item in raw]
        case TypedTableBlock():
            return {
                "caption": change(blocks.CharBlock(), raw["caption"]),
                "columns": [
                    {**column, "heading": change(blocks.CharBlock(required=False), column["heading"]) or ""}
                    for column in raw["columns"]
                ],
                "rows": [
                    {
                        "values": [
                            rewritten(block.child_blocks[column["type"]], value, change)
                            for column, value in zip(raw["columns"], row["values"], strict=True)
                        ]
                    }
                    for row in raw["rows"]
                ],
            }
        case blocks.BooleanBlock() | blocks.ChoiceBlock() | blocks.ChooserBlock():
            return raw if (changed := change(block, raw)) is None else changed
        case _:
            changed = change(block, raw)
            return "" if changed is None else changed


def texts(block: blocks.Block, raw: Any) -> list[tuple[blocks.Block, str]]:
    """Return all texts in `raw`, each with the field that holds it."""
    found = []

    def note(field, value):
        if isinstance(value, str):
            found.append((field, value))
        return value

    rewritten(block, raw, note)
    return found
