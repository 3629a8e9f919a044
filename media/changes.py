"""What follows when a photo is saved or deleted: sizes are made, stale ones and public copies go."""

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.tasks import delete_file_from_storage_task

from . import copies, look_alikes, tasks, visibility
from .models import Photo, Rendition


@receiver(post_save, sender=Photo)
def photo_saved(instance, raw=False, **kwargs):
    if raw:
        return
    if (looks := instance.__dict__.pop("new_fingerprint", None)) is not None:
        look_alikes.note(instance, looks)
    if replaced := instance.__dict__.pop("replaced_file", None):
        # Nothing of the old picture may be served once the record shows the new one.
        tasks.discard_unnamed_later([replaced, *_names_of_sizes(instance)])
        instance.renditions.all().delete()
        storage = instance.file.storage
        transaction.on_commit(lambda: delete_file_from_storage_task.enqueue(storage.deconstruct(), replaced))
    if instance.is_open and instance.in_print is not instance:
        # Closed at once; what stands in for it is opened by the same call.
        visibility.refresh([instance.pk])
    transaction.on_commit(lambda: tasks.make_pictures.enqueue(instance.pk))


@receiver(pre_delete, sender=Photo)
def photo_about_to_be_deleted(instance, **kwargs):
    visibility.close([instance.pk])
    # Wagtail has each file deleted once this is committed; whoever is killed before leaves it to this.
    tasks.discard_unnamed_later([instance.file.name, *_names_of_sizes(instance)])


def _names_of_sizes(photo: Photo) -> list[str]:
    return list(photo.renditions.values_list("file", flat=True))


@receiver(post_delete, sender=Rendition)
def rendition_deleted(instance, origin=None, **kwargs):
    if instance.is_open and not _began_with_a_photo(origin):
        copies.withdraw_when_committed([instance.file.name], [instance.image_id])


def _began_with_a_photo(origin: Model | QuerySet | None) -> bool:
    """Whether a deletion began with a photo, whose copies were then withdrawn together."""
    return (origin.model if isinstance(origin, QuerySet) else type(origin)) is Photo
