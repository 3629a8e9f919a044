"""The newest stories that a search finds, as an Atom feed to subscribe to."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.feeds import FORMS, STORIES_A_FEED
from stories.models import StoryPage

from . import parameters
from .answers import SearchUnavailable
from .finding import find
from .questions import Question, Sort


def address(question: Question) -> str:
    """Return where the feed of a question is. It has one order and one page, whatever is asked of the page."""
    return f"/search/feed/?{question.but(sort=Sort.RELEVANCE).address}"


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Answer with the 20 newest stories that were found, with their whole text.

    It is made anew each time: the index may learn of a story after the rest of the site. Whoever follows an author or
    a section that is gone is told so, and not given everything.
    """
    question, _wrong = parameters.read(parameters.of(request))
    if question.is_empty:
        return redirect("/feed/atom/")
    try:
        answer = find(question.but(sort=Sort.DATE))
    except SearchUnavailable as unavailable:
        said = _("The search is not available just now.")
        return HttpResponse(said, content_type="text/plain", status=503, headers=unavailable.headers)
    if answer.unknown:
        return HttpResponse("\n".join(answer.unknown), content_type="text/plain", status=400)
    ids = [hit.story.pk for hit in answer.hits[:STORIES_A_FEED]]
    stories = StoryPage.objects.published().filter(pk__in=ids).with_feed().newest_first()
    words = answer.searched if answer.is_repaired else question.text
    title = _("Stories for “%s”") % words if words else _("Stories")
    write, content_type = FORMS["atom"]
    text = write(request, title, f"/search/?{question.but(sort=Sort.DATE).address}", stories, address(question))
    etag = quote_etag(sha256(text.encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(text, content_type=content_type, headers={"ETag": etag})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
