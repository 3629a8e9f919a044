from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .. import embeds
from . import groups
from .base import BodyBlock
from .fields import LineBlock, LinesBlock, WebAddressBlock


class EmbedValue(blocks.StructValue):
    @cached_property
    def embed(self) -> embeds.Embed | None:
        return embeds.find(self.get("url") or "")


class EmbedBlock(BodyBlock):
    url = WebAddressBlock(
        label=_("Address"),
        help_text=_("Copy it from the address bar. Nothing is loaded from there before a reader asks for it."),
    )
    title = LineBlock(
        max_length=200,
        label=_("Title"),
        help_text=_("What readers will see or hear, for example “The last crossing, a film of three minutes”."),
    )
    caption = LinesBlock(required=False, label=_("Caption"))

    class Meta:
        icon = "media"
        group = groups.PICTURES
        template = "stories/blocks/embed.html"
        description = _("A video, a recording, a post or a chart from another site")
        label_format = "{title}"
        value_class = EmbedValue
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": "The last crossing, a film of three minutes",
            "caption": "Filmed from the quay",
        }

    def clean(self, value):
        value = super().clean(value)
        if value["url"] and not value.embed:
            message = _("We cannot show this address here. It works for single pieces on %(names)s.")
            raise StructBlockValidationError({"url": ValidationError(message, params={"names": embeds.names()})})
        return value


class DocumentValue(blocks.StructValue):
    @property
    def title_text(self) -> str:
        return self.get("title") or (self["document"].title if self["document"] else "")

    @property
    def file_note(self) -> str:
        """Type and size as far as the record knows them; the store is not asked."""
        document = self["document"]
        size = filesizeformat(document.file_size) if document.file_size else ""
        return ", ".join(note for note in (document.file_extension.upper(), size) if note)


class DocumentBlock(BodyBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = LineBlock(
        required=False, max_length=200, label=_("Title"), help_text=_("Empty: the title from the document’s record.")
    )
    description = LinesBlock(required=False, label=_("Description"))

    class Meta:
        icon = "doc-full"
        group = groups.PICTURES
        template = "stories/blocks/document.html"
        description = _("A file to download, with its type and size")
        label_format = "{title}"
        value_class = DocumentValue

        def preview_value(self):
            return {
                "document": get_document_model().objects.order_by("-pk").first(),
                "title": "Yearly report of the harbour board",
                "description": "All crossings since 1990",
            }

    def get_searchable_content(self, value):
        return [text for text in (value.title_text, value["description"]) if text]
