"""What browsers are told, so that they can search the magazine from their own bar (OpenSearch 1.1)."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from stories.models import PublicationSettings

from .api import root_url

CONTENT_TYPE = "application/opensearchdescription+xml; charset=utf-8"


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    context = {"publication": PublicationSettings.for_request(request), "root": root_url(request)}
    return TemplateResponse(request, "search/opensearch.xml", context, content_type=CONTENT_TYPE)
