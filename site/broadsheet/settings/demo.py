"""For `make run`: as production, over plain http and with keys of its own, whatever else the environment holds.

`make run` writes `var/demo.env` on its first run: the keys, the addresses and the demo's password.
"""

import os

from . import environment
from .paths import VAR

DEMO_FILE = VAR / "demo.env"
OWN = ("BROADSHEET_PROCESS", "BROADSHEET_LOG_LEVEL")

environment.source = environment.from_file(DEMO_FILE) | {name: os.environ[name] for name in OWN if name in os.environ}

from .base import *

if not DEMO_FILE.exists():
    environment.complain("SECRET_KEY", f"is not there: {DEMO_FILE} is missing", "start the demo once with `make run`")
environment.settle()
