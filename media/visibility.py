"""Which photos and documents are public: media asks, the apps that show them answer.

The flag `is_open` of a photo is what the database says; the public bucket follows it (`media.copies`). Opening copies
first and flags then, so that no page prints an address before there is something at it; closing flags first and deletes
then. Both look again after their second step, so that of two people who publish and unpublish at once the later wins.
What has to follow a commit is written down as a task in the transaction itself: whoever is killed leaves it to the
worker.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from . import copies, pictures, rights
from .models import Document, Photo, Rendition, Use

# More photos than this are opened by a task rather than by the request that publishes.
AT_ONCE = 12

_published: dict[type[Model], Callable[[], QuerySet]] = {}


def public_when(model: type[Model], published: Callable[[], QuerySet]) -> None:
    """Register what the public sees of `model`: a function that returns the queryset of its published objects."""
    _published[model] = published


def answers_for(model: type[Model]) -> bool:
    """Whether an app has said when objects of `model` are public."""
    return model in _published


def shown(field: str, ids: Iterable[int]) -> set[int]:
    """Return those of `ids` that something published shows. `field`: "photo" or "document".

    A photo whose rights have ended is shown by nothing; where it is used, its replacement is.
    """
    if field == "document":
        return _used_in_public(field, ids)
    holding = set(ids) - set(rights.ended(Photo.objects.filter(pk__in=set(ids))).values_list("pk", flat=True))
    replaced = rights.replaced_by(holding)
    used = _used_in_public(field, holding | {old for old, _new in replaced})
    return (used & holding) | {new for old, new in replaced if old in used}


def _used_in_public(field: str, ids: Iterable[int]) -> set[int]:
    uses = Use.objects.filter(version=Use.Version.LIVE, **{f"{field}__in": set(ids)})
    types = set(uses.order_by().values_list("content_type", flat=True).distinct())
    found: set[int] = set()
    for model, published in _published.items():
        content_type = ContentType.objects.get_for_model(model)
        if content_type.pk in types:
            shown_uses = uses.filter(content_type=content_type, object_id__in=published().order_by().values("pk"))
            found.update(shown_uses.values_list(f"{field}_id", flat=True))
    return found


def lets_in(request: HttpRequest, document: Document) -> bool:
    """Tell whether a page that shows `document` is private and whoever asks has the login or password for it."""
    for use in document.uses.filter(version=Use.Version.LIVE).prefetch_related("user"):
        page = use.user
        if isinstance(page, Page) and page.live and not (page.expire_at and page.expire_at <= timezone.now()):
            restrictions = page.get_view_restrictions()
            if restrictions and all(each.accept_request(request) for each in restrictions):
                return True
    return False


@dataclass
class Gathered:
    """Photos and documents whose users have changed since the last `refresh()`."""

    photo_ids: set[int] = field(default_factory=set)
    document_ids: set[int] = field(default_factory=set)

    def refresh(self) -> None:
        """To be called in the transaction that holds the changes."""
        photo_ids, document_ids = self.photo_ids, self.document_ids
        self.photo_ids, self.document_ids = set(), set()
        token = _gathered.set(None)
        try:
            refresh(photo_ids, document_ids)
        finally:
            _gathered.reset(token)


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[Gathered]:
    """Inside, no picture is made or copied and no flag changed until `refresh()` of what this gives is called.

    For an import: it publishes thousands of stories, and must not hold the database while it makes their pictures.
    """
    gathered = Gathered()
    token = _gathered.set(gathered)
    try:
        yield gathered
    finally:
        _gathered.reset(token)


def is_gathering() -> bool:
    return _gathered.get() is not None


def refresh(photo_ids: Iterable[int] = (), document_ids: Iterable[int] = ()) -> None:
    """Open or close these photos and documents after what their users are now.

    Flags that close are changed at once, within the caller's transaction; the public bucket follows when it commits.
    """
    from . import tasks

    if gathered := _gathered.get():
        gathered.photo_ids.update(photo_ids)
        gathered.document_ids.update(document_ids)
        return
    photo_ids = set(photo_ids)
    photo_ids |= rights.stand_ins(photo_ids)
    documents = Document.objects.filter(pk__in=set(document_ids))
    if documents:
        shown_documents = shown("document", document_ids)
        documents.filter(is_open=False, pk__in=shown_documents).update(is_open=True)
        documents.filter(is_open=True).exclude(pk__in=shown_documents).update(is_open=False)
    with transaction.atomic():
        present = set(copies.locked(set(photo_ids)).values_list("pk", flat=True))
        if not present:
            return
        wanted = shown("photo", present)
        close(present - wanted)
        if unfinished := incomplete(wanted):
            tasks.open_later(unfinished, _queue_for(unfinished))
            transaction.on_commit(lambda: _open_or_leave_to_task(unfinished))


def open_ahead(photo_ids: Iterable[int], seconds: float = 8) -> bool:
    """Open photos before the story that shows them is live, and make what is missing of them, the first photo first.

    Returns False when not all are open: the store is away, or there was more to make than `seconds` allow. The story
    can go out all the same; `refresh()`, to be called once it is live (or was refused), does or undoes the rest.
    """
    if is_gathering():
        return False
    deadline = time.monotonic() + seconds
    photo_ids = rights.in_print(photo_ids)
    photos = Photo.objects.in_bulk(incomplete(photo_ids))
    for pk in dict.fromkeys(photo_ids):
        if pk in photos and (time.monotonic() > deadline or not _open(photos[pk], ahead=True)):
            return False
    return True


def open_wanted(photo_ids: Iterable[int]) -> set[int]:
    """Open those photos that something published shows, making what is missing; return the ids that failed."""
    photos = Photo.objects.filter(pk__in=incomplete(shown("photo", photo_ids)))
    return {photo.pk for photo in photos if not _open(photo)}


def close(photo_ids: Iterable[int]) -> None:
    """Close these photos now and take their copies out of the public bucket once this transaction is committed."""
    photo_ids = set(photo_ids)
    Photo.objects.filter(pk__in=photo_ids, is_open=True).update(is_open=False)
    # Also those of a photo that was never flagged, because whoever opened it was cut off.
    names = Rendition.objects.filter(image__in=photo_ids, is_open=True).values_list("file", flat=True)
    copies.withdraw_when_committed(names, photo_ids)


def _open_or_leave_to_task(photo_ids: set[int]) -> None:
    """Copy what is there to copy; leave what has to be made, or failed, to a task."""
    from . import tasks

    # What was published may be private or gone again by the end of the transaction.
    left = shown("photo", photo_ids)
    if len(left) <= AT_ONCE:
        photos = list(Photo.objects.filter(pk__in=left))
        pictures.prefetch(photos)
        left -= {photo.pk for photo in photos if not pictures.missing(photo) and _open(photo)}
    if left:
        tasks.open_pictures.using(queue_name=_queue_for(photo_ids)).enqueue(sorted(left))


def _queue_for(photo_ids: set[int]) -> str:
    # Many are an import or a section that moved: they must not hold up what is due now.
    return "default" if len(photo_ids) <= AT_ONCE else "slow"


def _open(photo: Photo, *, ahead: bool = False) -> bool:
    """Put copies of `photo` into the public bucket, then flag it as open. Returns False when that failed.

    `ahead`: also when nothing published shows it yet.
    """
    while True:
        try:
            names = copies.put(photo)
        except copies.FAILURES:
            return False
        with transaction.atomic():
            present = copies.locked([photo.pk]).values_list("is_open", flat=True).first()
            put = Rendition.objects.filter(pk__in=names)
            if present is None or not (ahead or photo.pk in shown("photo", [photo.pk])):
                put.update(is_open=True)
                copies.withdraw_when_committed(names.values(), [photo.pk])
                return True
            if present or not put.filter(is_open=False).exists():
                put.update(is_open=True)
                Photo.objects.filter(pk=photo.pk).update(is_open=True)
                return True
        # Else somebody who closed the photo a moment ago has deleted what was just copied.


def incomplete(photo_ids: Iterable[int]) -> set[int]:
    """Return those photos that are not open, or of which something is not copied yet."""
    photos = list(Photo.objects.filter(pk__in=set(photo_ids)))
    pictures.prefetch(photos)
    return {photo.pk for photo in photos if not photo.is_open or not pictures.is_copied(photo)}
