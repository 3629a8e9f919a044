"""What strangers typed goes into a spreadsheet as text, whatever it begins with."""

from collections.abc import Mapping

# With which a spreadsheet program begins a formula (OWASP, “CSV Injection”).
BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """Return `value` so that no spreadsheet program computes it."""
    return f"'{value}" if value.startswith(BEGINNINGS_OF_FORMULAS) else value


# For `custom_field_preprocess` of a Wagtail list. XLSX has a type for text, which Wagtail sets.
WORDS_AS_TEXT: Mapping[str, Mapping] = {"words": {"csv": as_text}}
