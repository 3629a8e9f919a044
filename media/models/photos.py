from io import BytesIO

from django.core.exceptions import ValidationError
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

from ..fields import PhotoField, StoresFileFirst
from ..storage import StoreUnavailable
from .records import PhotoRecord

LONGEST_NAME = 255  # of a file with its folders


class Photo(StoresFileFirst, PhotoRecord, AbstractImage):
    """An image with its record."""

    file = PhotoField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        max_length=LONGEST_NAME,
    )
    # Written by media.visibility.refresh() and by nothing else.
    is_open = models.BooleanField(_("public"), default=False, editable=False, db_index=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "caption",
        "kind",
        "agency",
        "person",
        "taken_on",
        "place",
        "licence",
        "source_url",
        "copyright_notice",
        "rights_expire_on",
        "territory",
        "restrictions",
        "replacement",
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
        index.SearchField("place"),
        index.SearchField("person"),
        index.AutocompleteField("person"),
        index.RelatedFields("agency", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("agency"),
        index.FilterField("kind"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def clean(self):
        super().clean()
        if self.pk and not self.credit and self._is_counted_on():
            raise ValidationError(
                {
                    "person": _(
                        "Readers see this photo, or will at a set hour, so its credit cannot be taken away. Name "
                        "another agency or person, or take the photo out of what shows it first."
                    )
                }
            )

    def _is_counted_on(self) -> bool:
        """Whether a published version of anything shows it, be it for some readers only, or a scheduled one."""
        from .uses import Use

        return self.is_open or Use.objects.filter(photo=self).exclude(version=Use.Version.DRAFT).exists()

    def get_usage(self):
        """Return where it is used, drafts too; Wagtail's own index of references knows nothing of those."""
        from ..uses import places

        return places(self)

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
