"""Choosing a photo for a story, and uploading one while choosing."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic.chooser import ChosenResponseMixin
from wagtail.images.forms import ImageInsertionForm, get_image_form
from wagtail.images.models import SourceImageIOError
from wagtail.images.views import chooser
from wagtail.permissions import policy_registry

from .. import look_alikes, uses
from ..models import Photo
from .library import ListFirst, with_record

# What is asked before the file is there; the rest is asked when the file has said what it knows.
ASKED_FIRST = ("title", "file", "collection")
ASKED_THEN = tuple(
    name
    for name in Photo.admin_form_fields
    # A replacement would have to be chosen in a window over this one.
    if name not in ("file", "collection", "replacement") and "focal" not in name
)


class RecordInChooser(ListFirst):
    def get_object_list(self):
        return super().get_object_list().select_related("agency")

    @property
    def columns(self):
        return with_record(super().columns)

    def get_usage_counts(self, results):
        shown = Photo.objects.filter(pk__in=[photo.pk for photo in results])
        counts = dict(uses.counted(shown).values_list("pk", "usage_count"))
        return {photo: counts[photo.pk] for photo in results}

    def get_creation_form_class(self):
        return get_image_form(Photo, ASKED_FIRST)


class PhotoChooseView(RecordInChooser, chooser.ImageChooseView):
    pass


class PhotoChooseResultsView(RecordInChooser, chooser.ImageChooseResultsView):
    pass


class ChosenAllTheSame:
    """Hands over a chosen photo whose small picture cannot be made just now. Wagtail 8.0 answers with an error page."""

    def get_chosen_response_data(self, image, **options):
        try:
            return super().get_chosen_response_data(image, **options)
        except SourceImageIOError:
            chosen = ChosenResponseMixin.get_chosen_response_data(self, image)
            return chosen | {
                "preview": {"url": "", "width": 0, "height": 0},
                "default_alt_text": image.default_alt_text,
            }


class PhotoChosenView(ChosenAllTheSame, chooser.ImageChosenView):
    pass


class PhotoChosenMultipleView(ChosenAllTheSame, chooser.ImageChosenMultipleView):
    pass


class AsksForRecord(chooser.SelectFormatResponseMixin):
    """Shows the record of a photo in the chooser's window, in place of the form that it was uploaded with."""

    def ask_for_record(self, photo: Photo, form=None):
        context = {
            "photo": photo,
            "form": form or record_form(photo, self.request),
            "look_alikes": look_alikes.of(photo, self.request.user),
            "action": self.append_preserved_url_parameters(reverse("media_record_in_chooser", args=[photo.pk])),
        }
        fragment = render_to_string("media/admin/record_in_chooser.html", context, self.request)
        step = {"step": "reshow_creation_form", "htmlFragment": fragment}
        return render_modal_workflow(self.request, None, None, None, json_data=step)

    def choose(self, photo: Photo):
        """End the choosing with `photo`; a rich text asks for its format first."""
        if not self.request.GET.get("select_format"):
            return self.get_chosen_response(photo)
        form = ImageInsertionForm(initial={"alt_text": photo.default_alt_text}, prefix="image-chooser-insertion")
        return self.render_select_format_response(photo, form)


class PhotoUploadView(ChosenAllTheSame, AsksForRecord, chooser.ImageUploadView):
    def get_creation_form_class(self):
        return get_image_form(Photo, ASKED_FIRST)

    def post(self, request):
        self.model = Photo
        self.form = self.get_creation_form()
        if not self.form.is_valid():
            return self.get_reshow_creation_form_response()
        return self.ask_for_record(self.save_form(self.form))


class RecordView(ChosenAllTheSame, AsksForRecord, chooser.ImageChosenResponseMixin, View):
    """Takes in the record of a photo that was uploaded in the chooser, and chooses the photo."""

    preserve_url_parameters = chooser.viewset.preserve_url_parameters

    @cached_property
    def policy(self):
        return policy_registry.get_by_type(Photo)

    def post(self, request, pk):
        photo = get_object_or_404(Photo.objects.select_related("agency"), pk=pk)
        if not self.policy.user_has_permission_for_instance(request.user, "change", photo):
            raise PermissionDenied
        if "instead" in request.POST:
            return self._choose_other(photo, request.POST["instead"])
        form = record_form(photo, request, request.POST)
        if not form.is_valid():
            return self.ask_for_record(photo, form)
        return self.choose(form.save())

    def _choose_other(self, photo: Photo, pk: str):
        """Choose the picture that the library had already, and drop the upload if nothing shows it yet."""
        choosable = self.policy.instances_user_has_any_permission_for(self.request.user, ["choose"])
        other = get_object_or_404(choosable, pk=pk if pk.isdecimal() else 0)
        if (
            other != photo
            and not photo.get_usage()
            and self.policy.user_has_permission_for_instance(self.request.user, "delete", photo)
        ):
            photo.delete()
        return self.choose(other)


def record_form(photo: Photo, request, sent=None):
    form_class = get_image_form(Photo, ASKED_THEN)
    form = form_class(sent, instance=photo, user=request.user, prefix="photo-record")
    # It lies where the first step put it.
    form.fields.pop("collection", None)
    return form


urlpatterns = [path("images/chooser/<int:pk>/record/", RecordView.as_view(), name="media_record_in_chooser")]
