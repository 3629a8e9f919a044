"""Cut the readers' fonts: write `static/fonts/` and `static/css/fonts.css` anew.

usage: make fonts

The fonts come whole from the packages named below and are cut to the letters and weights that pages use. Neither
licence reserves a font name, so the cut files keep theirs; the script stops should a later version reserve one.

Beside each font stand faces of what readers have on their machines already, stretched to the same size, so that nothing
moves when the font arrives. How far each is stretched is computed here: the width of the demo's prose in our font over
its width in theirs. Georgia, Times New Roman and Arial may not be handed on, so fonts are measured that were drawn to
have exactly their widths: Gelasio, Tinos and Arimo.
"""

import atexit
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
FONTS, SHEET, PROSE = ROOT / "static/fonts", ROOT / "static/css/fonts.css", ROOT / "archive/demo/stories.jsonl"
VERSION = "5.3.0"
WEIGHTS = (400, 400, 700)  # from, usual, to
ONE_WEIGHT = (400, 400, 400)  # bold italic is so rare that the browser may embolden it
FEATURES = ["kern", "liga", "mark", "mkmk", "locl", "calt", "ccmp", "rvrn", "tnum"]
# What every page needs, then what names from Poland, Turkey, Azerbaijan or Wales need besides.
# A file lacks what its font has not drawn; its unicode-range is read from the file.
LATIN = "20-7E A0-FF 131 152-153 2BC 2C6 2DA 2DC 2010-2015 2018-201E 2022 2026 2032-2033 2039-203A 2044 20AC 2122 2212"
EXTENDED = (
    "100-130 132-151 154-17F 18F 192 1CD-1DC 1E6-1E7 218-21B 259 1E0C-1E0D 1E24-1E25 1E62-1E63 1E6C-1E6D 1E80-1E85 "
    "1E92-1E93 1E9E 1EF2-1EF3 2020-2021 20BA 20BD"
)


@dataclass(frozen=True)
class Face:
    """One style of one font, and the weight at which readers mostly meet it."""

    family: str
    file: str
    source: str  # the file in its package, with a place for the part
    style: str = "normal"
    weights: tuple[int, int, int] = WEIGHTS

    @property
    def package(self) -> str:
        return "@fontsource-variable/" + self.family.lower().replace(" ", "-")


@dataclass(frozen=True)
class StandIn:
    """A font on readers' machines that is shown until ours is there: its names, and the font to measure it by."""

    family: str
    named: str
    local: tuple[str, ...]
    package: str

    def file(self, weight: int, style: str) -> Path:
        return unpacked(self.package) / f"files/{self.package.split('/')[1]}-latin-{weight}-{style}.woff2"


FACES = [
    Face("Newsreader", "newsreader", "newsreader-{}-wght-normal"),
    Face("Newsreader", "newsreader-italic", "newsreader-{}-wght-italic", "italic", ONE_WEIGHT),
    Face("Public Sans", "public-sans", "public-sans-{}-wght-normal"),
]
STAND_INS = [
    StandIn("Newsreader", "Newsreader Georgia", ("Georgia", "Gelasio"), "@fontsource/gelasio"),
    StandIn("Newsreader", "Newsreader Times", ("Times New Roman", "Liberation Serif", "Tinos"), "@fontsource/tinos"),
    StandIn("Newsreader", "Newsreader Noto", ("Noto Serif",), "@fontsource/noto-serif"),
    StandIn("Public Sans", "Public Sans Roboto", ("Roboto",), "@fontsource/roboto"),
    StandIn("Public Sans", "Public Sans Arial", ("Arial", "Liberation Sans", "Arimo"), "@fontsource/arimo"),
    StandIn("Public Sans", "Public Sans DejaVu", ("DejaVu Sans",), "@fontsource/dejavu-sans"),
]
# Which weight of ours is measured against which of theirs, and for which range of weights theirs then stands.
# Headlines and labels are set in 600; the other fonts have no weight between 400 and 700.
MEETINGS = {
    ("Newsreader", "normal"): [(400, 400, "400"), (600, 700, "500 700")],
    ("Newsreader", "italic"): [(400, 400, "400 700")],
    ("Public Sans", "normal"): [(400, 400, "400"), (600, 700, "500 700")],
}


