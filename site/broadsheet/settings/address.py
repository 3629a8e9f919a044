"""The address of the publication."""

from urllib.parse import urlsplit

from . import environment

SITE_URL = environment.url(
    "SITE_URL",
    "http://localhost:8000",
    schemes=["https", "http"],
    description="The publication’s own address, as readers type it. `manage.py set_site_address` puts it into feeds.",
).rstrip("/")
if any(urlsplit(SITE_URL)[2:]):  # path, query, fragment
    environment.complain("SITE_URL", "has a path", "write the address of the host alone, as in https://news.example")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
