"""The page of results."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from . import analysis, asked, feed, parameters, steps
from .answers import Answer, SearchUnavailable
from .finding import find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; whatever makes no sense in the address counts as not asked, and that is said."""
    question, wrong = parameters.read(parameters.of(request))
    try:
        answer = Answer(question) if question.is_empty else find(question)
    except SearchUnavailable as unavailable:
        context = {"is_search": True, "question": question}
        return TemplateResponse(request, "search/unavailable.html", context, status=503, headers=unavailable.headers)
    question = answer.question
    # Counted is a search of its own, and no step within one: on the way to its words, to another page, or narrower.
    if question.page == 1 and not question.is_narrowed and "X-Typing" not in request.headers:
        asked.note(question.text, answer.total)
    whole, partial = steps.told_apart(answer.hits)
    context = {
        "is_search": True,
        "answer": answer,
        "question": question,
        "wrong": wrong,
        "word_count": len(analysis.words(question.text)),
        "words": answer.searched if answer.is_repaired else question.text,
        "as_typed": steps.to(question.but(is_exact=True)) if answer.is_repaired else "",
        "whole": whole,
        "partial": partial,
        "narrowings": steps.narrowings(answer),
        "chosen": steps.chosen(answer),
        "all_of_it": steps.to(question.but(chosen={}, since=None, until=None)),
        "orders": steps.orders(question),
        "turns": steps.turns(answer),
        "feed": feed.address(question),
    }
    return TemplateResponse(request, "search/results.html", context)
