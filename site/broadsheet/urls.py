"""Every public address of the site."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    # Before Wagtail's own addresses, which no hook can replace.
    path("admin/", include("stories.admin.urls")),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("", include("desk.urls")),
    path("", include("media.urls")),
    path("", include("search.urls")),
    path("", include("stories.urls")),
    path("", include(wagtail_urls)),
]
