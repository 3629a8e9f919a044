from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import health


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Tell that this process answers; it asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Tell whether the whole works: 503 without a database or with a clock that is silent."""
    is_ready, found = health.report()
    answer = JsonResponse(found, status=200 if is_ready else 503)
    # Whoever asks is told; Django would log, and mail, each such answer as an error of its own.
    answer._has_been_logged = True
    return answer
