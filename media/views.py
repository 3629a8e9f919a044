"""Files from plain folders (`MEDIA_BACKEND=local`). With an object store nothing passes through here."""

from django.core import signing
from django.core.files.storage import storages
from django.http import FileResponse, Http404

from .folders import PrivateFolder, PublicFolder, unsign
from .storage import PRIVATE_CACHE, PUBLIC_CACHE, content_type_of


def private_file(request, signed):
    """Serve a private file to whoever holds its address, for the five minutes that it is signed for."""
    storage = storages["default"]
    if not isinstance(storage, PrivateFolder):
        raise Http404
    try:
        name, download_as = unsign(signed)
    except signing.BadSignature:
        raise Http404 from None
    return _serve(storage, name, PRIVATE_CACHE, download_as)


def public_file(request, name):
    """Serve a copy of what is published."""
    storage = storages["public"]
    if not isinstance(storage, PublicFolder):
        raise Http404
    # What is not there now may be open a second later, so no cache may keep that it is not.
    request.incomplete = True
    answer = _serve(storage, name, PUBLIC_CACHE)
    request.incomplete = False
    return answer


def _serve(storage, name: str, cache_control: str, download_as: str = "") -> FileResponse:
    try:
        opened = storage.open(name)
    except OSError:
        raise Http404 from None
    response = FileResponse(
        opened, content_type=content_type_of(name), as_attachment=bool(download_as), filename=download_as
    )
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
