"""Promoted results of the search in the format."""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.search.utils import normalise_query_string

from search.promotions import key_of, lines_for

from .. import kinds
from ..kinds import Field, Wrong
from ..references import STORY
from . import pages

TYPE = "promotion"
MODEL = Query
MEANING = "Promoted results: what stands above all others for exactly these words."
PLACES = ("story", "page", "address")


class Result(kinds.Parts):
    def read(self, value):
        values = super().read(value)
        if len([place for place in PLACES if values.get(place)]) != 1:
            raise Wrong("this has to name one of: story, page, address")
        if bool(values.get("title")) != bool(values.get("address")):
            raise Wrong("an address has a “title”, a story or a page none: it has its own")
        return values


RESULT = Result(
    "promoted result",
    Field("story", STORY, "The story that is promoted.", "wp-1041"),
    Field("page", kinds.Text(500), "Or the path of a page below the front, `/` for the front itself.", "reporting"),
    Field("address", kinds.WebAddress(200), "Or an address elsewhere.", "https://example.org/give"),
    Field("title", kinds.Text(200), "What readers see of an address elsewhere.", "Stand by us"),
    Field(
        "description",
        kinds.Text(lines=True),
        "The text below it; the standfirst of a story when left out.",
        "What we know so far.",
    ),
)


class Words(kinds.Text):
    def read(self, value):
        value = normalise_query_string(super().read(value))
        if value and not key_of(value):
            raise Wrong("there is no word in this that readers could search for")
        return value


PARTS = kinds.Parts(
    TYPE,
    Field("query", Words(255), "The words; case, accents and signs make no difference.", "grain talks", required=True),
    Field("results", kinds.Each(RESULT), "What is promoted, in its order.", [{"story": "wp-1041"}], required=True),
)


def key(values):
    return key_of(values["query"])


def find(values, finder):
    return lines_for(values["query"]).first() or Query.objects.filter(query_string=values["query"]).first()


def bring_in(values, tie, query):
    query = query or Query.get(values["query"])
    rows = [row for each in values["results"] if (row := promoted(each, tie))]
    query.editors_picks.all().delete()
    for number, row in enumerate(rows):
        row.query, row.sort_order = query, number
        pages.check(row)
        row.save()
    return query


def promoted(values, tie) -> SearchPromotion | None:
    """Return what is promoted, not saved; None where its story or page is not there (yet), which the tie notes."""
    row = SearchPromotion(description=values.get("description", ""))
    if address := values.get("address"):
        row.external_link_url, row.external_link_text = address, values["title"]
        return row
    story, path = values.get("story"), values.get("page")
    row.page_id = tie.story(story) if story else tie.page(path)
    return row if row.page_id else None


def all_of(untie):
    promoted = SearchPromotion.objects.values("query")
    return Query.objects.filter(pk__in=promoted).order_by("query_string", "pk").iterator()


def write(query, untie):
    rows = query.editors_picks.select_related("page").order_by("sort_order", "pk")
    results = [written for row in rows if (written := write_result(row, untie))]
    return {"type": TYPE, "query": query.query_string, "results": results}


def write_result(row, untie) -> dict | None:
    if not row.page_id:
        place = {"address": row.external_link_url, "title": row.external_link_text or row.external_link_url}
    elif story := untie.story(row.page_id):
        place = {"story": story}
    elif row.page.url_path.startswith(untie.front.url_path):
        place = {"page": untie.path(row.page) or "/"}
    else:  # a page of another site, which no line can name
        return None
    return kinds.filled({**place, "description": row.description})
