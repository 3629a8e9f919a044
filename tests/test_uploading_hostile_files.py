"""Whatever somebody uploads, by whatever way: it is refused in one sentence or stored clean, within seconds."""

import json
import resource
import subprocess
import sys
import time
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
import urllib3
from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image

from media import intake, pictures
from media.models import Document, Photo
from stories.models import StoryPage
from tests.factories import make_section, make_site, make_story, picture_bytes
from tests.hostile_files import NAMES, SCRIPT, bomb, hostile_files
from tests.story_files import STORY, import_lines

pytestmark = pytest.mark.django_db
SECONDS = 5  # of processor time that one file may take
MEGABYTES = 512  # of memory that it may take; a web worker has 130 or so without it
BOUNDARY = "a-line-between"


def post(client, address: str, field: str, name: str, content: bytes, **fields):
    """Send a form with a file under exactly this name, which Django's own test client would tidy up."""
    parts = [f'name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    parts.append(f'name="{field}"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode() + content + b"\r\n")
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(head + part for part in parts) + f"--{BOUNDARY}--\r\n".encode()
    return client.post(address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def by_the_form(client, name, content, tmp_path):
    answer = post(client, reverse("wagtailimages:add"), "file", name, content, title="A ferry", collection=1)
    return [] if answer.status_code == 302 else complaints(answer)


def by_the_multi_upload(client, name, content, tmp_path):
    title = "".join(sign for sign in name[:200] if sign.isprintable())
    answer = post(client, reverse("wagtailimages:add_multiple"), "files[]", name, content, title=title, collection=1)
    if answer.status_code == 400:
        return [answer.content.decode() + "."]  # a name that Django takes for none
    assert answer.status_code == 200
    return [] if answer.json()["success"] else answer.json()["error_message"].splitlines()


def by_the_chooser(client, name, content, tmp_path):
    address = reverse("wagtailimages_chooser:create")
    prefix = "image-chooser-upload-"
    fields = {f"{prefix}title": "A ferry", f"{prefix}collection": 1}
    answer = post(client, address, f"{prefix}file", name, content, **fields)
    # Of what was taken in the record is asked for next.
    return complaints(answer) if answer.context["form"].errors else []


def by_an_import(client, name, content, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(content)
    said = import_lines(
        tmp_path, {**STORY, "lead_photo": {"file": "photo.jpg", "person": "Ana", "alt": "x"}}, media=tmp_path
    )
    StoryPage.objects.all().delete()
    return [said.partition("could not be taken in: ")[2].splitlines()[0]] if "could not be taken in" in said else []


WAYS = [by_the_form, by_the_multi_upload, by_the_chooser, by_an_import]


def complaints(answer) -> list[str]:
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert list(errors) == ["file"]
    return [str(error) for error in errors["file"]]


def check_stored(photo: Photo) -> None:
    with storages["default"].open(photo.file.name) as file:
        content = file.read()
    kept = Image.open(BytesIO(content))
    kept.load()
    assert kept.format in ("JPEG", "PNG")
    assert kept.size == (photo.width, photo.height)
    assert SCRIPT not in content
    assert not kept.getexif()
    assert "comment" not in kept.info
    assert photo.file.name.isascii()
    assert photo.file.name.isprintable()
    assert photo.file.name.startswith("original_images/")
    assert len(photo.file.name) <= 255


def upload_all(client, tmp_path, files, ways=None) -> dict[str, int]:
    """Upload each and check what becomes of it; return how many were refused and stored.

    Prints that, the slowest and the most memory that this process ever had (pytest -rP shows it).
    """
    make_section(make_site())
    found = {"refused": 0, "stored": 0}
    slowest = (0.0, "")
    for (what, name, content), way in zip(files, ways or cycle(WAYS), strict=False):
        label = f"{what}, “{name[:40]}” {way.__name__}"
        began = time.process_time()
        said = way(client, name, content, tmp_path)
        seconds = time.process_time() - began
        slowest = max(slowest, (seconds, label))
        assert seconds < SECONDS, label
        photo = Photo.objects.order_by("-pk").first()
        if said:
            found["refused"] += 1
            assert len(said) == 1, label
            assert said[0].endswith("."), label
            assert photo is None, label
        else:
            found["stored"] += 1
            assert photo is not None, label
            check_stored(photo)
            if found["stored"] % 10 == 1:
                pictures.make(photo)
            photo.delete()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{found}; slowest: {slowest[0]:.2f} s, {slowest[1]}; at most {megabytes} MB")
    return found


def test_hostile_files_are_refused_in_a_sentence_or_stored_clean(admin_client, tmp_path):
    found = upload_all(admin_client, tmp_path, hostile_files(27))

    assert min(found.values()) > 4


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(8))
def test_thousands_of_hostile_files_are_refused_in_a_sentence_or_stored_clean(admin_client, tmp_path, seed):
    found = upload_all(admin_client, tmp_path, hostile_files(300, seed=1000 + seed))

    assert sum(found.values()) == 300
    assert min(found.values()) > 40


@pytest.mark.parametrize("way", [pytest.param(WAYS[0], marks=pytest.mark.deep), WAYS[1]])
def test_no_name_is_too_strange_for_a_good_picture(admin_client, tmp_path, way):
    good = picture_bytes(60, 40)

    upload_all(admin_client, tmp_path, [(f"name {name!r:.60}", name, good) for name in NAMES], cycle([way]))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(20_000, 10_000, depth=1, colour=0), "too many pixels"),
        (bomb(14_000, 14_000, depth=1, colour=0), "too many pixels"),
        (bomb(10_000, 8_000, depth=1, colour=0), "too many pixels"),
        (b"x" * (intake.MAX_BYTES + 1), "too large"),
    ],
    ids=["200 megapixels", "196 megapixels", "80 megapixels", "over 20 MB"],
)
def test_who_uploads_something_huge_learns_what_is_wrong_with_it(admin_client, tmp_path, content, sentence):
    [said] = by_the_form(admin_client, "ferry.png", content, tmp_path)

    assert sentence in said


