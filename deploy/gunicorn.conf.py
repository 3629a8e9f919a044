"""gunicorn for every installation: threads, because a page waits for the database more than it computes."""

from broadsheet.settings.logs import LOGGING
from broadsheet.settings.serving import BIND, WEB_WORKERS

bind = BIND
worker_class = "gthread"
workers = WEB_WORKERS
threads = 4
# The application is loaded once and shared; nothing connects to a database or a store before the fork.
preload_app = True
timeout = 60  # seconds
limit_request_line = 8190  # a search of 1,000 letters of other scripts takes six bytes for each, as most servers allow
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
