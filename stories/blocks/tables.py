from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .. import prose
from . import groups
from .base import BodyBlock
from .fields import LineBlock, ProseBlock


class TableValue(blocks.StructValue):
    @property
    def has_headings(self) -> bool:
        return any(column["heading"] for column in self["table"].columns)

    @property
    def is_wide(self) -> bool:
        """Whether it needs more room than the text has."""
        return len(self["table"].columns) > 4


class TableBlock(BodyBlock):
    """Wagtail's typed table: it has column headings, and a cell is text of ours, never HTML from a spreadsheet."""

    table = TypedTableBlock(
        [
            ("text", LineBlock(required=False, label=_("Text"))),
            ("number", LineBlock(required=False, label=_("Number"))),
            ("rich_text", ProseBlock(required=False, features=prose.LINE, label=_("Text with links"))),
        ],
        label=_("Table"),
        help_text=_("The caption says what the table shows. A column of numbers is set flush right."),
    )
    first_column_is_heading = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("The first column names its row"),
        help_text=_("Screen readers then read the name of the row with each of its cells."),
    )
    note = LineBlock(
        required=False, max_length=300, label=_("Note"), help_text=_("Source or explanation, printed below the table.")
    )

    class Meta:
        icon = "table"
        group = groups.LISTS
        template = "stories/blocks/table.html"
        value_class = TableValue
        description = _("Rows and columns with a caption")
        label_format = "{note}"
        form_layout = blocks.BlockGroup(children=["table", "note"], settings=["first_column_is_heading"])
        preview_value = {
            "table": {
                "caption": "Crossings a day",
                "columns": [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Crossings"}],
                "rows": [{"values": ["2019", "14"]}, {"values": ["2020", "6"]}, {"values": ["2021", "0"]}],
            },
            "first_column_is_heading": True,
            "note": "Source: harbour board",
        }

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        table = value["table"]
        if not table.columns or not table.row_data:
            raise StructBlockValidationError({"table": ValidationError(_("Add at least one column and one row."))})
        if not (table.caption or "").strip():
            raise StructBlockValidationError({"table": ValidationError(_("Give the table a caption."))})
        return value
