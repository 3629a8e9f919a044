"""What follows when the public sees a story, section, page or snippet otherwise than before.

Wagtail's signals are the one place that sees every way: publishing, unpublishing, expiry, move, copy, deletion,
privacy.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django_tasks import task
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from media import visibility
from media.models import Use

from . import addresses, media_uses, purging, renewing
from .models import (
    AppealSettings,
    Listing,
    NewsletterSettings,
    PublicationSettings,
    SectionPage,
    StandardPage,
    StoryPage,
)
from .models.snippets import SnippetIndexPage, StorySnippet

PAGES = (StoryPage, SectionPage, StandardPage)
SUBJECTS = (*PAGES, StorySnippet)
# More pages than this are renewed by a task rather than by the request that moved them.
AT_ONCE = 50


@receiver([page_published, page_unpublished])
def page_changed(instance, **kwargs):
    if isinstance(instance, SnippetIndexPage):
        addresses.forget_index_addresses()
    if isinstance(instance, PAGES):
        renewing.soon(instance)


@receiver(post_save, sender=StoryPage)
def alias_made(instance, created, **kwargs):
    """Wagtail sends no signal when it makes an alias of a live story. Its authors and topics are saved after it is."""
    if created and instance.alias_of_id and instance.live:
        transaction.on_commit(partial(renew_pages, [instance.pk]))


@receiver([published, unpublished])
def snippet_changed(instance, **kwargs):
    if isinstance(instance, StorySnippet):
        renewing.soon(instance)


@receiver(page_slug_changed)
def page_readdressed(instance, instance_before, **kwargs):
    purging.purge(addresses.Change(instance, old_urls=_old_urls(instance, instance_before.url_path)))


@receiver(post_page_move)
def page_moved(instance, url_path_before, url_path_after, **kwargs):
    """Stories below the page stand in other lists now, and may have come under a privacy restriction or left one."""
    if url_path_before == url_path_after:
        return
    page = instance.specific
    if isinstance(page, SnippetIndexPage):
        addresses.forget_index_addresses()
    if isinstance(page, StoryPage):
        page.save(update_fields=["main_section"], clean=False)
    purging.purge(addresses.Change(page, old_urls=_old_urls(page, url_path_before)))
    _renew_below(page)
    # What also appears in a section does in those above it.
    _renew(StoryPage.objects.filter(also_in__path__startswith=page.path).distinct().values_list("pk", flat=True))


@receiver(post_save, sender=PageViewRestriction)
def made_private(instance, **kwargs):
    _renew_below(instance.page)


@receiver(post_delete, sender=PageViewRestriction)
def made_public(instance, **kwargs):
    # Once it is committed: a restriction may end because its page is being deleted, with all that stands below.
    transaction.on_commit(partial(_renew_below, instance.page))


@receiver(pre_delete)
def about_to_be_deleted(instance, **kwargs):
    if isinstance(instance, SUBJECTS):
        instance.change_by_deletion = addresses.Change(instance, places_of(instance), frozenset({instance.url or ""}))
        instance.media_set_free = media_uses.forget(instance, Use.Version.LIVE)
        media_uses.forget(instance, Use.Version.DRAFT)
        media_uses.forget(instance, Use.Version.SCHEDULED)


@receiver(post_delete)
def deleted(instance, **kwargs):
    if isinstance(instance, SnippetIndexPage):
        addresses.forget_index_addresses()
    if isinstance(instance, SUBJECTS):
        visibility.refresh(*instance.media_set_free)
        purging.purge(instance.change_by_deletion)


@receiver(post_save, sender=Revision)
def draft_saved(instance, created, **kwargs):
    """Note what a draft shows, so that “where is this photo used?” knows it before it is published."""
    model = instance.content_type.model_class()
    if model and issubclass(model, SUBJECTS):
        version = Use.Version.SCHEDULED if instance.approved_go_live_at else Use.Version.DRAFT
        # A new revision was made of an object that is at hand; an older one has to be read back.
        renewing.note_draft(instance.content_object if created else instance.as_object(), version)


@receiver(post_save, sender=PublicationSettings)
@receiver(post_save, sender=AppealSettings)
@receiver(post_save, sender=NewsletterSettings)
def settings_changed(instance, **kwargs):
    visibility.refresh(*media_uses.record(instance, Use.Version.LIVE))
    purging.purge(addresses.Change(instance))


def _renew_below(page) -> None:
    """Renew a page and those below it.

    Nothing leaks meanwhile: every list asks `published()`, and that looks at the tree as it is.
    """
    _renew(Page.objects.descendant_of(page, inclusive=True).exact_type(*PAGES).values_list("pk", flat=True))


def _renew(ids: Iterable[int]) -> None:
    """Renew these pages: a few at once, many by a task, so that nobody waits for a large section."""
    ids = list(ids)
    if len(ids) > AT_ONCE:
        # What has become private is closed now, and not when the queue comes to it.
        visibility.refresh(*media_uses.shown_by(PAGES, ids))
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        if len(ids) <= AT_ONCE:
            renew_pages(batch)
        else:
            transaction.on_commit(partial(renew_by_task.enqueue, batch))


def renew_pages(ids: list[int]) -> None:
    for model in PAGES:
        renewing.renew(renewing.read(model, ids))


@task(queue_name="default")
def renew_by_task(ids: list[int]) -> None:
    renew_pages(ids)


def _old_urls(page, url_path_before: str) -> frozenset[str]:
    """Return the addresses that a page and those below it had; of a large section, those of its newest pages."""
    below = Page.objects.descendant_of(page, inclusive=True).order_by("depth", "-pk")[:AT_ONCE]
    found = set()
    for moved in below:
        moved.url_path = url_path_before + moved.url_path[len(page.url_path) :]
        found.add(moved.url or "")
    return frozenset(found)


def places_of(subject) -> frozenset[tuple[str, int]]:
    """Return kind and id of every list that a story stands in."""
    if not isinstance(subject, StoryPage):
        return frozenset()
    return frozenset(Listing.objects.filter(story=subject).values_list("kind", "place_id"))
