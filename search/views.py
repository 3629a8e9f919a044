from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from . import language
from .answers import SearchUnavailable
from .finding import find
from .questions import Question


def search(request: HttpRequest) -> HttpResponse:
    """Show the stories that were found; whatever makes no sense in the address counts as not asked."""
    query = language.tidy(request.GET.get("q", ""))
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    try:
        answer = find(Question(query, page=number))
    except SearchUnavailable as unavailable:
        return TemplateResponse(
            request, "search/unavailable.html", {"is_search": True}, status=503, headers=unavailable.headers
        )
    number = answer.question.page
    results = {
        "query": query,
        "stories": [hit.story for hit in answer.hits],
        "count": answer.total,
        "page": number,
        "pages": answer.pages,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < answer.pages else None,
    }
    return TemplateResponse(request, "search/results.html", {"results": results, "is_search": True})
