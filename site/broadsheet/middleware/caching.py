"""How long browsers, and what stands between them and us, may keep an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .addresses import is_for_readers, is_preview

# A reader sees a correction within a minute, whether or not the edge was told to drop the page. While we are away or
# busy, the edge goes on with what it has.
READERS = "public, max-age=60, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"
SHARED_STATUSES = {200, 301, 304, 308, 404, 410}


class CacheControlMiddleware:
    """Decides who may keep a page; a view that has said so itself is right, unless somebody's own data is in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_personal(request, response):
            # Whatever the view said: a shared copy of this would be somebody else's.
            response.headers["Cache-Control"] = "private, no-store"
        elif getattr(request, "incomplete", False):
            response.headers["Cache-Control"] = "no-store"
        elif not is_for_readers(request):
            if "Cache-Control" not in response.headers or "no-store" not in response.headers["Cache-Control"]:
                patch_cache_control(response, private=True, no_store=True)
        elif "Cache-Control" not in response.headers:
            may_be_shared = request.method in {"GET", "HEAD"} and response.status_code in SHARED_STATUSES
            response.headers["Cache-Control"] = READERS if may_be_shared else "no-store"
        return response


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether an answer depends on who asked, or holds an address that only some may follow."""
    session = getattr(request, "session", None)
    return (
        getattr(request, "presigned", False)
        or is_preview(request)
        or bool(response.cookies)
        or (session is not None and session.accessed)
    )
