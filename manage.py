#!/usr/bin/env python
"""Django's command line for Broadsheet."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings.development")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Settings that cannot be used are the operator's to correct: the sentence says how, a traceback would hide it.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
