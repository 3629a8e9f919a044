"""The fonts of readers' pages: small, whole, licensed, and found under the names that pages give."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.management import call_command
from fontTools.ttLib import TTFont

from tests.factories import make_site

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "static/fonts"
FACES = re.findall(
    r'font-style: (\w+);.*?url\("fonts/([\w-]+\.woff2)"\).*?unicode-range: ([^;]+);',
    Path(finders.find("site.css")).read_text(),
)


def letters(ranges: str) -> set[int]:
    found = set()
    for part in ranges.split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_the_first_view_loads_at_most_70_kilobytes_of_fonts():
    assert sum((FONTS / name).stat().st_size for name in ("newsreader.woff2", "public-sans.woff2")) <= 70_000


def test_the_style_sheet_names_every_font_file():
    assert sorted(file for _, file, _ in FACES) == sorted(path.name for path in FONTS.glob("*.woff2"))


@pytest.mark.parametrize(("style", "file", "ranges"), FACES)
def test_a_font_file_holds_just_the_letters_it_is_asked_for(style, file, ranges):
    font = TTFont(FONTS / file)

    assert set(font.getBestCmap()) == letters(ranges)
    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] if "fvar" in font else []
    assert axes == ([] if style == "italic" else [("wght", 400, 700)])


@pytest.mark.parametrize(
    "words",
    [
        "“It’s done” – she said — ‘at last’ … €5 «non» „nein“",
        "Łódź, Świętokrzyskie, Wałęsa, żółć, Częstochowa",
        "İstanbul, Erdoğan, Beşiktaş, Çağlayan, ığüşöç",
        "Příliš žluťoučký kůň úpěl ďábelské ódy, Šafařík, Ňa",
        "Őrbán Ștefan Țepeș Əliyev Ħamrun Ŵyn Đoković",
    ],
)
@pytest.mark.parametrize("family", ["newsreader", "newsreader-italic", "public-sans"])
def test_names_of_our_neighbours_need_no_other_font(family, words):
    names = {f"{family}.woff2", f"{family}-extended.woff2"}
    held = set().union(*(letters(ranges) for _, file, ranges in FACES if file in names))

    assert [letter for letter in words if ord(letter) not in held] == []


def test_every_font_has_its_licence_beside_it_and_none_reserves_its_name():
    licences = sorted(FONTS.glob("*-licence.txt"))

    assert [path.name for path in licences] == ["newsreader-licence.txt", "public-sans-licence.txt"]
    for path in licences:
        granted, terms = path.read_text().split("SIL OPEN FONT LICENSE Version 1.1", 1)
        assert "Reserved Font Name" not in granted
        assert "PERMISSION & CONDITIONS" in terms


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=str)
def test_templates_name_only_static_files_that_there_are(path):
    named = re.findall(r"""{% static ["']([^"']+)["'] %}""", path.read_text())

    assert [name for name in named if not finders.find(name)] == []


@pytest.fixture
def collected(settings, tmp_path):
    """Collect and serve the static files as a production site does."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.deep
@pytest.mark.django_db
def test_the_page_and_its_style_sheet_call_the_font_by_one_name_that_may_be_kept_for_ever(client, collected):
    make_site()
    page = BeautifulSoup(client.get("/").content, "html.parser")
    sheet = page.find("link", rel="stylesheet")["href"]
    text = b"".join(client.get(sheet).streaming_content).decode()
    named = [f"/static/{name}" for name in re.findall(r'url\("(fonts/[^"]+)"\)', text)]

    preloaded = page.find_all("link", rel="preload")
    assert {link["href"] for link in preloaded} <= set(named)
    assert [(link["as"], link["type"], link.has_attr("crossorigin")) for link in preloaded] == [
        ("font", "font/woff2", True)
    ]
    assert len(named) == len(FACES)
    for address in named:
        font = client.get(address)
        assert font.status_code == 200
        assert font["Content-Type"] == "font/woff2"
        assert font["Cache-Control"] == "max-age=315360000, public, immutable"
        font.close()
