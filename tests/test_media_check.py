"""`manage.py media_check` finds what an operator would otherwise hear from readers, and leaves nothing behind."""

import contextlib
import json
import socket
import time
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from botocore.exceptions import ClientError
from django.conf import settings as now_set
from django.core.files.storage import storages
from django.core.management import CommandError, call_command, load_command_class

from media import storage, store, trials
from media.bucket_trial import ask
from media.embedded_store import public_read_policy
from tests.small_servers import forward, pass_on, servers

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(store):
    """Give the named bucket another policy for one test."""

    def let_anybody(bucket: str, *actions: str) -> None:
        allow = public_read_policy(bucket)["Statement"][0] | {
            "Action": list(actions),
            "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        }
        store.client().put_bucket_policy(
            Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        )

    yield let_anybody
    with contextlib.suppress(ClientError):  # there may be none
        store.client().delete_bucket_policy(Bucket=now_set.S3_PRIVATE_BUCKET)
    store.make_buckets(private=now_set.S3_PRIVATE_BUCKET, public=now_set.S3_PUBLIC_BUCKET)


@pytest.fixture
def serve():
    with servers() as start:
        yield start


def check() -> tuple[str, bool]:
    """Return what is said, and whether all is well."""
    output = StringIO()
    try:
        call_command("media_check", stdout=output)
    except CommandError:
        return output.getvalue(), False
    return output.getvalue(), True


def failures(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("failed")]


def left_behind() -> list[str]:
    return [stored.name for alias in ("default", "public") for stored in storages[alias].files(trials.FOLDER)]


def test_a_sound_pair_of_buckets_passes_every_check_and_keeps_nothing_of_it(store):
    said, well = check()

    assert (failures(said), well) == ([], True)
    assert said.count("passed") == 14
    assert left_behind() == []


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:ListBucket"])
def test_a_private_bucket_that_lets_strangers_in_fails(policy, action):
    policy(now_set.S3_PRIVATE_BUCKET, action)

    said, well = check()

    assert not well
    assert "block all public access" in failures(said)[0]
    assert left_behind() == []


def test_a_public_bucket_that_lets_anybody_list_fails(policy):
    policy(now_set.S3_PUBLIC_BUCKET, "s3:GetObject", "s3:ListBucket")

    said, well = check()

    assert not well
    assert "GetObject and nothing else" in failures(said)[0]
    assert left_behind() == []


@pytest.mark.deep
@pytest.mark.parametrize(("method", "problem"), [("PUT", "lets anybody write"), ("DELETE", "lets anybody delete")])
def test_a_public_address_through_which_anybody_changes_files_fails(settings, serve, method, problem):
    # The embedded store refuses that to strangers whatever its policy says, so a careless proxy does it here.
    bucket = now_set.S3_PUBLIC_BUCKET

    def do_as_asked(request):
        name = unquote(request.path[1:])
        if request.command == method == "PUT":
            storage.client().put_object(Bucket=bucket, Key=name, Body=b"")
        if request.command == method == "DELETE":
            storage.client().delete_object(Bucket=bucket, Key=name)
        pass_on(request, name)

    settings.MEDIA_PUBLIC_URL = serve(do_as_asked)

    said, well = check()

    assert not well
    assert [problem in line for line in failures(said)] == [True]
    assert left_behind() == []


def test_a_public_bucket_that_nobody_may_read_fails(store, policy):
    store.client().delete_bucket_policy(Bucket=now_set.S3_PUBLIC_BUCKET)

    said, _well = check()

    assert len(failures(said)) == 1
    assert "it answers 403. Give the public bucket its policy" in failures(said)[0]


def test_a_public_address_that_leads_elsewhere_fails(settings, serve):
    def nothing(request):
        request.send_error(404)

    settings.MEDIA_PUBLIC_URL = serve(nothing)

    said, _well = check()

    assert "it answers 404" in failures(said)[0]


def test_a_public_address_that_leads_to_the_private_bucket_fails(settings, policy):
    policy(now_set.S3_PRIVATE_BUCKET, "s3:GetObject")
    settings.MEDIA_PUBLIC_URL = f"{now_set.S3_ENDPOINT_URL}/{now_set.S3_PRIVATE_BUCKET}/"

    said, _well = check()

    assert "has to lead to the public bucket alone" in said


@pytest.mark.deep
def test_a_cdn_that_changes_headers_fails(settings, serve):
    settings.MEDIA_PUBLIC_URL = serve(lambda request: pass_on(request, cache_control="max-age=60"))

    said, _well = check()

    assert "sent with Cache-Control “max-age=60”" in failures(said)[0]


@pytest.mark.deep
def test_a_cdn_that_keeps_errors_fails(settings, serve):
    kept = set()

    def keep(request):
        if request.command == "GET" and not storages["public"].exists(unquote(request.path[1:])):
            kept.add(request.path)
        if request.path in kept:
            return request.send_error(404)
        return pass_on(request)

    settings.MEDIA_PUBLIC_URL = serve(keep)

    said, _well = check()

    assert "keep the CDN from caching errors" in failures(said)[0]


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("S3_REGION", "", "BROADSHEET_S3_REGION is empty"),
        ("S3_PRIVATE_BUCKET", "no-such-bucket", "there is no such bucket"),
        ("S3_PUBLIC_BUCKET", "no-such-bucket", "there is no such bucket"),
        ("S3_SECRET_KEY", "wrong", "the key may not list it"),
        ("S3_ENDPOINT_URL", "http://127.0.0.1:9", "Look at BROADSHEET_S3_ENDPOINT_URL"),
        ("MEDIA_PUBLIC_URL", "/media/", "is no address"),
    ],
)
def test_a_wrong_setting_is_named_and_the_rest_left_out(settings, monkeypatch, name, value, advice):
    monkeypatch.setattr(store, "_connections", {})
    setattr(settings, name, value)

    said, well = check()

    assert not well
    assert len(failures(said)) == 1
    assert advice in said
    assert "more checks need what failed" in said


