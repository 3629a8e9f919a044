"""What browsers are told to refuse, on every answer."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string

from stories.embeds import FRAME_ORIGINS

from .addresses import is_admin, is_preview

# The only scripts inside readers' pages. A page includes the templates that the policy hashes, so they cannot part.
INLINE_SCRIPTS = ("includes/chosen_theme.js", "includes/page.js")
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeadersMiddleware(CSPMiddleware):
    """Adds the content security policy and its smaller companions; what a view has set stays as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_admin(request) or is_preview(request):
            response.headers["Referrer-Policy"] = "same-origin"
            # The editor shows previews in a frame of its own page.
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        if report_only:
            return PolicyParts()
        if is_admin(request):
            return PolicyParts(config=admin_policy())
        policy = readers_policy()
        if is_preview(request):
            policy["frame-ancestors"] = [SELF]
        if is_preview(request) or getattr(request, "presigned", False):
            policy["img-src"] = [*policy["img-src"], *origins(store_addresses())]
        return PolicyParts(config=policy)


def readers_policy() -> dict:
    """Nothing but the site's own files, its media host, and the players that a reader asks for."""
    return {
        "default-src": [NONE],
        "script-src": [SELF, *inline_scripts()],
        "style-src": [SELF],
        "img-src": [SELF, *origins([settings.MEDIA_PUBLIC_URL])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": list(FRAME_ORIGINS),
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": settings.SECURE_SSL_REDIRECT,
    }


def admin_policy() -> dict:
    """Looser, because Wagtail 8.0 writes small scripts and styles into its pages and has no nonces for them."""
    return {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:", *origins([settings.MEDIA_PUBLIC_URL, *store_addresses()])],
        "font-src": [SELF, "data:"],
        "frame-src": [SELF, *FRAME_ORIGINS],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "upgrade-insecure-requests": settings.SECURE_SSL_REDIRECT,
    }


@cache
def inline_scripts() -> tuple[str, ...]:
    return tuple(hash_of(render_to_string(script)) for script in INLINE_SCRIPTS)


def hash_of(script: str) -> str:
    """Return how a policy names the one text that a script without an address may have."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def store_addresses() -> list[str]:
    """Return where presigned addresses may lead: the S3 server, or the names that AWS gives a bucket."""
    if settings.MEDIA_BACKEND == "local" or settings.S3_ENDPOINT_URL:
        return [settings.S3_ENDPOINT_URL]
    bucket = settings.S3_PRIVATE_BUCKET
    return [f"https://{bucket}.s3.{settings.S3_REGION}.amazonaws.com", f"https://{bucket}.s3.amazonaws.com"]


def origins(addresses: Iterable[str]) -> list[str]:
    """Return scheme and host of each absolute address, once."""
    parts = [urlsplit(address) for address in addresses]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.netloc))
