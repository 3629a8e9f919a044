"""A letter wrong is no reason to find nothing; a word that is right stays as it is."""

import pytest

from search import repairs
from search.finding import find
from search.models import Synonym
from search.questions import Question
from tests.factories import make_author, make_section, make_site, make_story

pytestmark = pytest.mark.django_db

HEADLINES = ["The government in Kyiv", "Salt, sacks and salt", "Zelenskyy’s negotiations", "Ferries of Port Ellery"]


@pytest.fixture(scope="module", autouse=True)
def stories(make_once):
    def build():
        section = make_section(make_site())
        for headline in HEADLINES:
            make_story(section, headline, authors=[make_author(f"Ana {headline[:6].strip()}")])

    make_once(build)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("goverment", "government"),  # dropped
        ("governmment", "government"),  # doubled
        ("govermnent", "government"),  # swapped
        ("govertment", "government"),  # wrong
        ("govermnemt", "government"),  # two in a long word
        ("Goverment OF kyiv", "government OF kyiv"),
        ("sact", "salt"),
        ("nego", "negotiations"),  # half
        ("zelensk", "zelenskyy"),
        ("ne", "ne"),  # too little of one
        ("elery", "ellery"),  # half a double is likelier than another letter
        ("portellery", "port ellery"),
        ('goverment "goverment"', 'government "goverment"'),
        ("-goverment salt", "-goverment salt"),
        ("governments", "governments"),  # right: its ending differs
        ("salts", "salts"),
        ("kiyv", "kyiv"),
        ("xyzzyq", "xyzzyq"),
        ("g0verment", "g0verment"),
        ("the", "the"),
        ("og", "og"),
    ],
)
def test_only_what_no_story_holds_is_repaired(typed, searched):
    answer = find(Question(typed))

    assert answer.searched == searched
    assert answer.is_repaired == (typed != searched)
    assert answer.question.text == typed


def test_of_words_as_near_one_wins_that_stands_beside_the_same_word():
    section = make_section(make_site(), "Rivers")
    make_story(section, "Counts of birds at the gate")
    for number in range(3):
        make_story(section, f"What it costs, part {number}")

    assert find(Question("conts")).searched == "costs"
    assert find(Question("conts of birds")).searched == "counts of birds"
    assert find(Question("what it conts")).searched == "what it costs"


def test_a_slip_at_the_end_is_likelier_than_half_a_word():
    section = make_section(make_site(), "Science")
    make_story(section, "Protein")
    for number in range(3):
        make_story(section, f"Proteinase {number}")

    assert find(Question("protei")).searched == "protein"
    assert find(Question("prote")).searched == "proteinase"


def test_a_few_letters_are_the_beginning_of_a_name_or_else_of_the_commonest_word():
    section = make_section(make_site(), "Rivers")
    for number in range(3):
        make_story(section, f"Women of the morning {number}")
    make_story(section, "A womb, and more", authors=[make_author("Ines Moreau")])

    assert find(Question("wom")).searched == "women"
    assert find(Question("mor")).searched == "moreau"
    assert find(Question("wome")).searched == "women"


def test_no_more_than_some_words_of_a_question_are_repaired():
    words = [f"salt{letter}" for letter in "abcdefghijklmnopqrtuvwxyz"]

    found = repairs.repairs(words)

    assert set(found.values()) == {"salt"}
    assert len(found) == repairs.MOST_REPAIRED < len(words)


def test_the_original_can_be_asked_for():
    assert find(Question("goverment")).total == 1
    assert find(Question("goverment", is_exact=True)).total == 0


def test_words_of_house_synonyms_are_right_and_repairs_lead_to_them():
    Synonym.objects.create(words="Kyiv, Kiew, Kiewskij")

    assert find(Question("kiewsk")).searched == "kiewskij"
    assert find(Question("kiew")).searched == "kiew"
    assert find(Question("kieww")).searched == "kiew"
    assert find(Question("kieww")).total == 1


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("ferry", "ferry", 0),
        ("ferry", "fery", 1),
        ("ferry", "ferrry", 1),
        ("ferry", "frery", 1),
        ("ferry", "fexry", 1),
        ("ca", "abc", 3),
        ("ferry", "feyrr", 2),
        ("ferry", "boat", 3),
    ],
)
def test_errors_are_counted_in_letters(one, other, errors):
    assert repairs.distance(one, other, 2) == repairs.distance(other, one, 2) == errors
