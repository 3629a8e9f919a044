"""The search for programs, in JSON: `/api/search/` and `/api/suggest/`. docs/search.md describes what they answer."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from . import feed, parameters, steps
from .answers import Answer, Extract, Hit, SearchUnavailable
from .finding import find
from .questions import FACETS
from .suggestions import suggest

SUGGESTIONS = 8
NOTHING_ASKED = gettext_lazy("Nothing was looked for, as there are neither words nor anything that narrows.")
# In the order in which they are shown.
KINDS = {
    "story": gettext_lazy("Stories"),
    "author": gettext_lazy("People"),
    "column": gettext_lazy("Columns"),
    "topic": gettext_lazy("Topics"),
    "section": gettext_lazy("Sections"),
}


class Refused(Exception):
    """A question that cannot be answered; the arguments are the reasons, as sentences for whoever wrote the program."""


def for_programs(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let scripts of any site read the answer, and tell them in JSON why there is none."""

    # Nothing can be sent here, so whoever tries is told that and not that a token is missing.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request)
        except Refused as refused:
            response = as_json({"errors": list(refused.args)}, status=400)
        except SearchUnavailable as unavailable:
            said = [_("The search is not available just now.")]
            response = as_json({"errors": said}, status=503, headers=unavailable.headers)
        # All that is found here is public.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def as_json(content: dict | list, **options) -> JsonResponse:
    return JsonResponse(content, safe=False, json_dumps_params={"ensure_ascii": False}, **options)


@for_programs
def search(request: HttpRequest) -> HttpResponse:
    question, wrong = parameters.read(parameters.of(request))
    if wrong:
        raise Refused(*wrong)
    answer = Answer(question, tried=(str(NOTHING_ASKED),)) if question.is_empty else find(question)
    if answer.unknown:
        raise Refused(*answer.unknown)
    if question.page > max(answer.pages, 1):
        raise Refused(ngettext("There is %d page.", "There are %d pages.", max(answer.pages, 1)) % max(answer.pages, 1))
    return as_json(described(answer, root_url(request)))


@for_programs
def suggestions(request: HttpRequest) -> HttpResponse:
    text = parameters.read_text(parameters.of(request))
    found = suggest(text, SUGGESTIONS)
    groups = [(kind, label, [each for each in found if each.kind == kind]) for kind, label in KINDS.items()]
    return as_json(
        {
            "query": text,
            "summary": ngettext("%d suggestion", "%d suggestions", len(found)) % len(found),
            "groups": [
                {
                    "kind": kind,
                    "label": label,
                    "suggestions": [{"title": each.title, "url": each.url, "text": each.text} for each in places],
                }
                for kind, label, places in groups
                if places
            ],
        }
    )


@for_programs
def completions(request: HttpRequest) -> HttpResponse:
    """Answer with suggestions in the form that browsers ask for, named by the OpenSearch description."""
    text, root = parameters.read_text(parameters.of(request)), root_url(request)
    found = suggest(text, SUGGESTIONS)
    lists = [each.title for each in found], [each.text for each in found], [urljoin(root, each.url) for each in found]
    return as_json([text, *lists], content_type="application/x-suggestions+json")


def described(answer: Answer, root: str) -> dict:
    """Return all that an answer says; its addresses begin with `root`."""
    question = answer.question
    turns = steps.turns(answer)
    values = {facet.name: facet.values for facet in answer.facets}
    return {
        "query": question.text,
        "searched": answer.searched or question.text,
        "is_repaired": answer.is_repaired,
        "tried": list(answer.tried),
        "total": answer.total,
        "page": question.page,
        "pages": answer.pages,
        "results": [_result(hit, root) for hit in answer.hits],
        "facets": {
            name: [
                {"value": value.value, "label": value.label, "count": value.count, "is_chosen": value.is_chosen}
                for value in values.get(name, ())
            ]
            for name in FACETS
        },
        "places": [
            {"kind": place.kind, "title": place.title, "url": urljoin(root, place.url), "text": place.text}
            for place in answer.places
        ],
        "promoted": [
            {"title": each.title, "url": urljoin(root, each.url), "text": each.text} for each in answer.promoted
        ],
        "links": {
            "self": f"{root}/api/search/{steps.to(question)}",
            "prev": f"{root}/api/search/{turns['previous']}" if "previous" in turns else None,
            "next": f"{root}/api/search/{turns['next']}" if "next" in turns else None,
            "html": f"{root}/search/{steps.to(question)}",
            "feed": urljoin(root, feed.address(question)),
        },
    }


def _result(hit: Hit, root: str) -> dict:
    story = hit.story
    return {
        "id": f"urn:uuid:{story.translation_key}",
        "url": urljoin(root, story.url),
        "headline": story.headline,
        "standfirst": story.standfirst,
        "labels": [section.title for section in story.labels],
        "authors": [story.byline] if story.byline else [author.name for author in story.authors],
        "published_at": timezone.localtime(story.published_at).isoformat(timespec="seconds"),
        "extract": "".join(text for text, _is_marked in hit.extract),
        "extract_parts": _parts(hit.extract),
        "score": round(hit.score, 4),
        "is_partial": hit.is_partial,
    }


def _parts(extract: Extract) -> list[dict]:
    return [{"text": text, "is_match": is_marked} for text, is_marked in extract]


def root_url(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return site.root_url if site else ""
