from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ..feeds import story_feed
from ..turning import months_around, turn_month


def month_of(place, name: str, year: int, month: int, query) -> dict:
    """Return what `stories/month.html` prints of one month of a place's stories. A month out of range answers 404."""
    stories = place.stories()
    return {
        "place": place,
        "name": name,
        "turn": turn_month(stories.with_cards(), year, month, query),
        "months": months_around(stories, year, month),
    }


class StoryListPage(RoutablePageMixin):
    """A part of pages that list `stories()`: the same by month, and as a feed."""

    def list_name(self, request) -> str:
        return self.title

    @path("<int:year>/<int:month>/")
    def month(self, request, year, month):
        context = month_of(self, self.list_name(request), year, month, request.GET)
        return self.render(request, template="stories/month.html", context_overrides=context)

    @path("feed/")
    @path("feed/<str:form>/")
    def feed(self, request, form="rss"):
        title, url = self.list_name(request), self.get_url(request)
        return story_feed(request, title=title, url=url, stories=self.stories(), form=form)
