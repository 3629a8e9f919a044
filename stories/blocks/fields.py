"""The fields that blocks are made of, where Wagtail's own do not refuse enough or load too much."""

import copy

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.blocks import ImageChooserBlock

from media.plain_text import PlainTextField

from .. import prose


class ProseBlock(blocks.RichTextBlock):
    """Rich text that is cleaned again on the server: a posted or imported value need not come from the editor."""

    def __init__(self, *args, features=prose.PROSE, **kwargs):
        super().__init__(*args, features=features, **kwargs)

    def value_for_form(self, value):
        """Return the text for the editor, and for validation on its way back."""
        return prose.clean(value.source, self.features)


WHOLE_ADDRESS = _("Paste the whole address of a web page, as it stands in the address bar, beginning with https://.")


class LineBlock(blocks.CharBlock):
    """One line of plain text, with nothing cut off and nothing unseen in it."""

    def __init__(self, required=True, help_text=None, max_length=None, **kwargs):
        super().__init__(required, help_text, max_length, **kwargs)
        self.field = PlainTextField(required=required, help_text=help_text, max_length=max_length)

    def get_searchable_content(self, value):
        # Of a story that was written before its block had this field, Wagtail would index “None”.
        return [value] if value else []


class LinesBlock(blocks.TextBlock):
    """Several lines of plain text, likewise."""

    @cached_property
    def field(self):
        return PlainTextField(widget=AdminAutoHeightTextInput(attrs={"rows": self.rows}), **self.field_options)

    get_searchable_content = LineBlock.get_searchable_content


class WebAddressBlock(blocks.URLBlock):
    """An http or https address. Anything else that was stored by another way counts as empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field.error_messages["invalid"] = WHOLE_ADDRESS

    def to_python(self, value):
        return self.normalize(value)

    def normalize(self, value):
        address = prose.safe_address(value or "")
        return address if address.lower().startswith(("http://", "https://")) else ""

    def clean(self, value):
        value = super().clean(value)
        if value and not self.normalize(value):
            raise ValidationError(WHOLE_ADDRESS)
        return value


class PhotoChooserBlock(ImageChooserBlock):
    """A photo together with its agency, which its credit needs."""

    def bulk_to_python(self, values):
        photos = self.model_class.objects.select_related("agency").in_bulk([value for value in values if value])
        # Each use gets an object of its own.
        return [copy.copy(photos[value]) if value in photos else None for value in values]


# Migrations name Wagtail's classes, so that these may move.
DECONSTRUCT_ALIASES = {
    ProseBlock: "wagtail.blocks.RichTextBlock",
    LineBlock: "wagtail.blocks.CharBlock",
    LinesBlock: "wagtail.blocks.TextBlock",
    WebAddressBlock: "wagtail.blocks.URLBlock",
    PhotoChooserBlock: "wagtail.images.blocks.ImageChooserBlock",
}
