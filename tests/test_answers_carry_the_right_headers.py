"""What browsers and caches are told about an answer."""

import base64
import hashlib
import re

import brotli
import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.cache import patch_cache_control

from broadsheet.middleware.caching import READERS, CacheControlMiddleware
from broadsheet.middleware.compression import CompressionMiddleware
from broadsheet.middleware.security import SecurityHeadersMiddleware
from tests.factories import make_site

LONG = "The ferry never came back. " * 100


def answer(middleware, path="/", *, make=lambda request: HttpResponse(LONG), **headers):
    return middleware(make)(RequestFactory().get(path, headers=headers))


def policy(path="/", **flags) -> dict[str, list[str]]:
    request = RequestFactory().get(path)
    for name, value in flags.items():
        setattr(request, name, value)
    header = SecurityHeadersMiddleware(lambda request: HttpResponse(LONG))(request)["Content-Security-Policy"]
    return {words[0]: words[1:] for part in header.split(";") if (words := part.split())}


def test_a_readers_page_may_load_only_the_sites_own_files_and_its_pictures(settings):
    settings.MEDIA_PUBLIC_URL = "https://media.example/public/"
    settings.S3_ENDPOINT_URL = "https://store.example"

    found = policy("/politics/")

    assert found["default-src"] == ["'none'"]
    assert found["style-src"] == found["form-action"] == ["'self'"]
    assert found["script-src"][0] == "'self'"
    assert {source[:8] for source in found["script-src"][1:]} == {"'sha256-"}
    assert found["img-src"] == ["'self'", "https://media.example"]
    assert found["base-uri"] == found["frame-ancestors"] == ["'none'"]


def test_a_preview_may_be_framed_by_the_editor_and_shows_unpublished_pictures(settings):
    settings.S3_ENDPOINT_URL = "https://store.example"

    found = policy("/politics/", is_preview=True)

    assert found["frame-ancestors"] == ["'self'"]
    assert "https://store.example" in found["img-src"]
    assert found["script-src"] == policy("/politics/")["script-src"]


def test_the_admin_may_run_its_own_inline_scripts_and_nobody_elses():
    found = policy("/admin/pages/1/edit/")

    assert found["script-src"] == ["'self'", "'unsafe-inline'"]
    assert found["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("address", ["/", "/latest/", "/search/", "/nowhere/"])
def test_the_scripts_inside_a_readers_page_are_those_that_its_policy_names(client, db, address):
    make_site()

    response = client.get(address)

    scripts = BeautifulSoup(response.content.decode(), "html.parser").find_all("script", src=False)
    inline = [script.string for script in scripts if script.get("type") != "application/ld+json"]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    sources = re.search(r"script-src ([^;]+)", response["Content-Security-Policy"])[1].split()
    assert len(inline) == 2
    assert sources == ["'self'", *(f"'sha256-{each}'" for each in hashes)]


def test_every_answer_carries_the_small_headers(client, db):
    found = client.get("/nowhere/").headers

    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["X-Frame-Options"] == "DENY"
    assert found["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert found["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in found["Permissions-Policy"]


def test_a_readers_page_may_be_kept_by_everybody_for_a_minute():
    assert answer(CacheControlMiddleware)["Cache-Control"] == READERS


def marked(name):
    def view(request):
        setattr(request, name, True)
        return HttpResponse(LONG)

    return view


def with_a_cookie(request):
    response = HttpResponse(LONG)
    response.set_cookie("name", "value")
    return response


def which_says_public(request):
    request.presigned = True
    response = HttpResponse(LONG)
    patch_cache_control(response, public=True, max_age=60)
    return response


def with_its_own_idea(request):
    response = HttpResponse(LONG)
    patch_cache_control(response, public=True, max_age=5)
    return response


@pytest.mark.parametrize(
    ("path", "view", "kept"),
    [
        ("/", marked("presigned"), "private, no-store"),
        ("/", which_says_public, "private, no-store"),
        ("/", marked("is_preview"), "private, no-store"),
        ("/", with_a_cookie, "private, no-store"),
        ("/", marked("incomplete"), "no-store"),
        ("/", lambda request: HttpResponse(LONG, status=503), "no-store"),
        ("/", with_its_own_idea, "public, max-age=5"),
        ("/admin/", lambda request: HttpResponse(LONG), "private, no-store"),
        ("/documents/1/a.pdf", lambda request: HttpResponse(LONG), "private, no-store"),
    ],
)
def test_what_is_personal_or_unfinished_is_not_kept(path, view, kept):
    assert set(answer(CacheControlMiddleware, path, make=view)["Cache-Control"].split(", ")) == set(kept.split(", "))


def test_a_page_that_asked_who_is_reading_is_not_kept(client, db):
    found = client.get("/admin/login/")

    assert "no-store" in found["Cache-Control"]
    assert "private" in found["Cache-Control"]


def test_a_readers_page_is_sent_with_brotli_where_the_browser_takes_it():
    found = answer(CompressionMiddleware, accept_encoding="gzip, deflate, br")

    assert found["Content-Encoding"] == "br"
    assert found["Vary"] == "Accept-Encoding"
    assert int(found["Content-Length"]) == len(found.content) < len(LONG) / 5
    assert brotli.decompress(found.content).decode() == LONG


@pytest.mark.parametrize(
    ("accepts", "path", "encoding"),
    [
        ("gzip", "/", "gzip"),
        ("gzip, br;q=0", "/", "gzip"),
        ("br;q=0.5", "/", "br"),
        ("identity", "/", None),
        ("gzip, br", "/admin/", "gzip"),
    ],
)
def test_other_browsers_and_the_admin_get_what_suits_them(accepts, path, encoding):
    assert answer(CompressionMiddleware, path, accept_encoding=accepts).get("Content-Encoding") == encoding


def test_a_picture_is_not_compressed_again():
    def picture(request):
        return HttpResponse(LONG, content_type="image/avif")

    assert "Content-Encoding" not in answer(CompressionMiddleware, make=picture, accept_encoding="br")


def test_asking_for_the_headers_alone_gives_those_of_the_page():
    request = RequestFactory().head("/", headers={"accept-encoding": "br"})
    page = answer(CompressionMiddleware, accept_encoding="br")

    found = CompressionMiddleware(lambda request: HttpResponse(LONG))(request)

    assert found.content == b""
    assert found["Content-Length"] == page["Content-Length"]
