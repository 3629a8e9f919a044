"""The settings of a site that is served as in production, for what looks at its pages; its parent names the places."""

import os
from pathlib import Path

from tests.browser.settings import *

ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = Path(os.environ["JOURNEY_DATABASE"]).with_name("static")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
