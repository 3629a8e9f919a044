from django.urls import path

from . import api, discovery, feed, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/feed/", feed.feed),
    path("api/search/", api.search),
    path("api/suggest/", api.suggestions),
    path("api/suggest/browser/", api.completions),
    path("opensearch.xml", discovery.description),
]