def main() -> None:
    rules = []
    FONTS.mkdir(exist_ok=True)
    for face in FACES:
        copy_licence(face)
        for part, letters, ending in (("latin", LATIN, ""), ("latin-ext", EXTENDED, "-extended")):
            font = cut(face_file(face, part), numbers(letters), face.weights)
            name = f"{face.file}{ending}.woff2"
            font.save(FONTS / name)
            rules.append(face_rule(face, name, ranges(font.getBestCmap())))
    rules += [rule for stand_in in STAND_INS for rule in stand_in_rules(stand_in)]
    SHEET.write_text(
        "/* Written by deploy/cut_fonts.py, which says where the figures come from. */\n" + "\n".join(rules)
    )
    for file in sorted(FONTS.iterdir()):
        print(f"{file.stat().st_size:>7,}  {file.name}")


@cache
def unpacked(package: str) -> Path:
    """Fetch a package and return the folder of its files."""
    npm = shutil.which("npm") or sys.exit("npm fetches the fonts: install it, or keep the files as they are.")
    folder = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, folder)
    subprocess.run([npm, "pack", "--silent", f"{package}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    (archive,) = folder.glob("*.tgz")
    shutil.unpack_archive(archive, folder, filter="data")
    return folder / "package"


def face_file(face: Face, part: str) -> Path:
    return unpacked(face.package) / f"files/{face.source.format(part)}.woff2"


def copy_licence(face: Face) -> None:
    text = (unpacked(face.package) / "LICENSE").read_text(encoding="utf-8")
    terms = text.index("SIL OPEN FONT LICENSE")
    if "reserved font name" in text[:terms].lower():
        sys.exit(f"The licence of {face.family} reserves a font name: a cut font needs a name of its own.")
    (FONTS / f"{face.family.lower().replace(' ', '-')}-licence.txt").write_text(text, encoding="utf-8")


def cut(path: Path, letters: set[int], weights: tuple[int, int, int]) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": weights}, inplace=True)
    font.flavor = "woff2"
    return font


def face_rule(face: Face, file: str, letters: str) -> str:
    first, _, last = face.weights
    weights = f"{first}" if first == last else f"{first} {last}"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; font-weight: {weights}; '
        f'font-display: swap; src: url("../fonts/{file}") format("woff2"); unicode-range: {letters}; }}\n'
    )


def stand_in_rules(stand_in: StandIn) -> Iterator[str]:
    for face in FACES:
        if face.family != stand_in.family:
            continue
        ours = TTFont(face_file(face, "latin"))
        em, line = ours["head"].unitsPerEm, ours["hhea"]
        for weight, their_weight, stands_for in MEETINGS[face.family, face.style]:
            drawn = instantiateVariableFont(TTFont(face_file(face, "latin")), {"wght": weight})
            size = width(drawn) / width(TTFont(stand_in.file(their_weight, face.style)))
            ending = {400: "", 700: " Bold"}[their_weight] + {"normal": "", "italic": " Italic"}[face.style]
            sources = ", ".join(f'local("{name}{ending}")' for name in stand_in.local)
            yield (
                f'@font-face {{ font-family: "{stand_in.named}"; font-style: {face.style}; font-weight: {stands_for}; '
                f"src: {sources}; size-adjust: {size:.2%}; ascent-override: {line.ascent / em / size:.2%}; "
                f"descent-override: {-line.descent / em / size:.2%}; line-gap-override: 0%; }}\n"
            )


def width(font: TTFont) -> float:
    """Return the width of the demo's prose, in ems a letter, kerning left out."""
    letters, advances = font.getBestCmap(), font["hmtx"]
    counted = {letter: count for letter, count in prose().items() if ord(letter) in letters}
    total = sum(advances[letters[ord(letter)]][0] * count for letter, count in counted.items())
    return total / font["head"].unitsPerEm / sum(counted.values())


@cache
def prose() -> Counter[str]:
    """Return how often each letter stands in the demo's longer texts, of those that all the fonts have."""
    texts = [text for line in PROSE.read_text(encoding="utf-8").splitlines() for text in strings(json.loads(line))]
    long = (re.sub(r"<[^>]+>", "", text) for text in texts if len(text) > 80)
    return Counter(letter for text in long for letter in text if " " <= letter <= "~")


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def numbers(text: str) -> set[int]:
    """Return the code points of a list such as "20-7E 131"."""
    ends = (part.partition("-") for part in text.split())
    return {number for first, _, last in ends for number in range(int(first, 16), int(last or first, 16) + 1)}


def ranges(letters: Iterable[int]) -> str:
    """Return code points as CSS writes them, such as "U+20-7E, U+131"."""
    runs: list[list[int]] = []
    for number in sorted(letters):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


if __name__ == "__main__":
    main()
