"""What people typed goes into a spreadsheet as text, whatever it begins with."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# With which a spreadsheet program begins a formula; wide signs of East Asian scripts too (OWASP, “CSV Injection”).
BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_of_wagtail = SpreadsheetExportMixin.preprocess_field_value


def as_text(value: str) -> str:
    """Return `value` so that no spreadsheet program computes it; a single sign is no formula."""
    return f"'{value}" if len(value) > 1 and value.startswith(BEGINNINGS_OF_FORMULAS) else value


def preprocess_field_value(view, field, value, export_format):
    value = _of_wagtail(view, field, value, export_format)
    return as_text(value) if export_format == view.FORMAT_CSV and isinstance(value, str) else value


def protect() -> None:
    """Let every list that leaves the admin as CSV, Wagtail's own reports among them, hold no formulas.

    XLSX has a type for text, which Wagtail 8.0 sets itself. Its preprocessing by field and by type, which views fill in
    for themselves, does not reach every cell: the headlines in its reports on workflows pass it by.
    """
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
