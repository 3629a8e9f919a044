"""Trying out both buckets, as their owner and as a stranger."""

import secrets
import time
from email.utils import parsedate_to_datetime

import urllib3
from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.encoding import filepath_to_uri

from .storage import PRIVATE_CACHE, PUBLIC_CACHE, client
from .trials import FOLDER, Step, expect

PATIENCE = urllib3.Timeout(connect=2, read=4)
SKEW = 300  # seconds by which clocks may differ; S3 refuses at 900
DOWNLOAD = "report é.jpg"


class BucketTrial:
    """Writes one file, copies it as publishing does, and looks at both from outside."""

    def __init__(self):
        self.private, self.public = storages["default"], storages["public"]
        # As an upload may be called, since signatures go wrong over such signs first.
        self.name = self.private.get_available_name(f"{FOLDER}/trial-é +.jpg")
        self.strangers = self.private.get_available_name(f"{FOLDER}/stranger.txt")
        self.content = secrets.token_bytes(4096)
        self.has_written = False

    def steps(self) -> list[Step]:
        private, public = settings.S3_PRIVATE_BUCKET, settings.S3_PUBLIC_BUCKET
        address = settings.MEDIA_PUBLIC_URL
        return [
            Step("the settings are complete", self.see_settings, "Set it; docs/settings.md lists all.", True),
            Step(
                "the server answers",
                self.reach_server,
                "Look at BROADSHEET_S3_ENDPOINT_URL, the network and the firewall.",
                True,
            ),
            Step("this machine's clock is right", self.compare_clocks, "Keep its time by NTP: signatures are dated."),
            Step(
                f"the private bucket ({private}) answers",
                lambda: self.reach(private),
                "Look at BROADSHEET_S3_PRIVATE_BUCKET, the region and the key's policy.",
                True,
            ),
            Step(
                f"the public bucket ({public}) answers",
                lambda: self.reach(public),
                "Look at BROADSHEET_S3_PUBLIC_BUCKET, the region and the key's policy.",
                True,
            ),
            Step(
                "a file is written and read back byte for byte",
                self.write_and_read,
                "The key needs PutObject and GetObject; some servers need BROADSHEET_S3_CHECKSUMS=when_required.",
                True,
            ),
            Step(
                "a stranger can neither read, list, write nor delete in the private bucket",
                lambda: self.refuse_strangers(private, may_read=False),
                "Take away its policy and block all public access.",
            ),
            Step(
                "a signed address works, with its headers",
                self.use_signed_address,
                "Look at the region, and at a proxy before the store that changes Host or headers.",
            ),
            Step(
                "an altered signature is refused",
                self.alter_signature,
                "This server takes any signature: it must not keep private files.",
            ),
            Step(
                "the public address shows nothing of the private bucket",
                self.look_for_private_file,
                "BROADSHEET_MEDIA_PUBLIC_URL has to lead to the public bucket alone.",
            ),
            Step(
                "a file is copied from the private to the public bucket",
                self.copy,
                "The key needs GetObject in the one and PutObject in the other.",
                True,
            ),
            Step(
                f"the public address ({address}) serves the copy to anybody, with its headers",
                self.read_copy,
                "Give the public bucket its policy, let BROADSHEET_MEDIA_PUBLIC_URL lead to it, "
                "and keep the CDN from caching errors and changing headers.",
            ),
            Step(
                "a stranger can neither list, write nor delete in the public bucket",
                lambda: self.refuse_strangers(public, may_read=True),
                "Let its policy allow GetObject and nothing else.",
            ),
            Step("both files are deleted", self.delete, "The key needs DeleteObject in both buckets."),
        ]

    def see_settings(self) -> None:
        for name in ("S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_PRIVATE_BUCKET", "S3_PUBLIC_BUCKET"):
            expect(bool(getattr(settings, name)), f"BROADSHEET_{name} is empty")
        expect(settings.S3_PRIVATE_BUCKET != settings.S3_PUBLIC_BUCKET, "one bucket is set for both")
        expect(settings.MEDIA_PUBLIC_URL.startswith("http"), "BROADSHEET_MEDIA_PUBLIC_URL is no address")

    def reach_server(self) -> None:
        ask("GET", client().meta.endpoint_url)

    def compare_clocks(self) -> None:
        date = ask("GET", client().meta.endpoint_url).headers.get("Date")
        difference = time.time() - parsedate_to_datetime(date).timestamp() if date else 0
        expect(abs(difference) < SKEW, f"it differs from the server's by {difference:+.0f} seconds")

    def reach(self, bucket: str) -> None:
        try:
            answer = client().head_bucket(Bucket=bucket)
        except ClientError as error:
            status = error.response["ResponseMetadata"].get("HTTPStatusCode")
            words = {301: "it lies in another region", 403: "the key may not list it", 404: "there is no such bucket"}
            expect(status not in words, words.get(status, ""))
            raise
        region = answer.get("BucketRegion") or settings.S3_REGION
        expect(settings.S3_REGION in (region, "auto"), f"it lies in {region}, and BROADSHEET_S3_REGION is another")

    def write_and_read(self) -> None:
        self.has_written = True
        # Not save(), which would choose another name than the one that is tidied up.
        self.private._save(self.name, ContentFile(self.content))
        with self.private.open(self.name) as file:
            expect(file.read() == self.content, "other bytes came back")

    def refuse_strangers(self, bucket: str, *, may_read: bool) -> None:
        """Try at the bucket's own address and, for the public one, at that of its readers; look at what came of it."""
        storage = self.public if may_read else self.private
        folders = [own_address(bucket)]
        if may_read:
            folders.append(self.public.url("").rstrip("/"))
        for folder in folders:
            listed = ask("GET", f"{folder}?list-type=2&prefix={FOLDER}/").data
            listed += ask("GET", f"{folder}/").data
            expect(FOLDER.encode() not in listed, f"{folder} lists what it holds")
            ask("PUT", address_in(folder, self.strangers), body=b"a stranger wrote this")
            expect(not storage.exists(self.strangers), f"{folder} lets anybody write")
            ask("DELETE", address_in(folder, self.name))
            expect(storage.exists(self.name), f"{folder} lets anybody delete")
            if not may_read:
                expect(ask("GET", address_in(folder, self.name)).status >= 400, f"{folder} lets anybody read")

    def use_signed_address(self) -> None:
        address = self.private.url(self.name, download_as=DOWNLOAD)
        expect(
            f"%2F{settings.S3_REGION}%2Fs3%2Faws4_request" in address, "it is not signed by version 4 for the region"
        )
        answer = ask("GET", address)
        expect(answer.status == 200, f"it answers {answer.status}")
        expect(answer.data == self.content, "it gives other bytes")
        found = {
            name: answer.headers.get(name, "") for name in ("Cache-Control", "Content-Disposition", "Content-Type")
        }
        expect(found["Cache-Control"] == PRIVATE_CACHE, f"it is sent with Cache-Control “{found['Cache-Control']}”")
        expect(found["Content-Disposition"].startswith("attachment"), "it is not sent as a download")
        expect(found["Content-Type"] == "image/jpeg", f"it is sent as {found['Content-Type']}")

    def alter_signature(self) -> None:
        address = self.private.url(self.name)
        answer = ask("GET", address[:-1] + ("0" if address[-1] != "0" else "1"))
        expect(400 <= answer.status < 500, f"it answers {answer.status}")

    def look_for_private_file(self) -> None:
        answer = ask("GET", self.public.url(self.name))
        expect(answer.status >= 400, f"it answers {answer.status} for a file that lies in the private bucket only")

    def copy(self) -> None:
        self.public.publish([self.name])

    def read_copy(self) -> None:
        answer = ask("GET", self.public.url(self.name))
        expect(answer.status == 200, f"it answers {answer.status}")
        expect(answer.data == self.content, "it gives other bytes")
        expect_header(answer, "Cache-Control", PUBLIC_CACHE)
        expect_header(answer, "Content-Type", "image/jpeg")

    def delete(self) -> None:
        for storage in (self.public, self.private):
            storage.discard([self.name, self.strangers])
            expect(not storage.exists(self.name), f"it is still in {storage.bucket_name}")

    def clean_up(self) -> None:
        """Delete whatever a step that failed may have left."""
        for storage in (self.public, self.private):
            storage.discard([self.name, self.strangers])


def ask(method: str, address: str, body: bytes | None = None) -> urllib3.BaseHTTPResponse:
    """Ask as a stranger does, and follow no redirection."""
    return urllib3.request(method, address, body=body, retries=False, timeout=PATIENCE)


def expect_header(answer: urllib3.BaseHTTPResponse, name: str, value: str) -> None:
    sent = answer.headers.get(name, "")
    expect(sent == value, f"it is sent with {name} “{sent}”")


def own_address(bucket: str) -> str:
    """Return the bucket's address on the server itself, without a signature."""
    return client().generate_presigned_url("list_objects_v2", Params={"Bucket": bucket}).partition("?")[0].rstrip("/")


def address_in(folder: str, name: str) -> str:
    return f"{folder}/{filepath_to_uri(name)}"
