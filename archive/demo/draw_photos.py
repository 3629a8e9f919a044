"""Draw the pictures of the demo into `archive/demo/media/photos`, the same on every machine.

    python -m archive.demo.draw_photos [name …]

A tool for those who work on the demo: what it draws is in the repository.
"""

import random
import sys
from pathlib import Path

from .drawing import cities, graphics, scenes

FOLDER = Path(__file__).parent / "media/photos"
OLIVE, PALE, BROWN, DEEP = (198, 150, 116), (234, 200, 176), (158, 106, 76), (104, 68, 50)
PICTURES = {
    "harbour-at-dusk": scenes.harbour_at_dusk,
    "strait-with-ferries": scenes.strait_with_ferries,
    "grain-silos": scenes.grain_silos,
    "border-in-the-mountains": scenes.border_in_the_mountains,
    "lorries-at-dawn": scenes.lorries_at_dawn,
    "cable-ship": scenes.cable_ship,
    "night-over-the-mast": scenes.night_over_the_mast,
    "dam-in-a-valley": scenes.dam_in_a_valley,
    "ministry-at-night": cities.ministry_at_night,
    "bridge-in-fog": cities.bridge_in_fog,
    "rooftops": cities.rooftops,
    "long-table": cities.long_table,
    "market-hall": cities.market_hall,
    "map-of-the-strait": graphics.map_of_the_strait,
    "chart-of-crossings": graphics.chart_of_crossings,
    "cable-chart": graphics.cable_chart,
    "logo": graphics.logo,
    "ines-moreau": graphics.portrait("bun", PALE, (52, 70, 92), (196, 172, 140)),
    "tomas-varga": graphics.portrait("short", PALE, (70, 60, 56), (142, 164, 166)),
    "leyla-aydin": graphics.portrait("long", OLIVE, (120, 52, 60), (206, 186, 160)),
    "samir-haddad": graphics.portrait("short", BROWN, (44, 58, 54), (190, 178, 150)),
    "olena-marchenko": graphics.portrait("long", PALE, (64, 82, 66), (172, 182, 196)),
    "amara-dlamini": graphics.portrait("scarf", DEEP, (150, 92, 44), (204, 190, 166)),
    "jonas-lind": graphics.portrait("bald", PALE, (38, 48, 66), (178, 170, 158)),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or PICTURES:
        # A chance of its own for each, so that a new picture does not change the others.
        picture = PICTURES[name](random.Random(name))  # noqa: S311
        picture.save(FOLDER / f"{name}.jpg", "JPEG", quality=80, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
