"""The colours of both themes, read from `tokens.css`: everybody can read what stands on what."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

TOKENS = (Path(__file__).resolve().parents[1] / "static/css/tokens.css").read_text()
THEMES = {"light": 0, "dark": 1}
PAIRS = dict(re.findall(r"(--raw-[\w-]+): light-dark\((#\w+, #\w+)\);", TOKENS))
MEANINGS = dict(re.findall(r"--([\w-]+): var\((--raw-[\w-]+)\);", TOKENS))
TEXT, CONTROL = 7, 3
STANDS_ON = [
    *((text, ground, TEXT) for ground in ("paper", "paper-raised") for text in ("ink", "ink-muted")),
    *((text, ground, TEXT) for ground in ("paper", "paper-raised") for text in ("link", "link-visited", "accent")),
    ("on-accent", "accent", TEXT),
    ("paper", "ink", TEXT),  # buttons
    ("ink", "highlight", TEXT),
    ("control", "paper", CONTROL),
    ("control", "paper-raised", CONTROL),
]


def colour(meaning: str, theme: str) -> str:
    return PAIRS[MEANINGS[meaning]].split(", ")[THEMES[theme]]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("upper", "ground", "least"), STANDS_ON)
def test_what_stands_on_a_ground_can_be_told_from_it(upper, ground, least, theme):
    darker, lighter = sorted(luminance(colour(each, theme)) for each in (upper, ground))

    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_no_colour_escapes_the_two_themes():
    beside = re.findall(r"--([\w-]+): (?:#|light-dark|rgb|hsl|oklch)", TOKENS)

    assert {f"--{name}" for name in beside} == set(PAIRS)
    assert set(MEANINGS.values()) - set(PAIRS) == {"--raw-dimming"}


def test_a_browser_that_knows_one_theme_only_gets_the_same_light_one():
    before = TOKENS.split("@supports")[0]

    assert dict(re.findall(r"(--raw-[\w-]+): (#\w+);", before)) == {
        name: pair.split(", ")[0] for name, pair in PAIRS.items()
    }


def test_the_browsers_own_bars_take_the_colour_of_the_paper():
    head = render_to_string("includes/colours.html")

    for theme in THEMES:
        assert f'content="{colour("paper", theme)}" media="(prefers-color-scheme: {theme})"' in head
