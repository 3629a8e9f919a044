"""Telling the caches that a photo's record or its pictures changed: every page that prints the photo shows it."""

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from media import copies
from media.models import Agency, Photo, Use

from . import addresses, purging
from .changes import places_of

# Pages named to the caches one by one. The rest of more than these follow when their minute in the cache is over.
AT_ONCE = 50


@receiver(post_save, sender=Photo)
def record_changed(instance, created, **kwargs):
    if not created:
        _purge_pages_with([instance.pk])


@receiver(pre_delete, sender=Photo)
def about_to_be_deleted(instance, **kwargs):
    _purge_pages_with([instance.pk])


@receiver(post_save, sender=Agency)
def credit_changed(instance, created, **kwargs):
    if not created:
        _purge_pages_with(Photo.objects.filter(agency=instance).values("pk"))


@receiver(copies.closed)
def pictures_withdrawn(photo_ids, addresses, **kwargs):
    purging.purge_addresses(addresses)
    _purge_pages_with(photo_ids)


def _purge_pages_with(photo_ids) -> None:
    uses = Use.objects.filter(photo__in=photo_ids, version=Use.Version.LIVE).order_by("-pk")
    for use in uses.select_related("content_type")[:AT_ONCE]:
        if use.user is not None:
            # With its lists: their cards print the photo too.
            purging.purge(addresses.Change(use.user, places_of(use.user)))
