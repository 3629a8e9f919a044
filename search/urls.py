from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.cache import patch_cache_control

from . import api, discovery, feed, views


def asked_anew(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let no cache give an answer again without asking.

    Nobody can tell which addresses find a story, so none of them can be forgotten by name when it is closed.
    """

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if response.status_code < 400:
            patch_cache_control(response, no_cache=True)
        return response

    return answer


urlpatterns = [
    path("search/", asked_anew(views.search), name="search"),
    path("search/feed/", asked_anew(feed.feed)),
    path("api/search/", asked_anew(api.search)),
    path("api/suggest/", asked_anew(api.suggestions)),
    path("api/suggest/browser/", asked_anew(api.completions)),
    path("opensearch.xml", discovery.description),
]
