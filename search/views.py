from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from . import stories


def search(request: HttpRequest) -> HttpResponse:
    """Show the stories that were found; whatever makes no sense in the address counts as not asked."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[: stories.LONGEST_QUERY]
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    results = stories.find(query, number)
    return TemplateResponse(request, "search/results.html", {"results": results, "is_search": True})
