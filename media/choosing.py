"""Choosing a photo, or uploading one to choose it, while the store gives nothing away."""

from wagtail.admin.views.generic.chooser import ChosenResponseMixin
from wagtail.images.models import SourceImageIOError
from wagtail.images.views.chooser import ImageChosenMultipleView, ImageChosenView, ImageUploadView


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


class PhotoChosenView(ChosenAllTheSame, ImageChosenView):
    pass


class PhotoChosenMultipleView(ChosenAllTheSame, ImageChosenMultipleView):
    pass


class PhotoChooserUploadView(ChosenAllTheSame, ImageUploadView):
    pass
