"""The database and the cache: files under `var/` unless the environment names servers."""

import dj_database_url

from . import environment
from .paths import VAR

DATABASE_URL = environment.url(
    "DATABASE_URL",
    schemes=["sqlite", "postgres", "postgresql"],
    description="`postgres://user:password@host/name?sslmode=verify-full`; SQLite in `var/` without it.",
)
CACHE_URL = environment.url(
    "CACHE_URL",
    schemes=["redis", "rediss", "unix"],
    description="The cache that all processes share: `rediss://:password@host/0`. Without one, files in `var/cache/`.",
)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL or f"sqlite:///{VAR / 'broadsheet.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer, and a writer queues for its turn instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A connection that the server dropped is noticed before a page is built on it.
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)  # seconds

if CACHE_URL:
    SHARED = {"BACKEND": "broadsheet.cache.ForgivingRedisCache", "LOCATION": CACHE_URL}
    CACHES = {
        "default": SHARED | {"KEY_PREFIX": "broadsheet"},
        "renditions": SHARED | {"KEY_PREFIX": "broadsheet-renditions", "TIMEOUT": None},
    }
else:
    FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}
    CACHES = {
        "default": FILES | {"LOCATION": VAR / "cache/default", "OPTIONS": {"MAX_ENTRIES": 2000}},
        "renditions": FILES | {"LOCATION": VAR / "cache/renditions", "OPTIONS": {"MAX_ENTRIES": 2000}},
    }
