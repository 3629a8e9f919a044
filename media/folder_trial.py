"""Trying out the two folders of `MEDIA_BACKEND=local`, and the rules of who may see what."""

import contextlib
import secrets
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from . import views
from .storage import PRIVATE_CACHE, PUBLIC_CACHE
from .trials import FOLDER, Step, expect


class FolderTrial:
    """Writes one file, copies it as publishing does, and asks the views for both."""

    def __init__(self):
        self.private, self.public = storages["default"], storages["public"]
        self.name = self.private.get_available_name(f"{FOLDER}/trial-é.jpg")
        self.content = secrets.token_bytes(4096)
        self.has_written = False

    def steps(self) -> list[Step]:
        owner = "Let the user that runs Broadsheet own var/media/."
        served = "Let Broadsheet alone serve var/media/, and write its address into BROADSHEET_MEDIA_PUBLIC_URL."
        return [
            Step("both folders can be written", self.see_folders, owner, True),
            Step("no other user of this machine may write there", self.see_permissions, "chmod -R o-w var/media"),
            Step(
                "the private folder lies where no server shows it", self.see_places, "Keep var/ out of what is served."
            ),
            Step("a file is written and read back byte for byte", self.write_and_read, owner, True),
            Step("a signed address works, with its headers", self.use_signed_address, served),
            Step("an altered signature is refused", self.alter_signature, served),
            Step("the public address shows nothing of the private folder", self.look_for_private_file, served),
            Step("a file is copied from the private to the public folder", self.copy, owner, True),
            Step("the public address serves the copy to anybody, with its headers", self.read_copy, served),
            Step("both files are deleted", self.delete, owner),
        ]

    def see_folders(self) -> None:
        for storage in (self.private, self.public):
            folder = Path(storage.location)
            folder.mkdir(parents=True, exist_ok=True)
            trial = folder / f".{FOLDER}-{secrets.token_hex(8)}"
            trial.touch(exist_ok=False)
            trial.unlink()

    def see_permissions(self) -> None:
        for storage in (self.private, self.public):
            expect(not Path(storage.location).stat().st_mode & stat.S_IWOTH, f"anybody may write to {storage.location}")

    def see_places(self) -> None:
        private = Path(self.private.location).resolve()
        for shown in (self.public.location, settings.STATIC_ROOT):
            expect(not shown or not private.is_relative_to(Path(shown).resolve()), f"it lies within {shown}")

    def write_and_read(self) -> None:
        self.has_written = True
        # Not save(), which would choose another name than the one that is tidied up.
        self.private._save(self.name, ContentFile(self.content))
        with self.private.open(self.name) as file:
            expect(file.read() == self.content, "other bytes came back")

    def use_signed_address(self) -> None:
        answer = ask(self.private.url(self.name, download_as="report.jpg"))
        expect(answer.status_code == 200, f"it answers {answer.status_code}")
        expect(answer.content == self.content, "it gives other bytes")
        expect(answer["Cache-Control"] == PRIVATE_CACHE, f"it is sent with Cache-Control “{answer['Cache-Control']}”")
        expect(answer["Content-Disposition"].startswith("attachment"), "it is not sent as a download")

    def alter_signature(self) -> None:
        address = self.private.url(self.name)
        altered = address[:-1] + ("a" if address[-1] != "a" else "b")
        expect(ask(altered).status_code == 404, "it is served")

    def look_for_private_file(self) -> None:
        for name in (self.name, f"../private/{self.name}"):
            expect(ask(self.public.url("") + name).status_code == 404, f"it serves {name}")

    def copy(self) -> None:
        self.public.publish([self.name])

    def read_copy(self) -> None:
        answer = ask(self.public.url(self.name))
        expect(answer.status_code == 200, f"it answers {answer.status_code}")
        expect(answer.content == self.content, "it gives other bytes")
        expect(answer["Cache-Control"] == PUBLIC_CACHE, f"it is sent with Cache-Control “{answer['Cache-Control']}”")
        expect(answer["X-Content-Type-Options"] == "nosniff", "browsers may guess its type")

    def delete(self) -> None:
        for storage in (self.public, self.private):
            storage.discard([self.name])
            expect(not storage.exists(self.name), f"it is still in {storage.location}")

    def clean_up(self) -> None:
        """Delete whatever a step that failed may have left, folders too."""
        for storage in (self.public, self.private):
            storage.discard([self.name])
            for folder in (Path(storage.path(self.name)).parent, Path(storage.path(FOLDER))):
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()


def ask(address: str) -> HttpResponse:
    """Ask the view behind this address, as a stranger; no server has to run."""
    nothing = HttpResponse(status=404)
    try:
        found = resolve(unquote(urlsplit(address).path))
        if found.func not in (views.private_file, views.public_file):
            return nothing
        answer = found.func(RequestFactory().get("/"), *found.args, **found.kwargs)
    except (Http404, SuspiciousOperation):
        return nothing
    with contextlib.closing(answer):
        return HttpResponse(b"".join(answer), status=answer.status_code, headers=dict(answer.items()))
