"""Plain text on its way in: every field that somebody writes words or names into, in forms, blocks and imports."""

import re

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

# They turn the letters that follow, so that "evil" reads "live"; right-to-left letters run right without them. The mark
# of the order of bytes is never part of a text.
TURNING = re.compile("[\u202a-\u202e\ufeff]")
ISOLATES = re.compile("[\u2066-\u2069]")
# A place to break a line, which only the scripts from Thai to Khmer need: they write no spaces between words.
UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
BREAKS = re.compile(f"\u200b(?!{UNSPACED})|(?<!{UNSPACED})\u200b")


def clean(text: str) -> str:
    """Return `text` without unseen signs that turn or hide its letters. Those that a script needs stay."""
    text = TURNING.sub("", text)
    if not _is_balanced(text):
        text = ISOLATES.sub("", text)
    return BREAKS.sub("", text)


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in ISOLATES.findall(text):
        depth += -1 if sign == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


class PlainTextField(forms.CharField):
    """Takes in clean text, and lets nobody lose a word of it.

    A browser cuts what is pasted at `maxlength` without telling anybody; here all of it stands, and the server says
    what is too long.
    """

    default_error_messages = {
        "max_length": _("Shorten this: it has %(show_value)s characters, and at most %(limit_value)s fit."),
    }

    def to_python(self, value):
        value = super().to_python(value)
        return self.empty_value if value in self.empty_values else clean(value).strip() or self.empty_value

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        most = attrs.pop("maxlength", None)
        # Read by the counter, where the widget has one.
        return {**attrs, "data-counter-most-value": most} if most else attrs


def register() -> None:
    """Give every form of the admin this field for plain text."""
    register_form_field_override(models.CharField, override={"form_class": PlainTextField}, exact_class=True)
    register_form_field_override(
        models.TextField,
        override={"form_class": PlainTextField, "widget": AdminAutoHeightTextInput},
        exact_class=True,
    )
