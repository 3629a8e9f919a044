"""One line for each thing worth knowing, on standard error, with the name of the process before it."""

from . import environment

LOG_LEVEL = environment.choice(
    "LOG_LEVEL",
    "info",
    ["debug", "info", "warning", "error"],
    description="The least important messages that are logged.",
).upper()
PROCESS = environment.text(
    "PROCESS", "manage", description="The name of this process in its log lines; `make run` sets it."
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": f"%(asctime)s {PROCESS:<6} %(levelname)-7s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "warnings": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
        "mail_admins": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own configuration would print each of these a second time, without the process.
        "django": {"handlers": ["console", "mail_admins"], "level": LOG_LEVEL, "propagate": False},
        "django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # A missing page is the visitor's business; the web server's log has it.
        "django.request": {"level": "ERROR"},
        # A stranger's host name is answered 400; a trace and a mail for each would let strangers fill both.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # A line for each task would hide the rest; one that fails is an error and is shown. The worker sets the level
        # of this logger itself, so that it is the handler that has to be strict.
        "django_tasks": {"handlers": ["warnings"], "propagate": False},
        # The server's log has a line for each page that an editor saves; a command says itself what it did.
        "wagtail": {"level": "WARNING" if PROCESS == "manage" else LOG_LEVEL},
        "botocore": {"level": "WARNING"},
        "boto3": {"level": "WARNING"},
        "s3transfer": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}
