"""Draw the pictures of the demo into `archive/demo/media/photos`, the same on every machine.

    python -m archive.demo.draw_photos [name …]

A tool for those who work on the demo: what it draws is in the repository. It needs NumPy, which `make tools` installs
and the site does not. Maps and lettering fetch their sources once, see drawing/parcels.py.
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
    "authors": "ines-moreau tomas-varga leyla-aydin samir-haddad olena-marchenko amara-dlamini jonas-lind "
    "keiko-harada kwame-asante-boye rosa-quintal",
    "maps": "map-malacca map-bab-el-mandeb map-turkish-straits map-black-sea",
    "wide_maps": "map-arctic map-balkans-relief map-world-straits",
    "aerial": "river-delta salt-pans dredger",
    "uplands": "orlo-headwaters orlo-gorge salt-caravan pylons-at-dusk",
    "rooms": "archive-shelves old-telegraph",
    "halls": "signing-room waiting-hall",
    "freight": "container-stacks lorry-queue",
    "ships": "tanker-at-anchor frigate-at-pier",
    "nights": "customs-shed fish-market",
    "cabins": "ferry-cabin cable-deck",
    "gates": "embassy-gate",
    "gardens": "ministry-garden",
    "grounds": "flags-in-rain airfield-at-night",
    "frost": "ice-on-the-quay",
    "lighthouses": "lighthouse-at-dawn lighthouse-on-a-reef",
    "shores": "island-polling-boat bridge-at-first-light",
    "river": "orlo-mill orlo-weir",
    "downstream": "orlo-barges orlo-mouth",
    "pilots": "pilot-boat",
    "charts": "chart-of-ship-sizes chart-of-cable-repairs chart-of-border-hours",
}
MODULES = {name: module for module, names in PICTURES.items() for name in names.split()}
LARGEST = 130_000  # bytes that a picture should not exceed: the repository carries them all


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or MODULES:
        module = importlib.import_module(f".drawing.{MODULES[name]}", __package__)
        # A chance of its own for each, so that a new picture does not change the others.
        picture = getattr(module, name.replace("-", "_"))(random.Random(name))  # noqa: S311
        (FOLDER / f"{name}.jpg").write_bytes(smallest(picture))


def smallest(picture) -> bytes:
    """Return the picture as a JPEG of quality 82, or of a lower one that is small enough, but of 66 at least."""
    for quality in range(82, 62, -4):
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


if __name__ == "__main__":
    main()
