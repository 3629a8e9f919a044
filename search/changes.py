"""When the index changes: whatever closes a story takes it out at once, in the same transaction; a task does the rest.

The signals are Wagtail's, as in `stories.changes`, which says why.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from stories import stamp
from stories.models import Listing, SectionPage, StoryPage
from stories.models.snippets import StorySnippet

from . import indexing, labelling, tasks
from .models import Label, Synonym

logger = logging.getLogger(__name__)

AT_ONCE = 100  # stories in one task

_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[set[int]]:
    """Inside, stories to index are gathered instead of given to tasks; whoever asks for it calls `flush`."""
    ids: set[int] = set()
    token = _gathered.set(ids)
    try:
        yield ids
    finally:
        _gathered.reset(token)


def flush(ids: set[int]) -> None:
    """Index what was gathered, in the transaction that is open, and begin anew."""
    indexing.renew(ids)
    ids.clear()


def later(ids: Iterable[int]) -> None:
    """Have these stories brought in step by tasks."""
    ids = sorted(ids)
    if (waiting := _gathered.get()) is not None:
        waiting.update(ids)
        return
    for start in range(0, len(ids), AT_ONCE):
        tasks.renew.enqueue(ids[start : start + AT_ONCE])


def close(ids) -> None:
    """Take stories out that the public may see no longer; `ids` may be a query.

    An index that cannot be written keeps nobody from closing a story: what is found is asked of `published()` besides.
    """
    try:
        with transaction.atomic():
            indexing.hide(ids)
    except DatabaseError:
        logger.exception("The search index could not be told of a story that was closed")


@receiver(page_published, sender=StoryPage)
def story_published(instance, **kwargs):
    later([instance.pk])


@receiver(page_unpublished, sender=StoryPage)
def story_unpublished(instance, **kwargs):
    close([instance.pk])
    later([instance.pk])


@receiver(post_save, sender=StoryPage)
def alias_made(instance, created, **kwargs):
    if created and instance.alias_of_id and instance.live:
        transaction.on_commit(partial(later, [instance.pk]))


@receiver(pre_delete, sender=StoryPage)
def story_about_to_be_deleted(instance, **kwargs):
    """Hidden by its number, as `published()` still has it."""
    close_for_good([instance.pk])
    transaction.on_commit(partial(later, [instance.pk]))


def close_for_good(ids: list[int]) -> None:
    from .models import Entry

    try:
        with transaction.atomic():
            Entry.objects.filter(story_id__in=ids).update(is_shown=False)
    except DatabaseError:
        logger.exception("The search index could not be told of a story that is being deleted")


@receiver(post_page_move)
def page_moved(instance, url_path_before, url_path_after, **kwargs):
    if url_path_before != url_path_after:
        renew_below(instance)
        # What also appears in a section has the labels of those above it.
        also = StoryPage.objects.filter(also_in__path__startswith=instance.path).values_list("pk", flat=True)
        transaction.on_commit(partial(later, set(also)))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def privacy_changed(instance, **kwargs):
    renew_below(instance.page)


@receiver([page_published, page_unpublished], sender=SectionPage)
def section_changed(instance, **kwargs):
    rename(instance, Listing.Kind.SECTION)


@receiver([published, unpublished])
def snippet_changed(instance, **kwargs):
    if isinstance(instance, StorySnippet):
        rename(instance, Listing.kind_of(instance))


@receiver(pre_delete)
def subject_about_to_be_deleted(instance, **kwargs):
    """Of these only topics, and sections that stories also appear in, may go while stories have them."""
    if isinstance(instance, StorySnippet | SectionPage):
        kind = Listing.kind_of(instance)
        ids = list(Listing.objects.filter(kind=kind, place_id=instance.pk).values_list("story_id", flat=True))
        Label.objects.filter(kind=kind, object_id=instance.pk).delete()
        transaction.on_commit(partial(later, ids))


@receiver([post_save, post_delete], sender=Synonym)
def synonyms_changed(**kwargs):
    stamp.renew()


def rename(subject, kind: Listing.Kind) -> None:
    """Follow the new name of a section, column, author or topic, and whether readers may know of it.

    Whether they may is asked at each answer. Topics alone are not printed in a story while they are not public, so that
    its words change too.
    """
    row = Label.objects.filter(kind=kind, object_id=subject.pk).first()
    said = labelling.of_subject(subject)
    if row and labelling.is_stale(row, said):
        labelling.save([said])
    elif row and kind != Listing.Kind.TOPIC:
        return
    later(Listing.objects.filter(kind=kind, place_id=subject.pk).values_list("story_id", flat=True))


def renew_below(page: Page) -> None:
    """Follow a page that was moved, closed or opened, with all stories below it and their aliases elsewhere."""
    below = StoryPage.objects.filter(Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path))
    close(below.values("pk"))
    # Once it is committed: a restriction may end because its page is being deleted, with all that stands below.
    transaction.on_commit(partial(later, list(below.values_list("pk", flat=True))))
