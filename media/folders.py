"""Files in plain folders, for those who run without an object store: the same rules, the same two places."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri

from .storage import SIGNED_FOR, RandomFolder, Stored

SALT = "media.folders"


class Folder(RandomFolder, FileSystemStorage):
    def files(self, prefix: str = "") -> Iterator[Stored]:
        """Yield every file whose name begins with `prefix`, in the order of their names' bytes, as a bucket does."""
        yield from (stored for stored in self._walk(Path(self.location), "") if stored.name.startswith(prefix))

    def _walk(self, folder: Path, place: str) -> Iterator[Stored]:
        try:
            with os.scandir(folder) as entries:
                found = {entry.name + "/" * entry.is_dir(): entry for entry in entries}
        except FileNotFoundError:
            return
        for name in sorted(found, key=os.fsencode):
            if name.endswith("/"):
                yield from self._walk(folder / name, place + name)
                continue
            with contextlib.suppress(FileNotFoundError):  # deleted since
                status = found[name].stat()
                yield Stored(place + name, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def names(self) -> Iterator[str]:
        """Yield the name of every file in the folder."""
        yield from (stored.name for stored in self.files())

    def discard(self, names: Iterable[str]) -> None:
        for name in names:
            self.delete(name)


@deconstructible
class PrivateFolder(Folder):
    """Originals, documents and renditions, behind addresses that are signed for five minutes."""

    def __init__(self):
        super().__init__(location=settings.VAR / "media/private")

    def url(self, name: str, *, download_as: str = "", seconds: int = SIGNED_FOR) -> str:
        return reverse("media_private", args=[signing.dumps([name, download_as, seconds], salt=SALT)])


@deconstructible
class PublicFolder(Folder):
    """Copies of the renditions that are published now."""

    def __init__(self):
        super().__init__(location=settings.VAR / "media/public")

    def url(self, name: str) -> str:
        return settings.MEDIA_PUBLIC_URL.rstrip("/") + "/" + filepath_to_uri(name)

    def publish(self, names: Iterable[str]) -> None:
        private = PrivateFolder()
        for name in names:
            target = Path(self.path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(private.path(name), target)

    def withdraw(self, names: Iterable[str]) -> None:
        self.discard(names)


def unsign(signed: str) -> tuple[str, str]:
    """Return the name and the download name of a signed address; raises `signing.BadSignature`, also when expired."""
    name, download_as, seconds = signing.loads(signed, salt=SALT, max_age=SIGNED_FOR)
    signing.loads(signed, salt=SALT, max_age=seconds)
    return name, download_as
