"""The headings under which the block picker sorts."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
QUOTES = _("Quotes")
PICTURES = _("Pictures and media")
LISTS = _("Lists and facts")
BOXES = _("Links and boxes")
