from django.forms import CharField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from . import tasks
from .fields import PhotoUploadField
from .plain_text import PlainTextField
from .storage import StoreUnavailable

STORE_ABSENT = _("The media store does not answer, so nothing was saved. Your entries are kept: try again in a minute.")


# Fields that Wagtail declares, in the photo desk's words.
WORDS = {
    "title": ("", _("Names the photo in the library. Readers never see it.")),
    "description": (_("Alt text"), _("What the picture shows, for readers who cannot see it. Needed to publish.")),
    "tags": ("", _("Words to find it by, such as the place or the subject.")),
}


class TakesPlainText:
    """Makes its fields of plain text ours. Wagtail 8.0.1 builds the forms of the library past its own overrides."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is CharField:
                field.widget.attrs.pop("maxlength", None)
                stock = self._meta.model._meta.get_field(name)
                self.fields[name] = stock.formfield(form_class=PlainTextField, widget=field.widget)
                # Wagtail looked at some already, and Django remembers what it saw.
                self._bound_fields_cache.pop(name, None)


class StoresWhileCleaning:
    """Stores the file as the last step of checking the form, so that an absent store is an error of the form."""

    def _post_clean(self):
        super()._post_clean()
        file = self.instance.file
        if self.errors or "file" not in self.changed_data or file._committed:
            return
        try:
            file.save(file.name, file.file, save=False)
        except StoreUnavailable as error:
            tasks.discard_unnamed_later([error.unfinished])
            self.add_error("file", STORE_ABSENT)


class PhotoForm(TakesPlainText, StoresWhileCleaning, BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PhotoUploadField(label=stock.label, required=stock.required, widget=stock.widget)
        for name, (label, help_text) in WORDS.items():
            if name in self.fields:
                self.fields[name].label = label or self.fields[name].label
                self.fields[name].help_text = help_text
        if "caption" in self.fields:
            self.fields["caption"].widget = AdminAutoHeightTextInput()
        # The multi-upload sends a file and a title only. Whatever else were required there, Wagtail would park the
        # upload in the bucket as it came, camera data and all.
        if "kind" in self.fields:
            self.fields["kind"].required = False

    def save(self, commit=True):
        # Wagtail would delete the old file and its sizes here; media.changes does it for every way of replacing a file.
        self.original_file = None
        return super().save(commit)

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind or self._meta.model.Kind.PHOTOGRAPH


class DocumentForm(TakesPlainText, StoresWhileCleaning, BaseDocumentForm):
    pass
