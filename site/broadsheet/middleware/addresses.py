"""Which addresses are whose."""

from django.http import HttpRequest

ADMIN = "/admin/"
NOT_FOR_READERS = (ADMIN, "/documents/", "/health/", "/private-media/")


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADMIN)


def is_preview(request: HttpRequest) -> bool:
    """Tell whether this is Wagtail's made-up request for a page that is shown inside the admin."""
    return getattr(request, "is_preview", False) or getattr(request, "is_dummy", False)


def is_for_readers(request: HttpRequest) -> bool:
    return not request.path_info.startswith(NOT_FOR_READERS) and not is_preview(request)
