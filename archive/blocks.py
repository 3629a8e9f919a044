"""Blocks in the format: read off the block classes, so that a new block or field is in the format at once."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from stories.models import SectionPage, StoryPage

from . import kinds
from .files import DOCUMENT, PHOTO
from .kinds import Field, Missing, Wrong
from .references import SECTION, STORY, SnippetReference

# A paragraph's only field is called after what it holds.
NAMES = {"paragraph": {"text": "html"}}


class Stream(kinds.Kind):
    """A list of blocks: objects with the name of their block as `type`, beside the block's own fields."""

    def __init__(self, block: blocks.StreamBlock):
        self.blocks = {name: BlockParts(name, child) for name, child in block.child_blocks.items()}

    def read(self, value):
        if not isinstance(value, list):
            raise Wrong(f"this has to be a list of blocks, not {kinds.name_of(value)}")
        return [self._read_one(number, each) for number, each in enumerate(value, 1)]

    def _read_one(self, number, value):
        place = f"block {number}"
        if not isinstance(value, dict):
            raise Wrong(f"this has to be an object in braces, not {kinds.name_of(value)}", place)
        name = value.get("type")
        if not isinstance(name, str) or not name:
            raise Wrong("“type” is missing", place)
        if name not in self.blocks:
            raise Wrong(f"there is no block “{name[:40]}”{kinds.did_you_mean(name, self.blocks)}", place)
        fields = {key: each for key, each in value.items() if key != "type"}
        return name, kinds.read_within(f"{place} ({name})", self.blocks[name], fields)

    def store(self, value, tie):
        stored = []
        for name, fields in value:
            key = tie.new_id()
            try:
                stored.append({"type": name, "value": self.blocks[name].store(fields, tie), "id": key})
            except Missing:
                continue
        return stored

    def write(self, value, untie):
        written = []
        for child in value:
            if child["type"] not in self.blocks:
                continue
            try:
                written.append({"type": child["type"], **self.blocks[child["type"]].write(child["value"], untie)})
            except Missing:
                continue
        return written

    def describe(self):
        return "list of [blocks](#blocks)"


class BlockParts(kinds.Parts):
    """The fields of a block. What a line leaves out gets the block's default, and the other way round."""

    def __init__(self, name: str, block: blocks.Block):
        self.block = block
        self.called = f"“{name}” block" if name else "row of a list"
        children = getattr(block, "child_blocks", {})
        self.stored_names = {NAMES.get(name, {}).get(child, child): child for child in children}
        self.defaults = {child: default_of(children[child]) for child in children}
        # Without these the editor lets no story out, so one comes in as a draft.
        self.needed = {called for called, child in self.stored_names.items() if is_needed(children[child])}
        self.choosers = {
            child
            for child in children
            if isinstance(children[child], blocks.ChooserBlock) and children[child]._required
        }
        super().__init__(
            name,
            *(
                Field(called, kind_of(children[child]), meaning_of(children[child]))
                for called, child in self.stored_names.items()
            ),
        )

    def store(self, value, tie):
        if isinstance(self.block, blocks.StaticBlock):
            return None
        stored = dict(self.defaults)
        for name, each in value.items():
            stored[self.stored_names[name]] = self.fields[name].kind.store(each, tie)
        if any(not stored[name] for name in self.choosers):
            tie.problems += [f"a {self.called} without “{name}” was left out" for name in self.needed - value.keys()]
            raise Missing
        return stored

    def write(self, value, untie):
        written = {}
        for name, child in self.stored_names.items():
            stored = (value or {}).get(child, self.defaults[child])
            if child in self.choosers and not stored:
                raise Missing
            if stored != self.defaults[child] and (stored or self.defaults[child]):
                written[name] = self.fields[name].kind.write(stored, untie)
                if child in self.choosers and not written[name]:
                    raise Missing
        return {name: each for name, each in written.items() if each not in (None, "", [], {})}


class Items(kinds.Each):
    """A list inside a block, whose items carry ids as Wagtail stores them."""

    def store(self, value, tie):
        stored = []
        for each in value:
            key = tie.new_id()
            try:
                stored.append({"type": "item", "value": self.kind.store(each, tie), "id": key})
            except Missing:
                continue
        return [item for item in stored if item["value"] is not None]

    def write(self, value, untie):
        written = []
        for item in value or []:
            # Items stored before Wagtail 2.16 have no ids.
            each = item["value"] if isinstance(item, dict) and {"type", "value"} <= item.keys() else item
            try:
                written.append(self.kind.write(each, untie))
            except Missing:
                continue
        return [each for each in written if each is not None]


