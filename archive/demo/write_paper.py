"""Write the one document of the demo, `archive/demo/media/documents/repair-paper.pdf`, the same on every machine.

    python -m archive.demo.write_paper

Its words are in `repair_paper.txt`: a line that begins with `# ` is the title, with `## ` a heading, and an empty line
ends a paragraph. No library that writes PDF is among ours, and this one document is no reason for one: the typewriter
face that every reader of PDF has is as wide in each sign, so that lines can be broken by counting. The document says
its title and language, and which of its lines are headings and paragraphs, to those who have it read to them.
"""

import textwrap
from pathlib import Path

HERE = Path(__file__).parent
WORDS, PAPER = HERE / "repair_paper.txt", HERE / "media/documents/repair-paper.pdf"
WIDTH, HEIGHT, MARGIN, FOOT = 595, 842, 72, 90
# Of each kind of paragraph: name of its font, size, signs in a line, points from line to line, room above.
LOOKS = {"H1": ("B", 20, 37, 26, 0), "H2": ("B", 12, 62, 17, 16), "P": ("R", 11, 68, 15.5, 8)}
FONTS = {"R": "Courier", "B": "Courier-Bold"}


def main() -> None:
    PAPER.write_bytes(document(paragraphs(WORDS.read_text(encoding="utf-8"))))


def paragraphs(text: str) -> list[tuple[str, str]]:
    """Return kind and words of each."""
    found = []
    for part in text.strip().split("\n\n"):
        kind = {"#": "H1", "##": "H2"}.get(part.split()[0], "P")
        found.append((kind, " ".join(part.split()[kind != "P" :])))
    return found


def pages_of(parts: list[tuple[str, str]]) -> list[list[tuple[str, list[str], float]]]:
    """Return for each page its paragraphs: kind, lines, height of the first above the foot of the sheet."""
    pages, height = [[]], HEIGHT - MARGIN
    for number, (kind, words) in enumerate(parts):
        _, size, signs, step, above = LOOKS[kind]
        lines = textwrap.wrap(words, signs, break_on_hyphens=False)
        needed = above + len(lines) * step
        if kind == "H2":  # never the last line of a page
            needed += LOOKS["P"][4] + 3 * LOOKS["P"][3]
        if height - needed < FOOT and number:
            pages.append([])
            height = HEIGHT - MARGIN
        height -= above + size if pages[-1] else size
        pages[-1].append((kind, lines, height))
        height -= len(lines) * step - size
    return pages


def document(parts: list[tuple[str, str]]) -> bytes:
    pages = pages_of(parts)
    title = next(words for kind, words in parts if kind == "H1")
    # Objects by number: 1 catalogue, 2 pages, 3 tree of what is what, 4 its index, 5 facts, 6 and 7 fonts, then pages.
    first_part = 8 + 2 * len(pages)
    objects, tags, rows = {}, [], []
    for number, page in enumerate(pages):
        sheet = 8 + 2 * number
        ink, row = [], []
        for mark, (kind, lines, height) in enumerate(page):
            row.append(f"{first_part + len(tags)} 0 R")
            tags.append(f"<< /Type /StructElem /S /{kind} /P 3 0 R /Pg {sheet} 0 R /K {mark} >>")
            font, size, _, step, _ = LOOKS[kind]
            shown = " T* ".join(f"({escaped(line)} ) Tj" for line in lines)
            ink.append(
                f"/{kind} << /MCID {mark} >> BDC BT /{font} {size} Tf {step} TL {MARGIN} {height:g} Td {shown} ET EMC"
            )
        # A page's number is no part of the text: it is not read out.
        foot = f"(Page {number + 1} of {len(pages)}) Tj"
        ink.append(f"/Artifact BMC BT /R 9 Tf {MARGIN} {MARGIN - 24} Td {foot} ET EMC")
        stream = "\n".join(ink)
        objects[sheet] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {sheet + 1} 0 R "
            f"/StructParents {number} /Tabs /S /Resources << /Font << /R 6 0 R /B 7 0 R >> >> >>"
        )
        objects[sheet + 1] = f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream"
        rows.append(f"{number} [{' '.join(row)}]")
    kids = " ".join(f"{8 + 2 * number} 0 R" for number in range(len(pages)))
    elements = " ".join(f"{first_part + number} 0 R" for number in range(len(tags)))
    objects |= {
        1: "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot 3 0 R "
        "/ViewerPreferences << /DisplayDocTitle true >> >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: f"<< /Type /StructTreeRoot /K [{elements}] /ParentTree 4 0 R /ParentTreeNextKey {len(pages)} >>",
        4: f"<< /Nums [{' '.join(rows)}] >>",
        5: f"<< /Title ({escaped(title)}) /Author (The Meridian, an invented magazine) >>",
        **{6 + place: face(name) for place, name in enumerate(FONTS.values())},
        **{first_part + number: tag for number, tag in enumerate(tags)},
    }
    return file_of(objects)


def face(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def escaped(words: str) -> str:
    return "".join(f"\\{sign}" if sign in "()\\" else sign for sign in words)


def file_of(objects: dict[int, str]) -> bytes:
    """Return the file: its objects in order, and the table that says at which byte each begins."""
    file, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number in sorted(objects):
        places.append(len(file))
        file += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, begin = len(places) + 1, len(file)
    file += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n".encode()
    return bytes(file + f"<< /Size {size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode())


if __name__ == "__main__":
    main()
