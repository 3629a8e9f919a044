"""Which photos and documents an object shows, read from the object itself."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from media import uses
from media.models import Document, Photo, Use


def used_by(subject) -> uses.Files:
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


def shown_by(models, ids) -> uses.Files:
    """Return the ids of the photos and of the documents that the live versions of these objects show."""
    types = ContentType.objects.get_for_models(*models).values()
    shown = Use.objects.filter(content_type__in=types, object_id__in=ids, version=Use.Version.LIVE)
    rows = list(shown.values_list("photo_id", "document_id"))
    return {photo for photo, _ in rows if photo}, {document for _, document in rows if document}


def record(subject, version: Use.Version) -> uses.Files:
    """Write down what `subject` shows in one of its versions; return the ids used now or until now."""
    return uses.replace({uses.key_of(subject, version): used_by(subject)})


def forget(subject, version: Use.Version) -> uses.Files:
    """Write down that a version of `subject` is no more; return the ids it used."""
    return uses.replace({uses.key_of(subject, version): (set(), set())})
