"""In a large magazine the rarest words of a question lead to its answer, and common ones are not counted each time."""

import pytest

from search import finding, ranking
from search.engines import engine, postgresql, rarity, sqlite
from search.models import Posting
from search.questions import Question
from search.wanted import Group, Must, Wanted
from tests.factories import make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db

# By how many stories hold them: quay 2, ferry 6, harbour 8, islands 16.
STORIES = 16
SENTENCE = "Why does the ferry of the islands leave its harbour without the quay?"
WANTED = Wanted(tuple(Group(((term,),)) for term in ("quay", "ferri", "harbour", "island")))


@pytest.fixture(scope="module")
def magazine(make_once):
    return make_once(make_stories)


def make_stories():
    section, topic = make_section(make_site()), make_topic("Coasts")
    for number in range(STORIES):
        words = [
            "islands " * (1 + number % 5),
            "harbour " * (1 + number % 3) if number % 2 else "",
            "ferry " * (1 + number % 4) if number % 3 == 0 else "",
            "quay" if number % 8 == 0 else "",
        ]
        make_story(
            section,
            f"Story {number}",
            body=[{"type": "paragraph", "value": {"text": f"<p>{' '.join(words)}</p>"}}],
            topics=[topic] if number in (0, 1) else [],
        )
    return section


@pytest.fixture
def large(monkeypatch):
    """Have sixteen stories be many: seven lead to the answer."""
    monkeypatch.setattr(finding, "LARGE", 10)
    monkeypatch.setattr(rarity, "LARGE", 10)
    monkeypatch.setattr(finding, "ENOUGH", 7)
    monkeypatch.setattr(finding, "WORTH_WHILE", 8)
    for engine_module in (sqlite, postgresql):
        monkeypatch.setattr(engine_module, "MOST_LED", 6)


def ranked(wanted, limit=30):
    return engine().ranked(wanted, ranking.LONG, Must.HOLD_ANY, limit)


def test_only_the_best_by_the_leading_words_are_ranked_by_all(magazine, large):
    leading = WANTED.groups[:2]
    led = ranked(WANTED.but(leading=leading))
    best = {match.story_id for match in ranked(WANTED.but(groups=leading))[:6]}

    assert len(led) == 6
    assert {match.story_id for match in led} == best
    assert led == [match for match in ranked(WANTED) if match.story_id in best], "the scores are those of all words"


def test_a_sentence_is_answered_by_what_its_rarest_words_lead_to(magazine, large, monkeypatch):
    asked = []
    monkeypatch.setattr(type(engine()), "ranked", noted(type(engine()).ranked, asked))

    found = finding.rank(Question(SENTENCE), 5)

    terms = {group.alternatives[0][0] for group in asked[0].leading}
    assert terms >= {"quay", "ferri"}
    assert terms.isdisjoint({"island", "harbour"}), "the islands are in every story, the harbour in half of them"
    for name, value in (("LARGE", 1_000), ("WORTH_WHILE", 10_000)):
        with monkeypatch.context() as otherwise:
            otherwise.setattr(finding, name, value)
            asked.clear()
            assert finding.rank(Question(SENTENCE), 5) == found
            assert asked[0].leading == ()


def noted(ranked, asked):
    def note(self, wanted, *rest):
        asked.append(wanted)
        return ranked(self, wanted, *rest)

    return note


def test_where_the_rarest_words_lead_to_too_few_all_are_looked_at(magazine, large):
    """Of what was narrowed to, only two stories are left, and one of them has none of the rare words."""
    answer = finding.find(Question(f"{SENTENCE} topic:coasts"))

    assert {hit.story.title for hit in answer.hits} == {"Story 0", "Story 1"}


def test_all_words_are_still_looked_for_in_short_questions(magazine, large):
    assert finding.find(Question("harbour ferry")).total == 3
    assert finding.find(Question("islands quay")).total == 2


@pytest.mark.parametrize("must", Must)
def test_a_phrase_and_an_exclusion_hold(magazine, large, must):
    phrase = Group((("ferri", "ferri"),), is_strict=True)
    wanted = Wanted((*WANTED.groups[2:], phrase), excluded=(("quay",),))
    plain = Wanted((Group((("ferri",),)),))

    holding = {match.story_id for match in ranked(plain)}
    found = {match.story_id for match in engine().ranked(wanted, ranking.LONG, must, 30)}

    assert found < holding
    assert found.isdisjoint(match.story_id for match in ranked(Wanted((Group((("quay",),)),))))


def test_how_many_stories_hold_a_word_is_counted_once_in_a_while(magazine, large, django_assert_num_queries):
    if type(engine()) is not postgresql.PostgreSQL:
        pytest.skip("This is about PostgreSQL's engine.")
    terms = ["island", "quay", "ferri", "nowhere"]
    held = {term: Posting.objects.filter(term=term).count() for term in terms}
    with django_assert_num_queries(1):
        exact = rarity.weights_of(terms)

    assert rarity.holding(terms) == held == {"island": 16, "quay": 2, "ferri": 6, "nowhere": 0}
    assert rarity.weights_of(terms) == exact
    with django_assert_num_queries(1):
        assert rarity.holding(["island", "quay"]) == {"island": 16, "quay": 2}, "few are counted anew"
    with django_assert_num_queries(0):
        assert rarity.holding(["island"]) == {"island": 16}


def test_in_a_small_magazine_nothing_is_kept(magazine):
    if type(engine()) is not postgresql.PostgreSQL:
        pytest.skip("This is about PostgreSQL's engine.")

    rarity.weights_of(["island"])

    assert rarity.holding(["island"]) is None
