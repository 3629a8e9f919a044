"""Search and reference indexes during an import: one task for a batch instead of several for each object."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task
from modelsearch import index
from modelsearch.backends import get_search_backends_with_name
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from stories import renewing

Saved = dict[str, set[int]]


@contextmanager
def gathered() -> Iterator[Saved]:
    """Inside, no save sends anything to the indexes; what was saved is gathered instead, for `renew`."""
    saved: Saved = defaultdict(set)

    def remember(sender, instance, **kwargs):
        if issubclass(sender, index.Indexed) or ReferenceIndex.is_indexed(sender):
            saved[sender._meta.label].add(instance.pk)

    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    held_back = [model for model in models if post_save.disconnect(post_save_signal_handler, sender=model)]
    post_save.connect(remember)
    try:
        with disable_reference_index_auto_update():
            yield saved
    finally:
        post_save.disconnect(remember)
        for model in held_back:
            post_save.connect(post_save_signal_handler, sender=model)


def send(saved: Saved) -> None:
    """Ask for what was gathered to be indexed, and begin anew."""
    if saved:
        renew.enqueue({label: sorted(ids) for label, ids in saved.items()})
        saved.clear()


@task()
def renew(saved: dict[str, list[int]]) -> None:
    """Bring both indexes in step with these objects: {"stories.StoryPage": [1, 2], …}."""
    for label, ids in saved.items():
        model = apps.get_model(label)
        if ReferenceIndex.is_indexed(model):
            with transaction.atomic():
                for subject in renewing.read(model, ids):
                    ReferenceIndex.create_or_update_for_object(subject)
        if issubclass(model, index.Indexed):
            # Together: for each call Wagtail's index on SQLite reads the titles of everything that it holds.
            subjects = list(model.get_indexed_objects().filter(pk__in=ids))
            for _name, backend in get_search_backends_with_name(with_auto_update=True):
                backend.add_bulk(model, subjects)
