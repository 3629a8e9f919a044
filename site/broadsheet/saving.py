"""The whole of an embedded installation in one file, and back: the database and both stores.

The file is a plain tar archive. Its last member, the manifest, holds the size and SHA-256 of every other one, so an
archive that was cut off or altered is recognised before anything is touched.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.core.cache import caches
from django.core.files import File
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from media.embedded_store import EmbeddedStore

from .settings import environment

FORMAT = 1
DATABASE, MANIFEST = "database.sqlite3", "manifest.json"
STORES = {"private": "default", "public": "public"}  # folder in the archive → alias of the storage
BLOCK = 1024 * 1024  # bytes

Told = Callable[[str], object]


class CannotSave(Exception):
    """A backup cannot be made or brought back; the message is one sentence for the operator."""


def back_up(path: Path, tell: Told) -> None:
    """Write everything to `path`, which appears when it is whole; `tell` is told how far it is."""
    demand_sqlite()
    unfinished = path.with_name(f"{path.name}.unfinished")
    files: dict[str, dict] = {}
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
        with tarfile.open(fileobj=output, mode="w", format=tarfile.PAX_FORMAT) as archive:
            # The database first: a photo that comes in while the files are read is then too many, not missing.
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                copy = Path(folder) / DATABASE
                copy_database(copy)
                with copy.open("rb") as content:
                    add(archive, DATABASE, content, copy.stat().st_size, files)
            for folder_name, alias in STORES.items():
                for name in storages[alias].names():
                    try:
                        with storages[alias].open(name) as content:
                            add(archive, f"{folder_name}/{name}", content, content.size, files)
                    except FileNotFoundError:
                        continue  # deleted since the list was made
                    if len(files) % 500 == 0:
                        tell(f"{len(files)} files …")
            manifest = {"format": FORMAT, "made": timezone.now().isoformat(), "files": files}
            text = json.dumps(manifest, indent=1).encode()
            add(archive, MANIFEST, io.BytesIO(text), len(text), {})
        output.flush()
        os.fsync(output.fileno())
    unfinished.replace(path)
    tell(f"Saved {len(files) - 1} files and the database in {path} ({path.stat().st_size / 1e6:.1f} MB).")


def copy_database(path: Path) -> None:
    """Copy the database as it is at one moment; a copy of its file may lack what was written last."""
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def add(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int, files: dict[str, dict]) -> None:
    found = hashlib.sha256()
    while block := content.read(BLOCK):
        found.update(block)
    content.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, content)
    files[name] = {"size": size, "sha256": found.hexdigest()}


def verify(path: Path) -> dict[str, dict]:
    """Read the whole archive and return its files; raise CannotSave unless every byte is as it was written."""
    found: dict[str, dict] = {}
    manifest: dict = {}
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content is None or not is_safe(member.name):
                    raise CannotSave(
                        f"{path} holds “{member.name}”, which no backup of ours does: nothing was changed."
                    )
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    found[member.name] = {
                        "size": member.size,
                        "sha256": hashlib.file_digest(content, "sha256").hexdigest(),
                    }
    except FileNotFoundError:
        raise CannotSave(f"There is no file {path}.") from None
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise CannotSave(f"{path} is damaged or is no backup ({error}): nothing was changed.") from None
    if manifest.get("format") != FORMAT:
        raise CannotSave(f"{path} is not whole, or is no backup of this version: nothing was changed.")
    if manifest["files"] != found or DATABASE not in found:
        differing = sorted(
            name for name in manifest["files"].keys() | found if manifest["files"].get(name) != found.get(name)
        )
        raise CannotSave(f"{path} is damaged (first at {[*differing, DATABASE][0]}): nothing was changed.")
    return found


def is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in {DATABASE, MANIFEST} or (len(parts) > 1 and parts[0] in STORES and ".." not in parts)


def is_empty() -> bool:
    """Tell whether there is nothing here that a restore would overwrite."""
    tables = connection.introspection.table_names()
    if "accounts_user" in tables:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)")
            if cursor.fetchone()[0]:
                return False
    return not any(True for alias in STORES.values() for _ in storages[alias].names())


def bring_back(path: Path, tell: Told) -> None:
    """Make everything as it was when `path` was written, which `verify()` has passed.

    The files come before the database that names them, and what is too many goes last: whenever this is cut off, the
    old or the new site is whole, and it can be run again.
    """
    demand_sqlite()
    wanted: dict[str, set[str]] = {folder: set() for folder in STORES}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, tarfile.open(path, "r:") as archive:
        database = Path(folder) / DATABASE
        archive.extract(DATABASE, folder, filter="data")
        demand_usable(database)
        present = {folder_name: set(storages[alias].names()) for folder_name, alias in STORES.items()}
        for count, member in enumerate(archive, start=1):
            if member.name in {DATABASE, MANIFEST}:
                continue
            folder_name, _, name = member.name.partition("/")
            wanted[folder_name].add(name)
            storage = storages[STORES[folder_name]]
            content = archive.extractfile(member)
            if name in present[folder_name]:
                if is_same(storage, name, content):
                    continue
                storage.delete(name)
            file = File(content, name)
            file.size = member.size  # it would take that of the whole archive
            # Under its own name, which `save()` would change.
            storage._save(name, file)
            if count % 500 == 0:
                tell(f"{count} files …")
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(database)) as copy:
            copy.backup(connection.connection)
        connection.close()
    for folder_name, names in wanted.items():
        for name in present[folder_name] - names:
            storages[STORES[folder_name]].delete(name)
    for cache in caches.all():
        cache.clear()
    tell(f"Brought back {sum(map(len, wanted.values()))} files and the database.")


def is_same(storage, name: str, content: IO[bytes]) -> bool:
    wanted = hashlib.file_digest(content, "sha256").digest()
    content.seek(0)
    with storage.open(name) as present:
        return hashlib.file_digest(present.file, "sha256").digest() == wanted


def demand_usable(database: Path) -> None:
    """Raise CannotSave for a database that is broken, or was written by a newer Broadsheet than this."""
    with contextlib.closing(sqlite3.connect(database)) as copy:
        try:
            intact = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            applied = set(copy.execute("SELECT app, name FROM django_migrations").fetchall())
        except sqlite3.DatabaseError:
            intact, applied = False, set()
    if not intact:
        raise CannotSave("The database in this backup is damaged: nothing was changed.")
    loader = MigrationLoader(None)
    known = loader.disk_migrations.keys() | {
        replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces
    }
    unknown = sorted(
        f"{app}.{name}" for app, name in applied if app in loader.migrated_apps and (app, name) not in known
    )
    if unknown:
        raise CannotSave(f"This backup is of a newer Broadsheet ({unknown[0]} is not known here): nothing was changed.")


def demand_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise CannotSave("This is for the embedded database; save PostgreSQL with pg_dump and the buckets with rclone.")


@contextlib.contextmanager
def store_at_hand() -> Iterator[None]:
    """Run the store of `make run` while it does not run itself, on any free port: its own may be another copy's now."""
    ours = environment.from_file(settings.VAR / "demo.env").get("BROADSHEET_S3_ENDPOINT_URL")
    if settings.MEDIA_BACKEND != "s3" or ours != settings.S3_ENDPOINT_URL:
        yield
        return
    with (settings.VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield  # it runs, and so does its store
            return
        lock.truncate(0)
        lock.write(f"{os.getpid()} the desk of a backup")
        lock.flush()
        store = EmbeddedStore(
            settings.VAR / "s3",
            access_key=settings.S3_ACCESS_KEY,
            secret_key=settings.S3_SECRET_KEY,
            region=settings.S3_REGION,
        )
        with store:
            store.make_buckets(private=settings.S3_PRIVATE_BUCKET, public=settings.S3_PUBLIC_BUCKET)
            settings.S3_ENDPOINT_URL = store.endpoint
            yield
            store.stop(wait=5)
