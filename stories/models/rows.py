from wagtail.models import Orderable


class Row(Orderable):
    """One of the things that a page, snippet or setting keeps in an order of its own.

    Rows that were not put in order by hand, as those of an import, have no place and stand in the order in which they
    were made: without the key, PostgreSQL gives them in any order.
    """

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]
