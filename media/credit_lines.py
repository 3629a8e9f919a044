"""Credit lines as agencies write them: who of “AP Photo/Jane Doe” is the agency, and who the person."""

import re
import unicodedata
from collections.abc import Iterator

SEPARATOR = re.compile(r"\s*[/|,;()–—]\s*|\s+-\s+|\s+(?:via|for|through|by)\s+|\s*\bfor\s+", re.IGNORECASE)
# Said with an agency's name or left out, as it comes: AP, AP Photo, AP Images.
BESIDE = {"photo", "photos", "image", "images", "picture", "pictures", "foto", "fotos", "bild"}
BEFORE_A_NAME = re.compile(
    r"^\s*(?:(?:photo(?:graph)?s?|foto|image|picture|illustration|credit)\s*(?:by\b|:)|by\b|©|\(c\)|copyright\b)\s*[:\d]*\s*",
    re.IGNORECASE,
)


def plain(name: str) -> str:
    """Return the letters that two ways of writing an agency's name have in common: “A.P. Photo” and “AP” give “ap”."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = re.sub(r"[^\w\s-]+", "", bare.casefold()).replace("-", " ").replace("_", " ").split()
    return "".join([word for word in words if word not in BESIDE] or words)


def readings(credit: str) -> Iterator[tuple[str, str]]:
    """Yield each way to read `credit` as the name of an agency and the rest of the line."""
    yield credit, ""
    for match in SEPARATOR.finditer(credit):
        before, after = credit[: match.start()], credit[match.end() :]
        yield before, after
        yield after, before


def without(credit: str, name: str) -> str:
    """Return what `credit` says beside `name`: of “Jo Lee/Some Agency” and “Jo Lee” it is “Some Agency”.

    Returns all of it where it does not say the name, and "" where it says nothing else.
    """
    for part, rest in readings(credit):
        if plain(part) == plain(name):
            return person(rest)
    return credit


def person(text: str) -> str:
    """Return a person's name without the words that stand before it: “Photo by Jo Lee” gives “Jo Lee”."""
    return BEFORE_A_NAME.sub("", text).strip(" /|,;()–—-")
