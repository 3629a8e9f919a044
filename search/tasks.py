"""The index is written by the worker, a second or two after what it follows."""

from django_tasks import task

from . import indexing, related


@task(queue_name="default")
def renew(ids: list[int]) -> None:
    """Bring the index in step with these stories: see `indexing.renew`."""
    indexing.renew(ids)


@task(queue_name="slow")
def find_related(ids: list[int]) -> None:
    """Find anew what these stories are like, and what is like them: see `related.renew`."""
    related.renew(ids)
