"""Files in S3 buckets: a private one that holds everything and a public one that holds copies of what is published.

The work is that of django-storages. Ours are: one client for the process and not one a thread, names that nobody
guesses and nothing has to look up, and reading in one call.

`settings.STORAGES` names the classes without options, because Wagtail writes a storage's options into the task table
when it deletes a file. What they need stands in settings of its own (`S3_…`) and is read when it is used.
"""

import mimetypes
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from boto3.s3.transfer import TransferConfig
from django.conf import settings
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from .store import StoreUnavailable, calling, client, connection

PRIVATE_CACHE = "private, no-store"
PUBLIC_CACHE = "public, max-age=31536000, immutable"
SIGNED_FOR = 300  # seconds that a presigned address works
READERS_SIGNED_FOR = 60  # seconds for who has no right but that the file is public now: it may be closed at any moment
SPOOL_LIMIT = 16 * 1024 * 1024  # bytes of a read file that stay in memory
DELETE_BATCH = 1000  # keys that one DeleteObjects call may name
PICTURE_TYPES = {".avif": "image/avif", ".webp": "image/webp"}  # unknown to Python 3.11


class Stored(NamedTuple):
    """One file as it lies in a bucket or folder, without its content."""

    name: str
    size: int
    modified: datetime


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
        """Raises StoreUnavailable, with the name under which the file may lie there all the same as `unfinished`."""
        try:
            with calling(name):
                return super()._save(name, content)
        except StoreUnavailable as error:
            error.unfinished = name
            raise

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

    def url(self, name: str, *, download_as: str = "", seconds: int = SIGNED_FOR) -> str:
        """Return an address that works for so long; no call is made. `download_as`: the file name to save it under."""
        answer = {}
        if download_as:
            answer = {
                "ResponseContentDisposition": attachment(download_as),
                "ResponseContentType": content_type_of(name),
            }
        return super().url(name, parameters=answer, expire=min(seconds, SIGNED_FOR))


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
