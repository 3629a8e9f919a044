"""Where things lie on disk."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"