class Table(kinds.Kind):
    """{"caption": …, "columns": [{"type": …, "heading": …}], "rows": [[cell, …], …]}"""

    def __init__(self, block: TypedTableBlock):
        self.cells = {name: kind_of(child) for name, child in block.child_blocks.items()}
        column = kinds.Parts(
            "column of a table",
            Field("type", kinds.OneOf(self.cells), required=True),
            Field("heading", kinds.Text()),
        )
        self.parts = kinds.Parts(
            "table",
            Field("caption", kinds.Text()),
            Field("columns", kinds.Each(column), required=True),
            Field("rows", kinds.Each(kinds.Each(kinds.Text(lines=True)))),
        )

    def read(self, value):
        table = self.parts.read(value)
        for number, row in enumerate(table.setdefault("rows", []), 1):
            if len(row) != len(table["columns"]):
                raise Wrong(f"row {number} has {len(row)} cells, but there are {len(table['columns'])} columns")
            for column, cell in zip(table["columns"], row, strict=True):
                kinds.read_within(f"row {number}", self.cells[column["type"]], cell)
        return table

    def store(self, value, tie):
        columns = [{"type": column["type"], "heading": column.get("heading", "")} for column in value["columns"]]
        rows = [
            {"values": [self.cells[column["type"]].store(cell, tie) for column, cell in zip(columns, row, strict=True)]}
            for row in value["rows"]
        ]
        return {"columns": columns, "rows": rows, "caption": value.get("caption", "")}

    def write(self, value, untie):
        if not value or not value.get("columns"):
            return None
        columns = value["columns"]
        rows = [
            [
                self.cells[column["type"]].write(cell, untie) or ""
                for column, cell in zip(columns, row["values"], strict=True)
            ]
            for row in value["rows"]
        ]
        named = [kinds.filled({"type": column["type"], "heading": column["heading"]}) for column in columns]
        return kinds.filled({"caption": value.get("caption") or "", "columns": named, "rows": rows})

    def describe(self):
        return "table: `caption`, `columns` (each with `type`: " + ", ".join(self.cells) + "; `heading`), `rows`"


def page_reference(block: blocks.PageChooserBlock) -> kinds.Kind:
    return {StoryPage: STORY, SectionPage: SECTION}[block.target_model]


# Most particular first.
KINDS = (
    (blocks.StreamBlock, Stream),
    (TypedTableBlock, Table),
    (blocks.StructBlock, lambda block: BlockParts("", block)),
    (blocks.ListBlock, lambda block: Items(kind_of(block.child_block))),
    (ImageChooserBlock, lambda block: PHOTO),
    (DocumentChooserBlock, lambda block: DOCUMENT),
    (blocks.PageChooserBlock, page_reference),
    (SnippetChooserBlock, lambda block: SnippetReference(block.target_model)),
    (blocks.RichTextBlock, lambda block: kinds.Html(tuple(block.features))),
    (blocks.BooleanBlock, lambda block: kinds.Switch()),
    (blocks.IntegerBlock, lambda block: kinds.Whole(block.field.min_value or 0, block.field.max_value or 2**31 - 1)),
    (blocks.ChoiceBlock, lambda block: kinds.OneOf([value for value, _label in block.field.choices if value])),
    (blocks.URLBlock, lambda block: kinds.WebAddress(block.field.max_length or 0)),
    (blocks.TextBlock, lambda block: kinds.Text(block.field.max_length or 0, lines=True)),
    (blocks.CharBlock, lambda block: kinds.Text(block.field.max_length or 0)),
)


def kind_of(block: blocks.Block) -> kinds.Kind:
    for block_class, make in KINDS:
        if isinstance(block, block_class):
            return make(block)
    raise TypeError(
        f"The story format does not know how to write {type(block).__name__}; add it to archive.blocks.KINDS"
    )


def meaning_of(block: blocks.Block) -> str:
    """Return what the editor is told about a field."""
    field = None if isinstance(block, blocks.ChooserBlock) else getattr(block, "field", None)
    said = getattr(field, "help_text", "") or getattr(block.meta, "help_text", "")
    return str(said or block.label)


def is_needed(block: blocks.Block) -> bool:
    if isinstance(block, TypedTableBlock):
        return True  # its default is an empty one
    return bool(block.required or getattr(block.meta, "min_num", 0)) and not default_of(block)


def default_of(block: blocks.Block):
    """Return what a field holds, in stored form, when nothing is said about it."""
    if isinstance(block, blocks.ListBlock):
        return []
    return block.get_prep_value(block.get_default())
