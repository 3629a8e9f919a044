"""Figures that anyone can check: each module is run with `python -m benchmarks.<name>` and prints a ratio."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings.test")
django.setup()
