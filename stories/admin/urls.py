"""Addresses of Wagtail's admin that lead to our views. They have no names: Wagtail's own names go on leading here."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .choosing import BrowseView, ChosenMultipleView, SearchView
from .copying import CopyAtOnceView

urlpatterns = decorate_urlpatterns(
    [
        path("choose-page/", BrowseView.as_view()),
        path("choose-page/<int:parent_page_id>/", BrowseView.as_view()),
        path("choose-page/search/", SearchView.as_view()),
        path("choose-page/chosen-multiple/", ChosenMultipleView.as_view()),
        path("pages/<int:page_id>/copy/", CopyAtOnceView.as_view()),
    ],
    require_admin_access,
)
