from django.core.files.storage import storages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.images.views.chooser import viewset as chooser_viewset
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from . import store, visibility
from .admin import choosing, library, records, usage
from .models import Document
from .storage import PRIVATE_CACHE, READERS_SIGNED_FOR, SIGNED_FOR
from .store import StoreUnavailable

ADMIN_RIGHTS = ("change", "delete", "choose")

# Wagtail 8.0 has no setting for either; the chooser's views are attributes of its viewset, the library's are not.
chooser_viewset.choose_view_class = choosing.PhotoChooseView
chooser_viewset.choose_results_view_class = choosing.PhotoChooseResultsView
chooser_viewset.chosen_view_class = choosing.PhotoChosenView
chooser_viewset.chosen_multiple_view_class = choosing.PhotoChosenMultipleView
chooser_viewset.create_view_class = choosing.PhotoUploadView
chooser_viewset.choose_one_text = AdminImageChooser.choose_one_text = _("Choose a photo")
chooser_viewset.choose_another_text = _("Choose another photo")
AdminImageChooser.choose_another_text = _("Change photo")
chooser_viewset.edit_item_text = AdminImageChooser.link_to_chosen_text = _("Edit this photo")


# Before Wagtail's own at 0, whose names for these addresses go on leading here.
@hooks.register("register_admin_urls", order=-1)
def photo_library():
    return [
        path("images/", library.PhotoIndexView.as_view()),
        path("images/results/", library.PhotoIndexView.as_view(results_only=True)),
        path("images/add/", records.PhotoCreateView.as_view()),
        path("images/<int:image_id>/", records.PhotoEditView.as_view()),
        path("images/multiple/add/", records.PhotoAddManyView.as_view()),
        path("images/multiple/<int:image_id>/", records.PhotoEditManyView.as_view()),
        path(
            "images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
            records.PhotoCreateFromUploadView.as_view(),
        ),
        path("images/usage/<int:image_id>/", usage.PhotoUsageView.as_view()),
        path("images/<int:image_id>/delete/", usage.PhotoDeleteView.as_view()),
        path("documents/", usage.DocumentIndexView.as_view()),
        path("documents/results/", usage.DocumentIndexView.as_view(results_only=True)),
        path("documents/usage/<int:document_id>/", usage.DocumentUsageView.as_view()),
        path("documents/delete/<int:document_id>/", usage.DocumentDeleteView.as_view()),
        *choosing.urlpatterns,
    ]


@hooks.register("insert_global_admin_css")
def looks_of_the_photo_desk():
    return render_to_string("media/admin/includes/looks.html")


@hooks.register("construct_main_menu")
def call_images_photos(request, items):
    """Name the library in the menu as its own page does."""
    for item in items:
        if item.name == "images":
            item.label = _("Photos")


# After Wagtail's own hook at 0, which asks for the login of a private collection.
@hooks.register("before_serve_document", order=100)
def serve_document(document, request):
    """Hand out a document that something published links to; any other to those who may see what links to it.

    Always as a download under the type of its name: an inline HTML or SVG file would run its scripts.
    """
    may_see = not document.is_open and (_may_see(request.user, document) or visibility.lets_in(request, document))
    if not document.is_open and not may_see:
        raise Http404
    private, name = storages["default"], document.file.name
    try:
        # An address makes no call, so nobody would notice that it leads to a store that is away.
        if not store.answered_lately() and not private.exists(name):
            raise Http404
    except StoreUnavailable:
        answer = render(request, "503.html", status=503)
        answer["Retry-After"] = str(store.PAUSE)
    else:
        seconds = SIGNED_FOR if may_see else READERS_SIGNED_FOR
        answer = HttpResponseRedirect(private.url(name, download_as=document.filename, seconds=seconds))
        document_served.send(sender=Document, instance=document, request=request)
    answer["Cache-Control"] = PRIVATE_CACHE
    return answer


def _may_see(user, document: Document) -> bool:
    policy = policy_registry.get_by_type(Document)
    return policy.user_has_any_permission_for_instance(user, ADMIN_RIGHTS, document)


# After Wagtail's own, whose place they take.
hooks.register("register_bulk_action", usage.DeletePhotos, order=1)
hooks.register("register_bulk_action", usage.DeleteDocuments, order=1)
