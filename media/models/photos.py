from io import BytesIO

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    get_upload_to,
)
from wagtail.search import index

from .. import plain_text
from ..fields import PhotoField, StoresFileFirst
from ..storage import StoreUnavailable
from .agencies import Agency

LONGEST_NAME = 255  # of a file with its folders


class Photo(StoresFileFirst, AbstractImage):
    """An image with its record: who made it, what it shows, what may be done with it.

    Wagtail's `title` names the photo in the library; its `description` is the alt text.
    """

    class Kind(models.TextChoices):
        PHOTOGRAPH = "photograph", _("Photograph")
        ILLUSTRATION = "illustration", _("Illustration")
        MAP = "map", _("Map")
        CHART = "chart", _("Chart")

    file = PhotoField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        max_length=LONGEST_NAME,
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        default=Kind.PHOTOGRAPH,
        help_text=_("Decides whether the credit says “photo” or “image”."),
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        help_text=_(
            "The credit is printed from agency and person; one of them is needed to publish the photo. "
            "Ask the photo desk when an agency is missing from the list."
        ),
    )
    person = models.CharField(
        _("person"),
        max_length=200,
        blank=True,
        help_text=_("Photographer, illustrator or author of the chart; printed in the credit with the agency."),
    )
    source_url = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The web address that the file came from, beginning with https://."),
    )
    licence = models.CharField(
        _("licence"), max_length=120, blank=True, help_text=_("For example “CC BY 4.0” or the contract number.")
    )
    copyright_notice = models.CharField(
        _("copyright notice"),
        max_length=255,
        blank=True,
        help_text=_("As the file states it. Kept for the newsroom, not printed."),
    )
    rights_expire_on = models.DateField(
        _("rights expire on"), null=True, blank=True, help_text=_("Last day on which the photo may be used.")
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What the photo shows, when and where. A story may say it differently.")
    )
    # Written by media.visibility.refresh() and by nothing else.
    is_open = models.BooleanField(_("public"), default=False, editable=False, db_index=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "kind",
        "agency",
        "person",
        "licence",
        "source_url",
        "copyright_notice",
        "rights_expire_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("person"),
        index.AutocompleteField("person"),
        index.RelatedFields("agency", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("agency"),
        index.FilterField("kind"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    @property
    def alt_text(self) -> str:
        """What a reader who cannot see the photo hears: the words of this use, or those of the record."""
        if self.decorative:
            return ""
        return self.contextual_alt_text or self.description

    @property
    def credit(self) -> str:
        """The credit as it is printed, or "" where the record names nobody."""
        if self.agency:
            return self.agency.credit(self.person)
        return self.person

    def fill_record(self, found: dict[str, str]) -> None:
        """Take what the file said of itself (`media.embedded_records`) into fields that are still empty."""
        found = {name: plain_text.clean(text) for name, text in found.items()}
        for name in ("caption", "copyright_notice"):
            if not getattr(self, name):
                length = getattr(self._meta.get_field(name), "max_length", None)
                setattr(self, name, found.get(name, "")[:length])
        if self.agency_id or self.person:
            return
        credit, person = found.get("credit", ""), found.get("person", "")
        self.agency, signed = Agency.named_in(credit)
        self.person = (person or signed or ("" if self.agency else credit))[:200]

    def _set_image_file_metadata(self):
        # Wagtail calls this also for a file that has just been stored; PhotoFile.save() noted it all before.
        if not self.file._committed:
            super()._set_image_file_metadata()

    def create_rendition(self, filter: Filter) -> "Rendition":
        return self.create_renditions(filter)[filter]

    def create_renditions(self, *filters: Filter) -> dict[Filter, "Rendition"]:
        """Make these sizes from one read of the original, and keep each as soon as it is made.

        One after another: Wagtail makes three at once, each of which holds the whole decoded original, and is no faster
        for it (50 megapixels: 1.1 GB instead of 0.4).
        """
        try:
            with self.open_file() as file:
                original = file.read()
            return {filter: self._keep(filter, original) for filter in filters}
        except StoreUnavailable as error:
            raise SourceImageIOError(str(error)) from error

    def _keep(self, filter: Filter, original: bytes) -> "Rendition":
        key = filter.get_cache_key(self)
        found = self.renditions.filter(filter_spec=filter.spec, focal_point_key=key).first()
        if found:
            return found
        with self.generate_rendition_file(filter, source=File(BytesIO(original), self.file.name)) as made:
            return self.renditions.get_or_create(filter_spec=filter.spec, focal_point_key=key, defaults={"file": made})[
                0
            ]


class Rendition(AbstractRendition):
    """A photo in one size and format."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    # A copy of it lies in the public bucket. Written by media.visibility and by nothing else.
    is_open = models.BooleanField(default=False, editable=False)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    @property
    def is_public(self) -> bool:
        """Whether anybody may fetch it at its plain address."""
        return self.is_open and self.image.is_open

    @property
    def url(self) -> str:
        """The plain public address while its photo is open, else one that works for five minutes. Calls no store."""
        return storages["public"].url(self.file.name) if self.is_public else self.file.url
