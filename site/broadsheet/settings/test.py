"""For the suite: hears nothing of the environment but the servers that `make test-services` starts."""

import os

from . import environment

OWN = ("BROADSHEET_DATABASE_URL", "BROADSHEET_CACHE_URL")

environment.source = {
    # tests/conftest.py starts a real S3 server and puts its address and the buckets of each worker into the settings.
    "BROADSHEET_S3_REGION": "us-east-1",
    "BROADSHEET_S3_ACCESS_KEY": "tests",
    "BROADSHEET_S3_SECRET_KEY": "for-tests-only",
    "BROADSHEET_SECRET_KEY": "for-tests-only",
    "BROADSHEET_LOG_LEVEL": "warning",
}
if os.environ.get("BROADSHEET_TEST_SERVICES"):
    environment.source |= {name: os.environ[name] for name in OWN if name in os.environ}
    if environment.source.get("BROADSHEET_CACHE_URL"):
        # Clearing the cache in one worker of pytest-xdist must not empty that of another.
        environment.source["BROADSHEET_CACHE_URL"] += f"/{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]}"

from .base import *

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nobody collects static files for a test
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "slow"]}}
if not CACHE_URL:
    CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
environment.settle()
