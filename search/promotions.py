"""Stories and addresses that editors put on top of the results for certain words, with Wagtail's search promotions."""

from collections.abc import Mapping
from datetime import date

from django.core.cache import cache
from django.db.models import F, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Page

from stories.models import StoryPage

from .analysis import words
from .answers import Promoted

KEY = "search.promotions"
SECONDS = 60  # after which a change is seen that was made without a signal


def promoted_for(text: str) -> tuple[Promoted, ...]:
    """Return what is promoted for exactly these words, case, accents and signs apart, in the editors' order.

    A page that the public may not see is left out, and what stands there twice comes once, as it was put first.
    """
    ids = _queries().get(key_of(text))
    if not ids:
        return ()
    rows = SearchPromotion.objects.filter(query__in=ids).order_by("sort_order", "pk")
    pages = public_pages({row.page_id for row in rows if row.page_id})
    found: dict[str, Promoted] = {}
    for row in rows:
        if each := _promoted(row, pages):
            found.setdefault(each.url, each)
    return tuple(found.values())


def key_of(text: str) -> str:
    """Return the words of `text` as promotions are compared by them."""
    return " ".join(words(text))


def lines_for(text: str) -> QuerySet[Query]:
    """Return Wagtail's queries that have promoted results for these words; one is enough, as readers see no more."""
    return Query.objects.filter(pk__in=_queries().get(key_of(text), ())).order_by("pk")


@receiver([post_save, post_delete], sender=Query)
@receiver([post_save, post_delete], sender=SearchPromotion)
def forget(**kwargs) -> None:
    """Have the promoted words read anew."""
    cache.delete(KEY)


def count(counts: Mapping[str, tuple[int, int]], day: date) -> None:
    """Add to the figures that Wagtail shows beside promoted words how often they were searched on `day`."""
    known = _queries()
    for text, (times, _empty) in counts.items():
        for query_id in known.get(key_of(text), ()):
            row, is_new = QueryDailyHits.objects.get_or_create(query_id=query_id, date=day, defaults={"hits": times})
            if not is_new:
                QueryDailyHits.objects.filter(pk=row.pk).update(hits=F("hits") + times)


def sweep(before: date) -> None:
    QueryDailyHits.objects.filter(date__lt=before).delete()
    Query.garbage_collect()


def _queries() -> dict[str, list[int]]:
    """Return the ids of Wagtail's queries by the words that they are for; there are as many as editors have typed."""
    found = cache.get(KEY)
    if found is None:
        found = {}
        for pk, text in Query.objects.filter(editors_picks__isnull=False).distinct().values_list("pk", "query_string"):
            found.setdefault(key_of(text), []).append(pk)
        cache.set(KEY, found, SECONDS)
    return found


def public_pages(ids: set[int]) -> dict[int, Page]:
    """Return those that the public may see, with their standfirst where they are stories."""
    if not ids:
        return {}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).live().public()}
    stories = StoryPage.objects.published().filter(pk__in=ids).with_titles()
    return pages | {story.pk: story for story in stories}


def _promoted(row: SearchPromotion, pages: Mapping[int, Page]) -> Promoted | None:
    if not row.page_id:
        return Promoted(row.external_link_text or row.external_link_url, row.external_link_url, row.description)
    page = pages.get(row.page_id)
    if page is None or not page.url:
        return None
    is_story = isinstance(page, StoryPage)
    title = page.headline if is_story else page.title
    return Promoted(title, page.url, row.description or (page.standfirst if is_story else ""))
