"""Which object shows which photo or document: writing it down, and looking it up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

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


@dataclass
class Place:
    """One object that shows a file, and the versions of it that do."""

    content_type_id: int
    object_id: int
    versions: set[str] = field(default_factory=set)


class Places(list[Place]):
    """Every object that shows one file, what readers see first. Wagtail asks it two things before deleting."""

    is_protected = False

    def count(self) -> int:  # type: ignore[override]
        return len(self)


def places(file: Photo | Document) -> Places:
    """Return where `file` is used: live, in a draft or scheduled; in stories, columns, pages and settings."""
    found: dict[tuple[int, int], Place] = {}
    for use in file.uses.order_by("-pk"):
        key = use.content_type_id, use.object_id
        found.setdefault(key, Place(*key)).versions.add(use.version)
    return Places(sorted(found.values(), key=lambda place: Use.Version.LIVE not in place.versions))


def counted(files: QuerySet) -> QuerySet:
    """Add `usage_count` to photos or documents: how many objects show each."""
    name = files.model._meta.model_name
    uses = Use.objects.filter(**{name: OuterRef("pk")}).order_by().values(name)
    count = uses.annotate(count=Count(_object_of_use(), distinct=True)).values("count")
    return files.annotate(usage_count=Coalesce(Subquery(count, output_field=IntegerField()), 0))


def _object_of_use():
    # Ids of one type stay apart from those of another.
    number = F("content_type_id") * Value(2**40) + F("object_id")
    return ExpressionWrapper(number, output_field=BigIntegerField())
