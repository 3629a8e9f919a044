"""Which stories? Every answer is a method here, so that page, card, feed, sitemap and search agree."""

from datetime import datetime
from functools import cache

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


@cache
def unrestricted():
    """Return the condition that neither a page nor what it is an alias of stands on a path with a privacy restriction.

    Wagtail's own `public()` reads all restrictions with a query of its own and forgets aliases; here the database looks
    them up, so that a list costs one query and the answer is the one of the moment in which the list is read. The
    condition itself is made once, as that takes as long as a short query.
    """
    return _unrestricted_path("path") & (Q(alias_of__isnull=True) | _unrestricted_path("alias_of__path"))


def _unrestricted_path(field: str):
    restrictions = PageViewRestriction.objects.annotate(
        page_path=ExpressionWrapper(OuterRef(field), output_field=CharField()),
        # A sub-query, because with a join SQLite begins at the pages, all of them, for each page asked about.
        restricted_path=Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1]),
    )
    return ~Exists(restrictions.filter(page_path__startswith=F("restricted_path")))


def public_also_in() -> Prefetch:
    """Load, of the further sections of a story, those that readers may know of."""
    from .models import SectionPage

    return Prefetch("also_in", SectionPage.objects.live().filter(unrestricted()))


class StoryQuerySet(PageQuerySet):
    def published(self):
        """Keep what the public may see: live, and on no path with a privacy restriction."""
        return self.live().filter(unrestricted())

    def listed_in(self, place):
        """Keep the stories in the list of `place`: a section (with the sections below it), column, author or topic.

        The list's own copy of the date gives the order, so that the database walks one index, however long the list is.
        """
        from .models import Listing

        return self.filter(listings__kind=Listing.kind_of(place), listings__place_id=place.pk).annotate(
            listed_at=F("listings__published_at"), listed_pk=F("listings__story_id")
        )

    def in_column(self, column):
        return self.listed_in(column)

    def by_author(self, author):
        return self.listed_in(author)

    def on_topic(self, topic):
        return self.listed_in(topic)

    def newest_first(self):
        at, pk = self._order()
        return self.order_by(f"-{at}", f"-{pk}")

    def oldest_first(self):
        return self.order_by(*self._order())

    def older_than(self, published_at: datetime, pk: int):
        """Keep what comes after the position (published_at, pk) in the order newest first."""
        at_field, pk_field = self._order()
        # The first condition alone lets the database begin at the position instead of reading up to it.
        return self.filter(**{f"{at_field}__lte": published_at}).filter(
            Q(**{f"{at_field}__lt": published_at}) | Q(**{at_field: published_at, f"{pk_field}__lt": pk})
        )

    def newer_than(self, published_at: datetime, pk: int):
        """Keep what comes before the position (published_at, pk) in the order newest first."""
        at_field, pk_field = self._order()
        return self.filter(**{f"{at_field}__gte": published_at}).filter(
            Q(**{f"{at_field}__gt": published_at}) | Q(**{at_field: published_at, f"{pk_field}__gt": pk})
        )

    def between(self, first: datetime, following: datetime):
        """Keep what was published from `first` on and before `following`."""
        at, _ = self._order()
        return self.filter(**{f"{at}__gte": first, f"{at}__lt": following})

    def with_cards(self):
        """Load what a card prints: labels, column, byline and the lead photo with its renditions and credit."""
        from .models import StoryAuthor

        return (
            self.defer_streamfields()
            .select_related("main_section", "column", "lead_photo__agency")
            .prefetch_related(
                public_also_in(),
                Prefetch("story_authors", StoryAuthor.objects.select_related("author")),
                "lead_photo__renditions",
                # Without a query where no photo of the list has one.
                "lead_photo__replacement__agency",
                "lead_photo__replacement__renditions",
            )
        )

    def with_page(self):
        """Load what the page of one story prints, apart from its body and its companions."""
        from .models import StoryAuthor, StoryTopic

        return self.select_related("column", "lead_photo__agency", "social_photo__agency").prefetch_related(
            public_also_in(),
            Prefetch("story_authors", StoryAuthor.objects.select_related("author__photo__agency")),
            Prefetch("story_topics", StoryTopic.objects.select_related("topic")),
            "corrections",
        )

    def with_feed(self):
        """Load what a feed says of a story, its body included."""
        return self.with_page().select_related("main_section", "column", "lead_photo__agency")

    def with_titles(self):
        """Load what a card without photo and byline prints: main section, column and headline."""
        return self.defer_streamfields().select_related("main_section", "column")

    def _order(self) -> tuple[str, str]:
        return ("listed_at", "listed_pk") if "listed_at" in self.query.annotations else ("published_at", "pk")
