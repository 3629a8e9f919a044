"""Draw the pictures of the demo into `archive/demo/media/photos`, the same on every machine.

    python -m archive.demo.draw_photos [name …]

A tool for those who work on the demo: what it draws is in the repository. It needs NumPy (2.4.6 was used), which the
site does not: install it by hand. Maps and lettering fetch their sources once, see drawing/parcels.py.
"""

import importlib
import random
import sys
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "media/photos"
# Module of `drawing`: the pictures that it draws, each with a function of its name.
PICTURES = {
    "scenes": "harbour-at-dusk strait-with-ferries grain-silos border-in-the-mountains lorries-at-dawn cable-ship "
    "night-over-the-mast dam-in-a-valley",
    "cities": "ministry-at-night bridge-in-fog rooftops long-table market-hall",
    "graphics": "map-of-the-strait chart-of-crossings cable-chart logo",
    "portraits": "ines-moreau tomas-varga leyla-aydin samir-haddad olena-marchenko amara-dlamini jonas-lind",
    "maps": "map-malacca map-bab-el-mandeb map-turkish-straits map-black-sea",
    "wide_maps": "map-arctic map-balkans-relief map-world-straits",
}
MODULES = {name: module for module, names in PICTURES.items() for name in names.split()}
LARGEST = 165_000  # bytes of one picture: the repository carries them all


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or MODULES:
        module = importlib.import_module(f".drawing.{MODULES[name]}", __package__)
        # A chance of its own for each, so that a new picture does not change the others.
        picture = getattr(module, name.replace("-", "_"))(random.Random(name))  # noqa: S311
        (FOLDER / f"{name}.jpg").write_bytes(smallest(picture))


def smallest(picture) -> bytes:
    """Return the picture as a JPEG of quality 82, or of the next lower one that is small enough."""
    for quality in range(82, 40, -4):
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


if __name__ == "__main__":
    main()