def test_a_document_that_lies_about_its_kind_is_a_download_of_the_kind_of_its_name(admin_client, client, committing):
    address = reverse("wagtaildocs:add")
    for name in (
        "report.pdf",
        "\u202efdp.pdf",
        "a;evil='x'.csv",
        "../../report.docx",
        "x" * 300 + ".pdf",
    ):
        answer = post(admin_client, address, "file", name, b"<html>" + SCRIPT, title="Report", collection=1)
        assert answer.status_code == 302, name
    documents = list(Document.objects.all())
    body = [("document", {"document": document, "title": ""}) for document in documents]
    with committing():
        make_story(make_section(make_site()), body=body)

    for document in documents:
        file = urllib3.request("GET", client.get(document.url)["Location"])
        assert file.status == 200
        assert file.headers["Content-Disposition"].startswith("attachment;")
        assert "html" not in file.headers["Content-Type"]
        assert "Set-Cookie" not in file.headers


@pytest.mark.parametrize(
    "name", ["page.html", "a.svg", "a.pdf.html", "a.docm", "a.xlsm", "a.js", "a", ".pdf", "a.pdf\x00.html"]
)
def test_a_document_that_is_of_no_use_to_readers_is_refused(admin_client, name):
    answer = post(admin_client, reverse("wagtaildocs:add"), "file", name, SCRIPT, title="Report", collection=1)

    assert len(complaints(answer)) == 1
    assert not Document.objects.exists()


LARGEST = {
    f"{form} {mode}{' turned' if turned else ''} {filling}": (form, mode, str(turned), filling)
    for form, mode, turned, filling in [
        ("JPEG", "RGB", False, "plain"),
        ("JPEG", "CMYK", False, "plain"),
        ("JPEG", "RGB", True, "plain"),
        ("PNG", "RGB", False, "plain"),
        ("PNG", "RGBA", True, "plain"),
        ("PNG", "I;16", False, "plain"),
        ("PNG", "LA", False, "plain"),
        ("GIF", "P", False, "plain"),
        ("WEBP", "RGBA", False, "plain"),
        ("WEBP", "RGB", False, "rough"),
        ("WEBP", "RGB", True, "rough"),
        ("AVIF", "RGB", False, "plain"),
        ("AVIF", "RGB", False, "rough"),
        ("AVIF", "RGBA", True, "plain"),
        ("HEIF", "RGB", False, "plain"),
        ("HEIF", "RGBA", True, "plain"),
        ("HEIF", "RGB", False, "rough"),
    ]
}


@pytest.mark.deep
@pytest.mark.parametrize("kind", LARGEST)
def test_the_largest_picture_of_each_kind_takes_no_more_time_and_memory_than_there_is(tmp_path, kind):
    """In a process of its own, in which nothing else happens."""
    measured = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.measuring_uploads", *LARGEST[kind]],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(measured.stdout)

    assert found["outcome"].startswith("taken"), found
    assert found["megabytes"] <= MEGABYTES, found
    assert found["seconds"] <= SECONDS, found
