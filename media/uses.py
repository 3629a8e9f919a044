"""Writing down which object shows which photo or document."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from .models import Document, Photo, Use


def record(subject, version: Use.Version, photo_ids: Iterable[int], document_ids: Iterable[int]) -> None:
    """Replace what is known of one version of `subject`. Ids of files that are gone are left out."""
    content_type = ContentType.objects.get_for_model(subject)
    known = Use.objects.filter(content_type=content_type, object_id=subject.pk, version=version)
    with transaction.atomic():
        for field, model, ids in (("photo_id", Photo, set(photo_ids)), ("document_id", Document, set(document_ids))):
            before = set(known.exclude(**{field: None}).values_list(field, flat=True))
            if gone := before - ids:
                known.filter(**{f"{field}__in": gone}).delete()
            if new := ids - before:
                Use.objects.bulk_create(
                    Use(content_type=content_type, object_id=subject.pk, version=version, **{field: pk})
                    for pk in model.objects.filter(pk__in=new).values_list("pk", flat=True)
                )
