"""Has the library had this picture before? Also when it was resaved, or cropped to three quarters."""

import heapq
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from wagtail.permissions import policy_registry

from . import fingerprints
from .models import Fingerprint, Photo
from .storage import StoreUnavailable

HASHES = struct.Struct(f">{len(fingerprints.CROPS)}Q")
MOST_BITS = 20  # of 64 in which the hashes of two copies differ
COMPARED = 12  # photos whose hashes are nearest, which are then laid over each other
ALIKE = 0.82
SHOWN = 4


@dataclass(frozen=True)
class LookAlike:
    photo: Photo
    likeness: float  # up to 1


def note(photo: Photo, looks: tuple[bytes, bytes] | None) -> None:
    """Keep what `photo` looks like."""
    crops, thumbnail = looks or (b"", b"")
    Fingerprint.objects.update_or_create(photo=photo, defaults={"crops": crops, "thumbnail": thumbnail})


def of(photo: Photo, user) -> list[LookAlike]:
    """Return the photos that show the same picture as `photo`, the likest first, of those that `user` may choose."""
    own = Fingerprint.objects.filter(photo=photo).first()
    if own is None or not own.crops:
        return []
    near = _nearest(own)
    thumbnails = dict(Fingerprint.objects.filter(pk__in=[pk for _, pk, _, _ in near]).values_list("pk", "thumbnail"))
    alike = {}
    for _bits, pk, crop, is_part in near:
        whole, part = (thumbnails[pk], own.thumbnail) if is_part else (own.thumbnail, thumbnails[pk])
        likeness = fingerprints.likeness(bytes(whole), bytes(part), fingerprints.CROPS[crop])
        if likeness >= ALIKE:
            alike[pk] = likeness
    policy = policy_registry.get_by_type(Photo)
    theirs = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    photos = theirs.select_related("agency").prefetch_related("renditions").in_bulk(alike)
    likest = sorted(alike, key=alike.__getitem__, reverse=True)[:SHOWN]
    return [LookAlike(photos[pk], alike[pk]) for pk in likest if pk in photos]


def catch_up() -> Iterator[Photo]:
    """Look at each photo that came in before there were fingerprints; yield those whose file is not there or broken.

    Raises StoreUnavailable when the store does not answer.
    """
    for photo in Photo.objects.filter(fingerprint=None).order_by("pk").iterator(chunk_size=100):
        try:
            with photo.file.open() as file, Image.open(file) as image:
                looks = fingerprints.of(image)
        except StoreUnavailable:
            raise
        except Exception:  # Pillow meets broken bytes with nearly every exception there is
            yield photo
            continue
        note(photo, looks)


def _nearest(own: Fingerprint) -> list[tuple[int, int, int, bool]]:
    """Return bits of difference, photo and crop of what may be alike; and whether `own` is a part of that photo.

    It goes through the whole table: 10,000 photos take a third of a second of a processor, 100,000 four seconds. Bands
    of the hashes in an index would not give the same answers: cropped copies differ in up to 12 of the 64 bits, so that
    one band is sure to be equal only where there are 13 of five bits, and those nearly every photo has in common.
    """
    own_hashes = HASHES.unpack(own.crops)
    whole = own_hashes[0].__xor__
    others = Fingerprint.objects.exclude(pk=own.pk).exclude(crops=b"").values_list("pk", "crops")
    near = []
    for pk, crops in others.iterator(chunk_size=1000):
        hashes = HASHES.unpack(crops)
        as_part = list(map(int.bit_count, map(whole, hashes)))
        as_whole = list(map(int.bit_count, map(hashes[0].__xor__, own_hashes)))
        bits, is_part = min((min(as_part), True), (min(as_whole), False))
        if bits <= MOST_BITS:
            near.append((bits, pk, (as_part if is_part else as_whole).index(bits), is_part))
    return heapq.nsmallest(COMPARED, near)
