"""Words of a text that were asked for are found where they stand, in whatever form and script."""

import json
import random
from collections.abc import Iterator

import pytest

from archive.management.commands.load_demo import FOLDER
from search import analysis

ODD = [
    "U.S. and U.S.A. in N.A.T.O., 2,000 l’Europe d’Estaing O’Brien rock’n’roll don’t foo_bar a.b.c 1.5 3,14",
    "Türkiye's Straße Æsir 東京タワー Київ Йод ё na\u0308ive soft\u00adhyphen zero\u200bwidth ½ ² ① ﬁne",
    "İstanbul ＡＢＣ العربيّة हिन्दी ไทย 한국어 \u0301 E\u0301",
    "dying DIED die lying tying skies cries cry hopping hoping relational rationalization possibly idly gently early",
]


def texts_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def the_slow_way(text: str, wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    return [(token.start, token.end, token.term) for token in analysis.tokens(text) if token.term in wanted]


@pytest.mark.parametrize("text", ODD)
def test_every_word_of_an_odd_text_is_found(text):
    for term in set(analysis.terms(text)):
        assert analysis.places(text, frozenset([term])) == the_slow_way(text, frozenset([term])), term


def test_words_are_found_in_every_text_of_the_demo():
    chance = random.Random(3)  # noqa: S311
    texts = [
        text for line in (FOLDER / "stories.jsonl").read_text().splitlines() for text in texts_in(json.loads(line))
    ]
    others = sorted({term for text in texts for term in analysis.terms(text)})
    found = 0
    for text in texts[::7]:
        own = analysis.terms(text)
        wanted = frozenset([*chance.sample(own, min(len(own), 4)), *chance.sample(others, 4)])
        places = analysis.places(text, wanted)
        assert places == the_slow_way(text, wanted), (text, wanted)
        found += len(places)
    assert found > len(texts) / 4
