"""For a public site: demands what it needs, and refuses to start without it."""

from . import environment
from .base import *

SHORTEST_KEY = 50  # characters, of which at least 5 different
KEYS_FROM_EXAMPLES = ("django-insecure-", "for-", "replace-me")

ALLOW_UNENCRYPTED = environment.words(
    "ALLOW_UNENCRYPTED",
    options=["site", "database", "cache", "store", "mail"],
    description="What may be reached without encryption over the network. Connections within this machine always may.",
)
TRUST_PROXY = environment.flag(
    "TRUST_PROXY",
    description="Whether a proxy before this server sets `X-Forwarded-Proto` and drops what visitors send as such.",
)
HSTS_SECONDS = environment.integer(
    "HSTS_SECONDS", 31536000, most=63072000, description="For how long browsers keep to https once they have seen it."
)
if environment.flag("DEBUG", description="Only there to be refused: production never shows tracebacks to visitors."):
    environment.complain("DEBUG", "is switched on", "take it away, or use broadsheet.settings.development")

environment.demand("SECRET_KEY", SECRET_KEY, "give at least 50 random characters")
if SECRET_KEY and (
    len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith(KEYS_FROM_EXAMPLES)
):
    environment.complain(
        "SECRET_KEY", "is short, simple or a default", "give at least 50 random characters of your own"
    )

environment.demand("SITE_URL", environment.source.get("BROADSHEET_SITE_URL"), "write the address that readers type")
if "*" in ALLOWED_HOSTS:
    environment.complain("ALLOWED_HOSTS", "holds “*”", "name the hosts, or leave it empty")

if MEDIA_BACKEND == "s3":
    environment.demand("S3_REGION", S3_REGION, "name the region of the buckets")
    environment.demand("S3_PRIVATE_BUCKET", S3_PRIVATE_BUCKET, "name the bucket for originals")
    environment.demand("S3_PUBLIC_BUCKET", S3_PUBLIC_BUCKET, "name the bucket for published pictures")
    environment.demand("S3_ACCESS_KEY", S3_ACCESS_KEY, "give the key of the buckets")
    environment.demand("S3_SECRET_KEY", S3_SECRET_KEY, "give the secret of the buckets’ key")
    environment.demand("MEDIA_PUBLIC_URL", MEDIA_PUBLIC_URL, "write the address that serves the public bucket")
    if S3_PRIVATE_BUCKET and S3_PRIVATE_BUCKET == S3_PUBLIC_BUCKET:
        environment.complain("S3_PRIVATE_BUCKET", "is the public bucket too", "use two buckets")


def demand_encryption(what: str, name: str, encrypted: bool) -> None:
    if not encrypted and what not in ALLOW_UNENCRYPTED:
        remedy = f"encrypt it, or declare it with {environment.PREFIX}ALLOW_UNENCRYPTED={what}"
        environment.complain(name, "leads over the network without encryption", remedy)


def is_https(address: str) -> bool:
    return not address.startswith("http:") or environment.is_near(address)


demand_encryption("site", "SITE_URL", is_https(SITE_URL))
demand_encryption("store", "S3_ENDPOINT_URL", is_https(S3_ENDPOINT_URL))
demand_encryption("store", "MEDIA_PUBLIC_URL", is_https(MEDIA_PUBLIC_URL))
demand_encryption("cache", "CACHE_URL", not CACHE_URL.startswith("redis:") or environment.is_near(CACHE_URL))
demand_encryption(
    "database",
    "DATABASE_URL",
    environment.is_near(DATABASE_URL)
    or DATABASES["default"]["OPTIONS"].get("sslmode") in {"require", "verify-ca", "verify-full"},
)
demand_encryption("mail", "MAIL_SECURITY", MAIL_SECURITY != "none" or EMAIL_HOST in {"", *environment.LOOPBACK})

if SITE_URL.startswith("https:"):
    SECURE_SSL_REDIRECT = True
    # The probes of a load balancer come over plain http from within.
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

environment.settle()
