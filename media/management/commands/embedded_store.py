import signal
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media.embedded_store import EmbeddedStore, StoreError


class Command(BaseCommand):
    help = "Run the embedded S3 server in the foreground, with both buckets and the public one's policy in place."
    requires_system_checks = []

    def add_arguments(self, parser):
        endpoint = urlsplit(settings.S3_ENDPOINT_URL)
        parser.add_argument("--folder", type=Path, default=settings.VAR / "s3")
        parser.add_argument("--host", default=endpoint.hostname or "127.0.0.1")
        parser.add_argument("--port", type=int, default=endpoint.port or 0)

    def handle(self, *, folder, host, port, **options):
        # A process manager ends its children with SIGTERM; leave through the same door as for Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        store = EmbeddedStore(
            folder,
            access_key=settings.S3_ACCESS_KEY,
            secret_key=settings.S3_SECRET_KEY,
            region=settings.S3_REGION,
            host=host,
            port=port,
        )
        try:
            store.start()
            store.wait_until_ready()
            store.make_buckets(private=settings.S3_PRIVATE_BUCKET, public=settings.S3_PUBLIC_BUCKET)
            self.stdout.write(f"The store is ready at {store.endpoint}")
            self.stdout.flush()
            code = store.process.wait()
        except StoreError as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            return
        finally:
            store.stop(wait=5)
        raise CommandError(f"The embedded store ended by itself with code {code}; see {store.log}.")
