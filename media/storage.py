"""Files in S3 buckets: a private one that holds everything and a public one that holds copies of what is published.

The work is that of django-storages. Ours are: one client for the process and not one a thread, names that nobody
guesses and nothing has to look up, reading in one call, and an absent store that costs one timeout.

`settings.STORAGES` names the classes without options, because Wagtail writes a storage's options into the task table
when it deletes a file. What they need stands in settings of its own (`S3_…`) and is read when it is used.
"""

import contextlib
import mimetypes
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

PRIVATE_CACHE = "private, no-store"
PUBLIC_CACHE = "public, max-age=31536000, immutable"
SIGNED_FOR = 300  # seconds that a presigned address works
PAUSE = 15  # seconds in which an absent store is not asked again
SPOOL_LIMIT = 16 * 1024 * 1024  # bytes of a read file that stay in memory
DELETE_BATCH = 1000  # keys that one DeleteObjects call may name
PICTURE_TYPES = {".avif": "image/avif", ".webp": "image/webp"}  # unknown to Python 3.11

_connections: dict[tuple, object] = {}
_lock = threading.Lock()
_absent_until = 0.0


class StoreUnavailable(OSError):
    """The store did not answer, or not as it should. Wagtail takes an OSError for a source that cannot be read."""


class Stored(NamedTuple):
    """One file as it lies in a bucket or folder, without its content."""

    name: str
    size: int
    modified: datetime


def connection():
    """Return the boto resource of this process. Its client may be used by any number of threads."""
    key = (os.getpid(), settings.S3_ENDPOINT_URL, settings.S3_REGION, settings.S3_ACCESS_KEY)
    with _lock:
        if key not in _connections:
            _connections[key] = boto3.resource(
                "s3",
                endpoint_url=settings.S3_ENDPOINT_URL or None,
                region_name=settings.S3_REGION,
                aws_access_key_id=settings.S3_ACCESS_KEY or None,
                aws_secret_access_key=settings.S3_SECRET_KEY or None,
                config=Config(
                    signature_version="s3v4",
                    s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
                    connect_timeout=2,
                    read_timeout=5,
                    retries={"total_max_attempts": 2, "mode": "standard"},
                    max_pool_connections=20,
                    request_checksum_calculation=settings.S3_CHECKSUMS,
                    response_checksum_validation=settings.S3_CHECKSUMS,
                ),
            )
        return _connections[key]


def client():
    return connection().meta.client


def is_absent() -> bool:
    """Whether the store failed to answer a moment ago, so that asking now would only cost another timeout."""
    return time.monotonic() < _absent_until


def ask_again() -> None:
    """Forget that the store was absent."""
    global _absent_until  # noqa: PLW0603
    _absent_until = 0.0


