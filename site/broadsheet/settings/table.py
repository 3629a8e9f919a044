"""Write the table of variables in docs/settings.md anew: python -m broadsheet.settings.table docs/settings.md"""

import sys
from pathlib import Path

from . import environment, production  # noqa: F401

HEAD = "| variable |"


def main() -> None:
    page = Path(sys.argv[1])
    before, _, _ = page.read_text().partition(HEAD)
    page.write_text(before + environment.documented())


if __name__ == "__main__":
    main()
