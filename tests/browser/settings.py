"""The test settings for a server of its own, told by its parent which database and store to use."""

import os

from broadsheet.settings.test import *

DATABASES["default"]["NAME"] = os.environ["JOURNEY_DATABASE"]
S3_ENDPOINT_URL = os.environ["JOURNEY_STORE"]
S3_PRIVATE_BUCKET, S3_PUBLIC_BUCKET = "private-journey", "public-journey"
MEDIA_PUBLIC_URL = f"{S3_ENDPOINT_URL}/{S3_PUBLIC_BUCKET}/"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
