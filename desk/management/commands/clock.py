import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection

from desk import clock

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Publish what is due and take down what has expired, until told to stop. Several may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")
        parser.add_argument("--every", type=float, default=1, metavar="SECONDS", help="How often to look (default: 1).")

    def handle(self, *args, once, every, **options):
        if once:
            clock.tick()
            return
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        logger.info("The publishing clock runs.")
        while not stop.is_set():
            # A database that is away for a while must not end the clock: it goes on when the database is back.
            try:
                clock.tick()
            except OperationalError as error:
                logger.warning("The clock waits for the database: %s", error)
                connection.close()
            except Exception:
                logger.exception("The clock missed a beat.")
                connection.close()
            close_old_connections()
            stop.wait(every)
        logger.info("The publishing clock has stopped.")
