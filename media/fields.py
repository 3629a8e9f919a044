"""The files of photos and documents. Every way into the bucket leads through `save()`: forms, choosers, imports."""

from django import forms
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField as WagtailUploadField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from . import intake


class StoresFileFirst(models.Model):
    """Stores a new file before the other columns are read, because size, hash and record come from it."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        columns = kwargs.get("update_fields")
        if self.file and not self.file._committed and (columns is None or "file" in columns):
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)


class PhotoFile(WagtailImageFieldFile):
    def get_image_dimensions(self):
        if not self._committed:
            # Django measures a file as soon as a photo gets it, before anything else looks at it.
            self.file = intake.clean(self.file)
            return self.file.width, self.file.height
        # And once more on refresh_from_db(), which would fetch the whole original.
        if self.instance.width and self.instance.height:
            return self.instance.width, self.instance.height
        return super().get_image_dimensions()

    def save(self, name, content, save=True):
        """Store a cleaned copy of `content`, and fill empty fields of the photo's record with what the file knew."""
        picture = intake.clean(content)
        before = type(self.instance)._base_manager.filter(pk=self.instance.pk).values_list("file", flat=True).first()
        super().save(picture.name, picture, save=False)
        self.instance.file_size = picture.size
        self.instance.file_hash = picture.sha1
        self.instance.fill_record(picture.record, picture.name)
        # Both are read by media.changes once the record is saved.
        self.instance.replaced_file = before
        self.instance.new_fingerprint = picture.fingerprint or (b"", b"")
        if save:
            self.instance.save()

    save.alters_data = True


class PhotoField(WagtailImageField):
    attr_class = PhotoFile


class DocumentFile(FieldFile):
    def save(self, name, content, save=True):
        """Store `content`, and note its size and hash while it is at hand."""
        self.instance.check_extension(name)
        self.instance.file_size = content.size
        self.instance.file_hash = hash_filelike(content)
        super().save(name, content, save)

    save.alters_data = True


class DocumentField(models.FileField):
    attr_class = DocumentFile


class PhotoUploadField(WagtailUploadField):
    """The upload in a form. Wagtail's own lets some broken files through to an error page and counts no frames."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_upload_size = intake.MAX_BYTES
        self.help_text = _(
            "JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF, at most %(size)s; of an animation the first picture is kept. "
            "What it says of credit, caption and rights is read first; then camera data and position are removed."
        ) % {"size": filesizeformat(intake.MAX_BYTES)}

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        return intake.clean(upload) if upload else None
