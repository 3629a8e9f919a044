"""For work on Broadsheet itself: on the demo's database and store if `make run` has made them, with tracebacks.

Variables of the environment win over `var/demo.env`.
"""

import os

from . import environment
from .paths import VAR

environment.source = (
    {"BROADSHEET_SECRET_KEY": "for-development-only", "BROADSHEET_MEDIA_BACKEND": "local"}
    | environment.from_file(VAR / "demo.env")
    | os.environ
)

from .base import *

DEBUG = True
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
environment.settle()
