"""The sizes that readers get of a photo: which there are, how they are made, and which address each has.

They are made by tasks, after upload and on publishing. A reader's page takes what is there: it never makes one and
never asks the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.core.files.storage import storages
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.images.models import Filter

from .models import Photo, Rendition

WIDTHS = (400, 800, 1600)
FORMATS = ("avif", "jpeg")
SOCIAL = "fill-1200x630|format-jpeg"
PUBLIC_SPECS = frozenset([SOCIAL, *(f"width-{width}|format-{format}" for width in WIDTHS for format in FORMATS)])


@dataclass(frozen=True)
class Role:
    """What a photo does on a page: how wide it is printed, and how large a file is worth loading for it."""

    sizes: str
    widest: int


ROLES = {
    "lead": Role("(min-width: 64rem) 60rem, 100vw", 1600),
    "body": Role("(min-width: 40rem) 36rem, 100vw", 1600),
    "wide": Role("(min-width: 64rem) 60rem, 100vw", 1600),
    "lead_card": Role("(min-width: 76rem) 50rem, (min-width: 60rem) 66vw, 100vw", 1600),
    "large_card": Role("(min-width: 76rem) 41rem, (min-width: 48rem) 55vw, 100vw", 1600),
    "card": Role("(min-width: 76rem) 22rem, (min-width: 60rem) 28vw, (min-width: 36rem) 45vw, 100vw", 800),
    "row": Role("(min-width: 76rem) 18rem, (min-width: 40rem) 16rem, 7.5rem", 800),
    "thumbnail": Role("9rem", 400),
    "gallery": Role("(min-width: 64rem) 20rem, (min-width: 40rem) 45vw, 100vw", 1600),
    "column": Role("(min-width: 44rem) 18rem, 16rem", 800),
    "portrait": Role("9rem", 400),
    "face": Role("2.75rem", 400),
}


@dataclass(frozen=True)
class Source:
    """One rendition as it is printed."""

    url: str
    width: int
    height: int


def specs(photo: Photo) -> list[str]:
    """Return what there should be of `photo`. No width is much larger than the photo itself."""
    useful = [width for place, width in enumerate(WIDTHS) if place == 0 or WIDTHS[place - 1] < photo.width]
    return [f"width-{width}|format-{format}" for width in useful for format in FORMATS] + [SOCIAL]


def missing(photo: Photo) -> list[str]:
    """Return the specs that have not been made, for the photo's focal point as it is."""
    made = {(made.filter_spec, made.focal_point_key) for made in _made(photo)}
    return [spec for spec in specs(photo) if (spec, Filter(spec).get_cache_key(photo)) not in made]


def make(photo: Photo) -> None:
    """Make what is missing: one read of the original, one write for each. Takes seconds; not for a request of a reader.

    Raises `SourceImageIOError` when the original cannot be read or the store takes nothing.
    """
    if wanted := missing(photo):
        photo.get_renditions(*wanted)


def is_copied(photo: Photo) -> bool:
    """Whether everything that readers need of `photo` has been made and lies in the public bucket."""
    open_now = {(made.filter_spec, made.focal_point_key) for made in _made(photo) if made.is_open}
    return all((spec, Filter(spec).get_cache_key(photo)) in open_now for spec in specs(photo))


def prefetch(photos: Iterable[Photo | None]) -> None:
    """Load the renditions of many photos in one query, and what is in print in the place of some of them."""
    shown = [photo for photo in photos if photo is not None]
    replaced = [photo for photo in shown if photo.replacement_id and not photo.may_be_used_on(timezone.localdate())]
    if replaced:
        prefetch_related_objects(replaced, "replacement__agency")
        shown += [cast(Photo, photo.replacement) for photo in replaced]
    waiting: dict[int, list[Photo]] = {}
    for photo in shown:
        if photo._get_prefetched_renditions() is None:
            waiting.setdefault(photo.pk, []).append(photo)
    if not waiting:
        return
    for same in waiting.values():
        for photo in same:
            # The name that Wagtail's own prefetch_renditions() uses, so that either serves the other. All specs, since
            # Wagtail makes anew what it does not find here.
            photo.prefetched_renditions = []
    for made in Rendition.objects.filter(image__in=waiting):
        for photo in waiting[made.image_id]:
            photo.prefetched_renditions.append(made)


def sources(photo: Photo, role: str, *, signed: bool) -> dict[str, list[Source]]:
    """Return what to print of `photo`, by format and from narrow to wide; empty when it is not ready for readers.

    `signed`: also take renditions that are not public, at addresses that work for five minutes.
    """
    found: dict[str, dict[int, Source]] = {}
    public = storages["public"]
    for made in _made(photo):
        if made.filter_spec not in PUBLIC_SPECS or made.filter_spec == SOCIAL or made.width > ROLES[role].widest:
            continue
        if photo.is_open and made.is_open:
            url = public.url(made.file.name)
        elif signed:
            url = made.file.url
        else:
            return {}
        format = made.filter_spec.rpartition("-")[2]
        found.setdefault(format, {})[made.width] = Source(url, made.width, made.height)
    if "jpeg" not in found:
        return {}
    return {format: [by_width[width] for width in sorted(by_width)] for format, by_width in found.items()}


def focus(photo: Photo) -> tuple[int, int] | None:
    """Return where the focal point lies, in quarters of width and height (0 to 4); None where nobody set one.

    Pages crop by style sheet. A policy without inline styles leaves classes for saying where, and quarters are enough:
    a crop that is laid at the focal point's own share of the picture always holds it.
    """
    if not photo.has_focal_point():
        return None
    return round(4 * photo.focal_point_x / photo.width), round(4 * photo.focal_point_y / photo.height)


def social_picture(photo: Photo) -> Source | None:
    """Return the picture for social cards and feeds, at its public address; None while the photo is not open."""
    key = Filter(SOCIAL).get_cache_key(photo)
    for made in _made(photo):
        if photo.is_open and made.is_open and made.filter_spec == SOCIAL and made.focal_point_key == key:
            return Source(storages["public"].url(made.file.name), made.width, made.height)
    return None


def _made(photo: Photo) -> list[Rendition]:
    prefetch([photo])
    return list(photo._get_prefetched_renditions())
