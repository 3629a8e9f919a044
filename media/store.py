"""Reaching the S3 server: one client for the process, and an absent store that costs one short wait.

A client may be used by any number of threads. What it takes to make one (a quarter of a second) and what a store that
does not answer costs (`PATIENCE`) is paid once, not by each thread and each picture.
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectionError,
    EndpointConnectionError,
    HTTPClientError,
)
from django.conf import settings

CONNECTING = 2  # seconds to wait until somebody takes the call
PATIENCE = 3.5  # seconds of silence after which a store counts as absent; to a file that we send, one is added
PAUSE = 15  # seconds in which an absent store is not asked again
SECOND_TRY = 0.2  # seconds before a call that failed at once is made again
NEVER = float("-inf")
PASSING = {500, 502, 503, 504}  # answers of a store that is busy for a moment

_connections: dict[tuple, object] = {}
_lock = threading.Lock()
_absent_until = 0.0
_asked_at = NEVER


class StoreUnavailable(OSError):
    """The store did not answer, or not as it should. Wagtail takes an OSError for a source that cannot be read."""

    unfinished = ""  # the name of a file that was on its way: a slow store may keep it after we gave up


def connection():
    """Return the boto resource of this process."""
    key = (os.getpid(), settings.S3_ENDPOINT_URL, settings.S3_REGION, settings.S3_ACCESS_KEY)
    with _lock:
        if key not in _connections:
            made = boto3.resource(
                "s3",
                endpoint_url=settings.S3_ENDPOINT_URL or None,
                region_name=settings.S3_REGION,
                aws_access_key_id=settings.S3_ACCESS_KEY or None,
                aws_secret_access_key=settings.S3_SECRET_KEY or None,
                config=Config(
                    signature_version="s3v4",
                    s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
                    connect_timeout=CONNECTING,
                    read_timeout=PATIENCE,
                    retries={"total_max_attempts": 1, "mode": "standard"},
                    max_pool_connections=20,
                    request_checksum_calculation=settings.S3_CHECKSUMS,
                    response_checksum_validation=settings.S3_CHECKSUMS,
                ),
            )
            made.meta.client.meta.events.register_first("needs-retry.s3", once_more)
            _connections[key] = made
        return _connections[key]


def once_more(attempts: int, response=None, caught_exception=None, **_event) -> float | None:
    """Return after how many seconds to make a call again that failed at once; None to let it be.

    The library's own way would also repeat a call that nobody answered, and an editor would wait twice as long.
    """
    if attempts > 1:
        return None
    passing = response is not None and response[0].status_code in PASSING
    cut_off = isinstance(caught_exception, EndpointConnectionError | ConnectionClosedError)
    return SECOND_TRY if passing or cut_off else None


def client():
    return connection().meta.client


def is_absent() -> bool:
    """Whether the store failed to answer a moment ago, so that asking now would only cost another wait."""
    return time.monotonic() < _absent_until


def answered_lately() -> bool:
    """Whether somebody has asked the store for something within the last `PAUSE`, and was not refused so far."""
    return time.monotonic() < _asked_at + PAUSE and not is_absent()


def ask_again() -> None:
    """Forget what is known of the store."""
    global _absent_until, _asked_at
    _absent_until, _asked_at = 0.0, NEVER


@contextlib.contextmanager
def calling(name: str = "") -> Iterator[None]:
    """Turn what boto raises into FileNotFoundError or StoreUnavailable, and spare an absent store for a while."""
    global _absent_until, _asked_at  # noqa: PLW0603
    if is_absent():
        raise StoreUnavailable("The media store did not answer a moment ago.")
    _asked_at = time.monotonic()
    try:
        yield
    except ClientError as error:
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
        if status == 404 and error.response["Error"].get("Code") != "NoSuchBucket":
            raise FileNotFoundError(f"There is no file {name}.") from error
        _asked_at = NEVER
        if status >= 500:
            _absent_until = time.monotonic() + PAUSE
        raise StoreUnavailable(str(error)) from error
    except (HTTPClientError, ConnectionError) as error:  # refused, timed out, cut off
        _absent_until = time.monotonic() + PAUSE
        raise StoreUnavailable(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        _asked_at = NEVER
        raise StoreUnavailable(str(error)) from error
