from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model

from . import groups
from .base import BodyBlock
from .fields import LineBlock, LinesBlock, PhotoChooserBlock

ALT_TEXT_HELP = _("What the picture shows, for those who cannot see it. Empty: the words from the photo’s record.")


class UsedPhoto(blocks.StructValue):
    """A photo as one story uses it."""

    @property
    def printed(self):
        """The photo itself, what stands in for it once its rights have ended, or None."""
        return self["photo"].in_print if self["photo"] else None

    @property
    def _is_itself(self) -> bool:
        return self.printed is self["photo"]

    @property
    def caption_text(self) -> str:
        """The words of this use, which are not those of another picture; else those of the record."""
        own = self.get("caption") if self._is_itself else ""
        return own or (self.printed.caption if self.printed else "")

    @property
    def is_decorative(self) -> bool:
        return bool(self.get("decorative") or (self["photo"] and self["photo"].is_decorative))

    @property
    def alt(self) -> str:
        if self.get("decorative"):
            return ""
        own = self.get("alt_text") if self._is_itself else ""
        return own or (self.printed.alt_text if self.printed else "")

    @property
    def credit(self) -> str:
        return self.printed.credit if self.printed else ""

    @property
    def is_photograph(self) -> bool:
        return bool(self.printed) and self.printed.kind == "photograph"


class UsedPhotoBlock(BodyBlock):
    """What a photo in the text and a photo in a gallery have in common."""

    photo = PhotoChooserBlock(label=_("Photo"))
    caption = LinesBlock(
        required=False,
        label=_("Caption"),
        help_text=_(
            "For this story. Empty: the caption from the photo’s record. The credit is always printed after it."
        ),
    )
    alt_text = LineBlock(required=False, max_length=500, label=_("Alt text"), help_text=ALT_TEXT_HELP)
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Decorative"),
        help_text=_("The picture tells nothing that the text does not say. Screen readers leave it out."),
    )

    class Meta:
        value_class = UsedPhoto

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and not value.is_decorative and not value.alt:
            message = _("Say what the picture shows, here or in the photo’s record, or mark it as decorative.")
            raise StructBlockValidationError({"alt_text": ValidationError(message)})
        return value

    def get_searchable_content(self, value):
        return [text for text in (value.caption_text, value.credit) if text]


class PhotoBlock(UsedPhotoBlock):
    layout = blocks.ChoiceBlock(
        choices=[("normal", _("As wide as the text")), ("wide", _("Wider than the text"))],
        default="normal",
        search_index=False,
        label=_("Width"),
    )

    class Meta:
        icon = "image"
        group = groups.PICTURES
        template = "stories/blocks/photo.html"
        description = _("A photo with its caption and credit")
        label_format = "{caption}"
        form_layout = blocks.BlockGroup(children=["photo", "caption", "alt_text"], settings=["decorative", "layout"])

        def preview_value(self):
            return {
                "photo": newest_photos(1)[0],
                "caption": "The quay in the morning",
                "alt_text": "An empty quay",
                "decorative": False,
                "layout": "normal",
            }


class GalleryPhotoBlock(UsedPhotoBlock):
    class Meta:
        icon = "image"
        label = _("Photo")
        label_format = "{caption}"
        form_layout = blocks.BlockGroup(children=["photo", "caption", "alt_text"], settings=["decorative"])


class GalleryBlock(BodyBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    photos = blocks.ListBlock(GalleryPhotoBlock(), min_num=2, max_num=60, label=_("Photos"))

    class Meta:
        icon = "grid"
        group = groups.PICTURES
        template = "stories/blocks/gallery.html"
        description = _("Several photos, each with its caption and credit")
        label_format = "{title}"

        def preview_value(self):
            return {
                "title": "Along the quay",
                "photos": [
                    {
                        "photo": photo,
                        "caption": "The quay in the morning",
                        "alt_text": "An empty quay",
                        "decorative": False,
                    }
                    for photo in newest_photos(3)
                ],
            }


def newest_photos(number: int) -> list:
    """Return photos for a preview, [None] where there are none yet."""
    return list(get_image_model().objects.select_related("agency").order_by("-pk")[:number]) or [None]
