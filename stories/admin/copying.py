"""Copying pages: nobody reads what is private in the moment before its copy is private too, nor ever after.

Wagtail 8.0.1 makes a copy live first and then gives it the privacy restriction of the page that was copied, each for
itself; of the pages below it leaves their own restrictions out.
"""

from django.db import transaction
from wagtail.admin.views.pages.copy import CopyView
from wagtail.models import Page, PageViewRestriction


class CopyAtOnceView(CopyView):
    """Shows the copy to others when all of it is there."""

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)


def keep_private(page: Page, copy: Page) -> None:
    """Put the restrictions of the pages below `page` on those below its `copy`. Aliases have those of their source."""
    if copy.alias_of_id:
        return
    # Copied in the order in which they stand, so that both trees have the same shape.
    below = zip(page.get_descendants().order_by("path"), copy.get_descendants().order_by("path"), strict=False)
    copies = {source.pk: copied for source, copied in below}
    for restriction in PageViewRestriction.objects.filter(page__in=copies):
        copied = copies[restriction.page_id]
        if copied.alias_of_id or copied.view_restrictions.exists():
            continue
        groups = list(restriction.groups.all())
        restriction.pk, restriction.page = None, copied
        restriction._state.adding = True
        restriction.save()
        restriction.groups.set(groups)
