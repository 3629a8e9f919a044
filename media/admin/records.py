"""Uploading photos and correcting their records.

A file says more than an editor can see before it is there. So each upload ends at the record, with the fields already
filled that the file knew, and every one of them open to be corrected.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.images.forms import get_image_form
from wagtail.images.views import images, multiple

from .. import look_alikes
from ..models import Photo

# What the photos of one agency or of one day have in common.
RECORD_FOR_ALL = ("agency", "person", "taken_on", "place", "licence", "source_url", "rights_expire_on", "tags")


def taken_from_file(photo: Photo) -> str:
    """Return the sentences that say what was filled from the file, and what could not be; "" where it said nothing."""
    fields = {field.name: field for field in Photo._meta.concrete_fields}
    taken = {*photo.file_said} - ({"agency"} if photo.missing_agency else set())
    labels = [str(fields[name].verbose_name) for name in Photo.admin_form_fields if name in taken]
    sentences = []
    if labels:
        sentences.append(
            _("Taken from the file: %(fields)s. Look whether that is right.") % {"fields": ", ".join(labels)}
        )
    if photo.missing_agency:
        sentences.append(_("Not in the records: the agency “%(agency)s”.") % {"agency": photo.missing_agency})
    return " ".join(sentences)


class PhotoCreateView(images.CreateView):
    """Ends at the record of the new photo."""

    template_name = "media/admin/add_photo.html"
    page_title = _("Add a photo")

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_message(self, instance):
        stored = _("“%(photo)s” is in the library.") % {"photo": instance.title}
        return f"{stored} {taken_from_file(instance)}".strip()

    def get_success_buttons(self):
        return []


class PhotoEditView(images.EditView):
    template_name = "media/admin/edit_photo.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "look_alikes": look_alikes.of(self.object, self.request.user)}

    def get_success_message(self):
        return _("“%(photo)s” is saved.") % {"photo": self.object.title}

    def save_instance(self):
        photo = super().save_instance()
        if "file" in self.form.changed_data and (taken := taken_from_file(photo)):
            messages.info(self.request, capfirst(taken))
        return photo


class FormOfRecord:
    """The second step of uploading many: the record of each photo."""

    edit_form_template_name = "media/admin/record_of_many.html"


class PhotoAddManyView(FormOfRecord, multiple.AddView):
    template_name = "media/admin/add_photos.html"
    page_title = _("Add photos")

    def get_context_data(self, **kwargs):
        form = get_image_form(Photo, RECORD_FOR_ALL)(user=self.request.user, prefix="for-all")
        # Wagtail asks beside the file where all of them shall lie.
        form.fields.pop("collection", None)
        return {**super().get_context_data(**kwargs), "record_for_all": form}

    def get_edit_object_form_context_data(self):
        alike = look_alikes.of(self.object, self.request.user)
        return {**super().get_edit_object_form_context_data(), "look_alikes": alike}

    def get_edit_object_response_data(self):
        # Look-alikes are named in the form itself, so that nobody has to answer a question before the record is there.
        return {**super(multiple.AddView, self).get_edit_object_response_data(), "duplicate": False}


class PhotoEditManyView(FormOfRecord, multiple.EditView):
    pass


class PhotoCreateFromUploadView(FormOfRecord, multiple.CreateFromUploadedImageView):
    pass
