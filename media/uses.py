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

# One version of one object: the id of its content type, its own id, and which version.
Key = tuple[int, int, str]
# The ids of photos and the ids of documents.
Files = tuple[set[int], set[int]]
MODELS = {"photo_id": Photo, "document_id": Document}


def key_of(subject, version: Use.Version) -> Key:
    return ContentType.objects.get_for_model(subject).pk, subject.pk, version


def record(subject, version: Use.Version, photo_ids: Iterable[int], document_ids: Iterable[int]) -> None:
    """Replace what is known of one version of `subject`. Ids of files that are gone are left out."""
    replace({key_of(subject, version): (set(photo_ids), set(document_ids))})


def replace(shown: dict[Key, Files]) -> Files:
    """Replace what is known of these versions; return the files that they show now or have shown until now."""
    if not shown:
        return set(), set()
    wanted = {
        (key, name, pk) for key, files in shown.items() for name, ids in zip(MODELS, files, strict=True) for pk in ids
    }
    content_types, objects, versions = (set(part) for part in zip(*shown, strict=True))
    rows = Use.objects.filter(content_type__in=content_types, object_id__in=objects, version__in=versions)
    known = {use.pk: _said_by(use) for use in rows}
    known = {pk: said for pk, said in known.items() if said[0] in shown}
    gone = [pk for pk, said in known.items() if said not in wanted]
    new = wanted - set(known.values())
    if gone or new:
        with transaction.atomic():
            Use.objects.filter(pk__in=gone).delete()
            there = {name: _there(model, {pk for _, each, pk in new if each == name}) for name, model in MODELS.items()}
            Use.objects.bulk_create(
                Use(content_type_id=key[0], object_id=key[1], version=key[2], **{name: pk})
                for key, name, pk in sorted(new)
                if pk in there[name]
            )
    every = wanted | set(known.values())
    photos, documents = ({pk for _, each, pk in every if each == name} for name in MODELS)
    return photos, documents


def _said_by(use: Use) -> tuple[Key, str, int]:
    name = "photo_id" if use.photo_id else "document_id"
    return (use.content_type_id, use.object_id, use.version), name, getattr(use, name)


def _there(model, ids: set[int]) -> set[int]:
    return set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))


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
