"""Which photos and documents an object shows, read from the object itself."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from media import uses
from media.models import Document, Photo, Use


def used_by(subject) -> tuple[set[int], set[int]]:
    """Return the ids of the photos and of the documents that `subject` shows, whether it is saved or not.

    The walk over fields, streams, rich text and child rows is Wagtail's own; its index of the result is not asked,
    because a queued task fills it and drafts never reach it.
    """
    photo_type = ContentType.objects.get_for_model(Photo).pk
    document_type = ContentType.objects.get_for_model(Document).pk
    found: dict[int, set[int]] = {photo_type: set(), document_type: set()}
    for type_id, object_id, _model_path, _content_path in ReferenceIndex._extract_references_from_object(subject):
        if type_id in found:
            found[type_id].add(int(object_id))
    return found[photo_type], found[document_type]


def shown_by(models, ids) -> tuple[set[int], set[int]]:
    """Return the ids of the photos and of the documents that the live versions of these objects show."""
    types = ContentType.objects.get_for_models(*models).values()
    uses = Use.objects.filter(content_type__in=types, object_id__in=ids, version=Use.Version.LIVE)
    rows = list(uses.values_list("photo_id", "document_id"))
    return {photo for photo, _ in rows if photo}, {document for _, document in rows if document}


def record(subject, version: Use.Version) -> tuple[set[int], set[int]]:
    """Write down what `subject` shows in one of its versions; return the ids used now or until now."""
    return _replace(subject, version, *used_by(subject))


def forget(subject, version: Use.Version) -> tuple[set[int], set[int]]:
    """Write down that a version of `subject` is no more; return the ids it used."""
    return _replace(subject, version, set(), set())


def _replace(subject, version, photos, documents):
    before = list(
        Use.objects.filter(
            content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk, version=version
        ).values_list("photo_id", "document_id")
    )
    photos_before = {photo for photo, _ in before if photo}
    documents_before = {document for _, document in before if document}
    if (photos, documents) != (photos_before, documents_before):
        uses.record(subject, version, photos, documents)
    return photos | photos_before, documents | documents_before
