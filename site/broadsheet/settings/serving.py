"""How the web server serves; read by deploy/gunicorn.conf.py."""

import os

from . import environment

BIND = environment.listener(
    "BIND", "127.0.0.1:8000", description="The address and port that the web server listens on."
)
WEB_WORKERS = environment.integer(
    "WEB_WORKERS",
    0,
    most=64,
    description="Web processes of four threads each; 0 for as many as there are cores, at most 4.",
) or min(os.cpu_count() or 1, 4)
