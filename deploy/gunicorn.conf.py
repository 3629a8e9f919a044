"""gunicorn for every installation: threads, because a page waits for the database more than it computes."""

from gunicorn.http import message

from broadsheet.settings.logs import LOGGING
from broadsheet.settings.serving import BIND, WEB_WORKERS

bind = BIND
worker_class = "gthread"
workers = WEB_WORKERS
threads = 4
# The application is loaded once and shared; nothing connects to a database or a store before the fork.
preload_app = True
timeout = 60  # seconds
# Whatever somebody pastes into the search is answered: 20,000 signs take up to twelve bytes each in an address.
# gunicorn's own highest limit is 8,190 bytes.
limit_request_line = message.MAX_REQUEST_LINE = 256 * 1024  # bytes
graceful_timeout = 8  # seconds; less than a process manager waits
control_socket_disable = True
# gunicorn would take SCRIPT_NAME and PATH_INFO from any neighbour on this machine and so let a header decide which page
# stands at an address, also in every cache.
forwarder_headers = ""
# The site's own lines say what went wrong. Who fetched what is for the proxy to write down.
logconfig_dict = LOGGING | {
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
    }
}
