"""The index is written by the worker, a second or two after what it follows."""

import logging

from django_tasks import task

from . import asked, indexing, related

logger = logging.getLogger(__name__)


@task(queue_name="default")
def renew(ids: list[int]) -> None:
    """Bring the index in step with these stories: see `indexing.renew`."""
    indexing.renew(ids)


@task(queue_name="slow")
def find_related(ids: list[int]) -> None:
    """Find anew what these stories are like, and what is like them: see `related.renew`."""
    related.renew(ids)


@task(queue_name="default")
def write_searches_down() -> None:
    """Write down what readers searched for. Enqueued once a minute by the clock, where there is anything to write."""
    asked.write_down()


@task(queue_name="slow")
def sweep_searches() -> None:
    """Delete what was kept of searches for long enough. Enqueued once a day by the clock."""
    if swept := asked.sweep():
        logger.info("%s rows of the search log were deleted.", swept)
