"""Rights that run out: until which day a photo may be in print, and what is in print in its place after that.

A day is one of the newsroom's time zone. Nothing is changed at midnight for a photo to stop being printed: whoever asks
`Photo.in_print` gets the right one at any moment. The daily work closes the copies and has the pages forgotten.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Photo, Use

WARNED_BEFORE = timedelta(days=14)


def ended(photos: QuerySet, day: date | None = None) -> QuerySet:
    """Keep photos that may not be used any more."""
    return photos.filter(rights_expire_on__lt=day or timezone.localdate())


def ending(photos: QuerySet) -> QuerySet:
    """Keep photos whose rights end within two weeks, today included."""
    today = timezone.localdate()
    return photos.filter(rights_expire_on__range=(today, today + WARNED_BEFORE))


def used(photos: QuerySet) -> QuerySet:
    """Keep photos that anything shows, in any version."""
    return photos.filter(Exists(Use.objects.filter(photo=OuterRef("pk"))))


def without_stand_in(photos: QuerySet) -> QuerySet:
    """Keep photos in whose place nothing may be printed."""
    return photos.filter(Q(replacement=None) | Q(replacement__rights_expire_on__lt=timezone.localdate()))


def to_tell_of() -> QuerySet:
    """Return the photos in use whose rights end soon, and of which nobody has been told since their day was set."""
    untold = Q(rights_told_for=None) | ~Q(rights_told_for=F("rights_expire_on"))
    return used(ending(Photo.objects.filter(untold))).order_by("rights_expire_on", "pk")


def in_print(photo_ids: Iterable[int]) -> list[int]:
    """Return, in the same order, the photos that are printed where these are used."""
    ids = list(photo_ids)
    photos = Photo.objects.select_related("agency", "replacement__agency").in_bulk(ids)
    printed = [photos[pk].in_print for pk in ids if pk in photos]
    return list(dict.fromkeys(photo.pk for photo in printed if photo))


def stand_ins(photo_ids: Iterable[int]) -> set[int]:
    """Return the photos that may be printed in the place of one of these, now or later."""
    named = Photo.objects.filter(pk__in=set(photo_ids)).exclude(replacement=None)
    return set(named.values_list("replacement_id", flat=True))


def replaced_by(photo_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return pairs of a photo whose rights have ended and the one of `photo_ids` that is printed in its place."""
    return list(ended(Photo.objects.filter(replacement__in=set(photo_ids))).values_list("pk", "replacement_id"))