def test_one_bucket_for_both_is_refused(settings):
    settings.S3_PUBLIC_BUCKET = settings.S3_PRIVATE_BUCKET

    said, _well = check()

    assert "one bucket is set for both" in said


@pytest.mark.deep
def test_a_store_that_never_answers_is_reported_within_seconds(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.S3_ENDPOINT_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        started = time.monotonic()

        said, well = check()

    assert not well
    assert "failed  the server answers" in said
    assert time.monotonic() - started < 8


@pytest.mark.deep
def test_a_store_that_answers_letter_by_letter_is_reported_within_seconds(serve):
    def drip(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(60):
            time.sleep(0.1)
            try:
                request.wfile.write(b".")
            except OSError:
                return

    outcomes = list(trials.run([trials.Step("it answers", lambda: ask_whole(serve(drip)), "")], limit=1.0))

    assert outcomes[0].problem == "no answer within 1 seconds"


def ask_whole(address: str) -> None:
    ask("GET", address)


@pytest.mark.deep
def test_a_server_that_takes_any_signature_fails(settings, serve, store):
    def careless(request):
        address = urlsplit(request.path)
        bucket, _slash, key = unquote(address.path[1:]).partition("/")
        if request.command != "GET" or "X-Amz-Signature" not in address.query:
            return forward(request, store)
        found = store.client().get_object(Bucket=bucket, Key=key)
        content = found["Body"].read()
        asked = parse_qs(address.query)
        request.send_response(200)
        request.send_header("Cache-Control", found["CacheControl"])
        request.send_header("Content-Type", found["ContentType"])
        request.send_header("Content-Disposition", asked.get("response-content-disposition", [""])[0])
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
        return None

    settings.S3_ENDPOINT_URL = serve(careless).rstrip("/")

    said, _well = check()

    assert [line for line in failures(said) if "takes any signature" not in line] == []
    assert "it answers 200" in failures(said)[0]
    assert left_behind() == []


@pytest.mark.deep
def test_a_proxy_before_the_store_that_changes_its_host_breaks_signatures(settings, serve, store):
    def other_host(request):
        if "X-Amz-Signature" in request.path:
            request.headers.replace_header("Host", "store.internal")
        forward(request, store)

    settings.S3_ENDPOINT_URL = serve(other_host).rstrip("/")

    said, _well = check()

    assert "a signed address works, with its headers: it answers 403" in failures(said)[0]
    assert "changes Host" in failures(said)[0]


@pytest.mark.deep
def test_a_clock_that_is_wrong_is_noticed(settings, serve):
    def an_hour_ahead(request):
        request.send_response_only(403)
        request.send_header("Date", (datetime.now(UTC) + timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT"))
        request.send_header("Content-Length", "0")
        request.end_headers()

    settings.S3_ENDPOINT_URL = serve(an_hour_ahead).rstrip("/")

    said, _well = check()

    assert "differs from the server's by -3600 seconds" in said or "by -3599 seconds" in said


def test_no_secret_is_printed(settings, monkeypatch):
    said, _well = check()

    assert settings.S3_SECRET_KEY not in said


@pytest.mark.parametrize("name", ["media_check", "media_orphans", "media_sync", "media_visibility"])
def test_an_operator_finds_every_command_in_the_handbook_and_in_its_help(name):
    handbook = (Path(__file__).resolve().parents[1] / "docs/storage.md").read_text()

    assert f"`manage.py {name}`" in handbook
    assert load_command_class("media", name).help.endswith(".")
