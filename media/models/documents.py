from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from ..fields import DocumentField, StoresFileFirst


class Document(StoresFileFirst, AbstractDocument):
    """A file that readers download."""

    file = DocumentField(upload_to="documents", verbose_name=_("file"), max_length=255)

    # Declared anew, because the reverse names would clash with those of Wagtail's own Document of the same name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_documents",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="tagged_documents")

    # Written by media.visibility.refresh() and by nothing else.
    is_open = models.BooleanField(_("public"), default=False, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def get_usage(self):
        """Return where it is used, drafts too; Wagtail's own index of references knows nothing of those."""
        from ..uses import places

        return places(self)

    def clean(self):
        # Wagtail's own check of the extension, which only its forms come by; see check_extension().
        if self.file:
            self.check_extension(self.file.name)

    def check_extension(self, name: str) -> None:
        """Raise ValidationError unless files named like this may be handed to readers."""
        extension = PurePath(name).suffix.lower().lstrip(".")
        if extension not in settings.WAGTAILDOCS_EXTENSIONS:
            allowed = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
            raise ValidationError({"file": _("This kind of file cannot be offered. Upload one of: %s.") % allowed})

    def _set_document_file_metadata(self):
        # Wagtail calls this also for a file that has just been stored; DocumentFile.save() noted it all before.
        if not self.file._committed:
            super()._set_document_file_metadata()