@contextlib.contextmanager
def calling(name: str = "") -> Iterator[None]:
    """Turn what boto raises into FileNotFoundError or StoreUnavailable, and spare an absent store for a while."""
    global _absent_until  # noqa: PLW0603
    if is_absent():
        raise StoreUnavailable("The media store did not answer a moment ago.")
    try:
        yield
    except ClientError as error:
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
        if status == 404 and error.response["Error"].get("Code") != "NoSuchBucket":
            raise FileNotFoundError(f"There is no file {name}.") from error
        if status >= 500:
            _absent_until = time.monotonic() + PAUSE
        raise StoreUnavailable(str(error)) from error
    except (HTTPClientError, ConnectionError) as error:  # refused, timed out, cut off
        _absent_until = time.monotonic() + PAUSE
        raise StoreUnavailable(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StoreUnavailable(str(error)) from error


class RandomFolder:
    """Gives each file a random folder: two people may upload `photo.jpg`, and no address can be guessed.

    No key is ever used twice, so there is no need to ask the store whether it is free, and a copy may be cached for
    ever.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        path = PurePosixPath(name.replace("\\", "/"))
        folder = path.parent / secrets.token_hex(8)
        room = (max_length or 255) - len(str(folder)) - 1
        stem = path.stem[: max(room - len(path.suffix), 1)]
        return str(folder / f"{stem}{path.suffix}")


class Bucket(RandomFolder, S3Storage):
    """What both buckets have in common."""

    cache_control = PRIVATE_CACHE
    # Nearly every file goes in one piece; threads for each upload would cost more than they save.
    transfer_config = TransferConfig(multipart_threshold=SPOOL_LIMIT, use_threads=False)

    @property
    def connection(self):
        return connection()

    @property
    def bucket(self):
        return self.connection.Bucket(self.bucket_name)

    def get_object_parameters(self, name: str) -> dict[str, str]:
        return {"ContentType": content_type_of(name), "CacheControl": self.cache_control}

    def _open(self, name: str, mode: str = "rb") -> File:
        """Read the whole file in one call; the library's own way makes three."""
        spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_LIMIT)  # noqa: SIM115
        try:
            with calling(name):
                body = client().get_object(Bucket=self.bucket_name, Key=name)["Body"]
                while block := body.read(1024 * 1024):
                    spool.write(block)
        except BaseException:
            spool.close()
            raise
        size = spool.tell()
        spool.seek(0)
        opened = File(spool, name)
        opened.size = size
        return opened

    def _save(self, name: str, content: File) -> str:
        with calling(name):
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with calling(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with calling(name):
            return super().exists(name)

    def size(self, name: str) -> int:
        with calling(name):
            return super().size(name)

    def get_modified_time(self, name: str) -> datetime:
        with calling(name):
            return super().get_modified_time(name)

    def files(self, prefix: str = "") -> Iterator[Stored]:
        """Yield every file whose name begins with `prefix`, in the order of their names' bytes: a page at a time."""
        pages = iter(client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=prefix))
        while True:
            # What the caller does with a page is not the store's failure, so that is left outside.
            with calling():
                page = next(pages, None)
            if page is None:
                return
            yield from (Stored(each["Key"], each["Size"], each["LastModified"]) for each in page.get("Contents", []))

    def names(self) -> Iterator[str]:
        """Yield the name of every file in the bucket."""
        yield from (stored.name for stored in self.files())

    def discard(self, names: Iterable[str]) -> None:
        """Delete these files in one call (a thousand at a time)."""
        names = list(names)
        for start in range(0, len(names), DELETE_BATCH):
            keys = [{"Key": name} for name in names[start : start + DELETE_BATCH]]
            with calling():
                answer = client().delete_objects(Bucket=self.bucket_name, Delete={"Objects": keys, "Quiet": True})
            if refused := answer.get("Errors"):
                raise StoreUnavailable(f"{self.bucket_name} kept {refused[0]['Key']}: {refused[0]['Code']}.")


@deconstructible
class PrivateBucket(Bucket):
    """Originals, documents and renditions. Nobody reads from it without an address signed for five minutes."""

    @property
    def bucket_name(self) -> str:
        return settings.S3_PRIVATE_BUCKET

    def url(self, name: str, *, download_as: str = "") -> str:
        """Return a presigned address; no call is made. `download_as`: the file name to save it under."""
        answer = {}
        if download_as:
            answer = {
                "ResponseContentDisposition": attachment(download_as),
                "ResponseContentType": content_type_of(name),
            }
        return super().url(name, parameters=answer, expire=SIGNED_FOR)


@deconstructible
class PublicBucket(Bucket):
    """Copies of the renditions that are published now. Can be rebuilt from the database at any time."""

    cache_control = PUBLIC_CACHE

    @property
    def bucket_name(self) -> str:
        return settings.S3_PUBLIC_BUCKET

    def url(self, name: str) -> str:
        return settings.MEDIA_PUBLIC_URL.rstrip("/") + "/" + filepath_to_uri(name)

    def publish(self, names: Iterable[str]) -> None:
        """Copy these files from the private bucket, inside the store: one call each."""
        for name in names:
            with calling(name):
                client().copy_object(
                    Bucket=self.bucket_name,
                    Key=name,
                    CopySource={"Bucket": settings.S3_PRIVATE_BUCKET, "Key": name},
                    MetadataDirective="REPLACE",
                    ContentType=content_type_of(name),
                    CacheControl=self.cache_control,
                )

    def withdraw(self, names: Iterable[str]) -> None:
        """Delete these copies in one call (a thousand at a time)."""
        self.discard(names)


def content_type_of(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return PICTURE_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def attachment(filename: str) -> str:
    """Return the header that makes a browser save a file under this name and never show it."""
    plain = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else "_" for sign in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{filepath_to_uri(filename).replace('/', '_')}"
