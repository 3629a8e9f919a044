from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Make BROADSHEET_SITE_URL the address that feeds, sitemaps and canonical links print."

    def handle(self, *, verbosity, **options):
        address = urlsplit(settings.SITE_URL)
        port = address.port or {"http": 80, "https": 443}[address.scheme]
        site = Site.objects.filter(is_default_site=True).first()
        if site and (site.hostname, site.port) != (address.hostname, port):
            site.hostname, site.port = address.hostname, port
            site.save()
        if verbosity and site:
            self.stdout.write(f"The site’s address is {site.root_url}")
