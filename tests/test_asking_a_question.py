"""What a search understands, and which story it puts first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from search.finding import find
from search.language import tidy
from search.models import Synonym
from search.questions import Question, Sort
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture(scope="module")
def three_stories(make_once):
    """Of another author, column, topic, month and year."""

    def build():
        section = make_section(make_site())
        make_story(
            section,
            "Grain corridor opens",
            standfirst="The ferry never came back",
            authors=[make_author("Inès Moreau")],
            published_at=datetime(2025, 3, 31, 12, tzinfo=UTC),
        )
        make_story(
            section,
            "A corridor of grey",
            column=make_column("Letter from the Quay"),
            published_at=datetime(2026, 5, 1, tzinfo=UTC),
        )
        make_story(
            section, "Silo and grain", topics=[make_topic("Grain deals")], published_at=datetime(2026, 6, 1, tzinfo=UTC)
        )

    make_once(build)


def paragraph(text: str) -> list:
    return [("paragraph", {"text": f"<p>{text}</p>"})]


def found(text: str, **rest) -> list[str]:
    """Return the headlines that hold all that was asked, best first."""
    return [hit.story.title for hit in find(Question(text, **rest)).hits if not hit.is_partial]


def test_endings_accents_and_case_do_not_matter(section):
    make_story(section, "Türkiye’s ferries sail on", authors=[make_author("Olena Łukasz")])

    for text in ("ferry", "FERRIES", "turkiye", "Türkiye", "sailing", "lukasz", "turkiyes ferry"):
        assert found(text) == ["Türkiye’s ferries sail on"], text


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ('"grain corridor"', ["Grain corridor opens"]),
        ("“grain corridor”", ["Grain corridor opens"]),
        ("«grain corridor»", ["Grain corridor opens"]),
        ("corridor -grain", ["A corridor of grey"]),
        ('corridor -"grain corridor"', ["A corridor of grey"]),
        ("corridor -a", ["A corridor of grey", "Grain corridor opens"]),
        ("grey OR silo", ["A corridor of grey", "Silo and grain"]),
        ('"grain corridor" OR silo', ["Grain corridor opens", "Silo and grain"]),
        ("author:moreau", ["Grain corridor opens"]),
        ("AUTHOR:moreau", ["Grain corridor opens"]),
        ('author:"ines MOREAU"', ["Grain corridor opens"]),
        ("author:ines-moreau corridor", ["Grain corridor opens"]),
        ("author:more", ["Grain corridor opens"]),
        ("-author:moreau", ["A corridor of grey", "Silo and grain"]),
        ("column:quay", ["A corridor of grey"]),
        ("author:moreau OR author:nobody-else", ["Grain corridor opens"]),
        ("author:nobody-else OR author:moreau", ["Grain corridor opens"]),
        ("column:quay OR topic:deals", ["A corridor of grey", "Silo and grain"]),
        ("author:moreau column:quay", []),
        ("silo OR author:moreau", []),
        ("author:moraeu", ["Grain corridor opens"]),
        ("colunm:quay", []),
        ('topic:"grain deals"', ["Silo and grain"]),
        ("section:reporting grain", ["Grain corridor opens", "Silo and grain"]),
        ("grain after:2026", ["Silo and grain"]),
        ("grain before:2026", ["Grain corridor opens"]),
        ("grain before:2025-03-31", []),
        ("grain after:2025-03-31 before:2025-04", ["Grain corridor opens"]),
        ("grain 2025", ["Grain corridor opens"]),
        ("grain march", ["Grain corridor opens"]),
    ],
)
def test_the_language_of_questions(three_stories, text, headlines):
    assert sorted(found(text)) == sorted(headlines)


def test_a_name_that_nobody_has_counts_as_words_and_that_is_said(section):
    make_story(section, "Ferry talks")

    answer = find(Question("author:ferry"))

    assert [hit.story.title for hit in answer.hits] == ["Ferry talks"]
    assert answer.tried == ("No author is called “ferry”.",)


def test_a_name_with_a_typing_error_is_taken_for_the_nearest_and_that_is_said(three_stories):
    answer = find(Question('author:"ines moraeu"'))

    assert answer.total == 1
    assert answer.tried == ("No author is called “ines moraeu”. Searched for “Inès Moreau” instead.",)


@pytest.mark.parametrize("text", ["corridor -author:nobody-else", "corridor −author:nobody-else"])
def test_nobody_to_leave_out_is_told_too(three_stories, text):
    answer = find(Question(text))

    assert answer.tried == ("No author is called “nobody-else”.",)
    assert answer.total == 2


def test_a_typeset_minus_leaves_out_too(three_stories):
    for minus in "−–‐":
        assert found(f"corridor {minus}grain") == ["A corridor of grey"]


def test_a_quoted_name_that_nobody_has_is_looked_for_word_by_word(three_stories):
    answer = find(Question('author:"grey corridor"'))

    assert answer.tried == ("No author is called “grey corridor”.",)
    assert [hit.story.title for hit in answer.hits if not hit.is_partial] == ["A corridor of grey"]


@pytest.mark.parametrize("text", ["corridor before:today", "corridor after:november"])
def test_a_word_for_a_day_is_none(three_stories, text):
    answer = find(Question(text))

    assert answer.searched == text
    assert answer.total == 2
    assert "names no day" in answer.tried[0]
    assert find(Question("before: corridor")).tried == ()


def test_a_day_that_is_none_is_left_out_and_that_is_said(three_stories):
    answer = find(Question("grain after:2026-13"))

    assert answer.total == 2
    assert answer.tried == ("“after:2026-13” names no day: write 2026, 2026-11 or 2026-11-30.",)


def test_words_that_stand_side_by_side_in_no_story_are_looked_for_one_by_one(section):
    make_story(section, "Corridor for grain")

    answer = find(Question('"grain corridor"'))

    assert [hit.story.title for hit in answer.hits] == ["Corridor for grain"]
    assert answer.tried == ("No story has these words side by side, as in quotation marks.",)


def test_of_a_phrase_that_is_nowhere_all_telling_words_count_before_some_do(section):
    make_story(section, "Grain of the north")
    make_story(section, "The price of bread")
    make_story(section, "Bread and grain")

    answer = find(Question('"bread of the grain"'))
    assert (answer.total, [hit.story.title for hit in answer.hits if not hit.is_partial]) == (1, ["Bread and grain"])

    assert all(hit.is_partial for hit in find(Question('"banana of the grain"')).hits)


def test_a_phrase_does_not_run_from_one_field_into_the_next(section):
    make_story(section, "The price of grain", standfirst="Corridor talks begin")

    assert find(Question('"grain corridor"')).tried


def test_hyphens_and_initials_are_written_as_one_likes(section):
    make_story(section, "U.S. envoys at the roundup")
    make_story(section, "A round-up of news")

    assert found("US") == ["U.S. envoys at the roundup"]
    assert sorted(found("round-up")) == ["A round-up of news", "U.S. envoys at the roundup"]


def test_house_synonyms_find_each_other(section):
    Synonym.objects.create(words="Kyiv, Kiev")
    Synonym.objects.create(words="European Union, EU")
    make_story(section, "Night in Kiev")
    make_story(section, "Day in Kyiv")
    make_story(section, "What the EU wants")

    assert sorted(found("kyiv")) == ["Day in Kyiv", "Night in Kiev"]
    assert found("european union") == ["What the EU wants"]
    assert found("wants of the european union") == ["What the EU wants"]
    assert find(Question('"kyiv"')).total == 1
    assert sorted(found("kyiv OR glacier")) == ["Day in Kyiv", "Night in Kiev"]
    assert sorted(found("glacier OR kyiv OR EU")) == ["Day in Kyiv", "Night in Kiev", "What the EU wants"]
    assert found("night OR day -kyiv") == []
    assert found('night -"kyiv"') == ["Night in Kiev"]


def test_a_synonym_of_several_words_counts_as_a_whole_only(section):
    Synonym.objects.create(words="glacier, ice river")
    rivers = paragraph("The river, the river and again the river, without ice.")
    make_story(section, "Two rivers", body=rivers)
    make_story(section, "What melts", body=paragraph("By the road lies an ice river, or what is left."))
    make_story(section, "Who measures", body=paragraph("The glacier is measured twice a year."))
    for number in range(3):
        make_story(section, f"Ferries {number}", body=paragraph("Nothing flows here."))

    long = find(Question("why does the glacier vanish so quickly from maps"))

    assert sorted(found("glacier")) == ["What melts", "Who measures"]
    assert sorted(hit.story.title for hit in long.hits) == ["What melts", "Who measures"]
    by_title = {hit.story.title: hit for hit in long.hits}
    assert [piece for piece, is_marked in by_title["What melts"].extract if is_marked] == ["ice", "river"]
    assert [piece for piece, is_marked in by_title["Who measures"].extract if is_marked] == ["glacier"]
    # Who types the words means them.
    assert "Two rivers" in [hit.story.title for hit in find(Question("an ice river that vanishes so quickly")).hits]


def test_a_phrase_beside_or_counts_as_a_whole_only(section):
    make_story(section, "Two rivers", body=paragraph("The river, without ice."))
    make_story(section, "What melts", body=paragraph("By the road lies an ice river."))

    titles = [hit.story.title for hit in find(Question('glacier OR "ice river" seen yesterday by walkers')).hits]

    assert titles == ["What melts"]


def test_a_synonym_may_have_words_that_say_nothing(section):
    Synonym.objects.create(words="USA, United States of America")
    make_story(section, "Talks in the USA")

    assert found("united states of america") == ["Talks in the USA"]


def test_a_new_synonym_counts_at_once(section):
    make_story(section, "Night in Kiev")
    assert found("kyiv", is_exact=True) == []

    Synonym.objects.create(words="Kyiv, Kiev")

    assert found("kyiv", is_exact=True) == ["Night in Kiev"]


def test_a_whole_sentence_finds_the_story_that_answers_it(section):
    make_story(section, "Lights out", body=paragraph("The lighthouse keepers of the northern islands retire."))
    make_story(section, "Budget passes", body=paragraph("Ministers agree on how the money is spent."))

    answer = find(Question("Who looks after the lighthouses of the islands when nobody has money for keepers?"))

    assert answer.hits[0].story.title == "Lights out"
    assert answer.hits[0].is_partial


def test_the_exact_headline_comes_first(section):
    make_story(section, "The ferry", body=paragraph("A boat."))
    for number in range(3):
        make_story(section, f"The ferry and the ferry {number}", body=paragraph("The ferry, the ferry. " * 5))

    assert found("the ferry")[0] == "The ferry"


def test_headlines_come_before_stories_that_only_mention_it(section):
    make_story(section, "Dredging begins", published_at=timezone.now() - timedelta(days=900))
    make_story(section, "A quiet port", body=paragraph("dredging " * 30))

    assert found("dredging") == ["Dredging begins", "A quiet port"]


def test_the_name_of_a_column_lifts_its_latest_instalment(section):
    column = make_column("Diplomacy Watch")
    for day in (3, 5, 4):
        make_story(section, f"Week {day}", column=column, published_at=datetime(2026, 3, day, tzinfo=UTC))
    make_story(section, "Diplomacy on watch", body=paragraph("Diplomacy watch. " * 9))

    assert found("diplomacy watch")[0] == "Week 5"


def test_of_equal_stories_the_newer_comes_first_unless_a_year_is_asked_for(section):
    for year in (2020, 2026):
        make_story(
            section, f"Ferry {year}", published_at=datetime(year, 1, 1, tzinfo=UTC), body=paragraph("In 2020 it sank.")
        )

    assert found("ferry sank") == ["Ferry 2026", "Ferry 2020"]
    assert found("ferry 2020")[0] == "Ferry 2020"


def test_results_are_sorted_by_date_when_asked(section):
    make_story(section, "Ferry", published_at=datetime(2025, 1, 1, tzinfo=UTC))
    make_story(section, "A mention", body=paragraph("One ferry."), published_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert found("ferry") == ["Ferry", "A mention"]
    assert found("ferry", sort=Sort.DATE) == ["A mention", "Ferry"]


def test_days_are_counted_with_both_ends(section):
    make_story(section, "Ferry", published_at=datetime(2026, 3, 5, 23, 30, tzinfo=UTC))

    assert found("ferry", since=date(2026, 3, 5), until=date(2026, 3, 5)) == ["Ferry"]
    assert found("ferry", since=date(2026, 3, 6)) == []
    assert found("ferry", until=date.max) == ["Ferry"]


def test_where_the_narrowing_leaves_nothing_the_nearest_stories_are_offered(section):
    make_story(section, "Ferry", published_at=datetime(2026, 3, 5, tzinfo=UTC))

    answer = find(Question("ferry", since=date(2026, 4, 1)))

    assert answer.total == 0
    assert [story.title for story in answer.nearest] == ["Ferry"]
    assert answer.tried == ("Some stories hold these words, but not all else that was chosen.",)


def test_where_nothing_is_near_the_newest_stories_are_offered(section):
    make_story(section, "Ferry")

    answer = find(Question("unicorn"))

    assert (answer.total, [story.title for story in answer.nearest]) == (0, ["Ferry"])


def test_where_the_words_come_near_a_topic_its_newest_stories_are_offered(section):
    hidden = make_topic("Submission of papers", live=False)
    make_story(section, "Cable", topics=[make_topic("Submarine cables")])
    make_story(section, "Ferry", topics=[hidden])

    for text in ("subm", "unlikely submar"):
        answer = find(Question(text, is_exact=True))
        assert [story.title for story in answer.nearest] == ["Cable"]
        assert answer.nearest_in.title == "Submarine cables"


def test_where_no_story_of_what_was_chosen_holds_the_words_its_newest_are_offered(section):
    make_story(section, "Cable", topics=[make_topic("Grain")])
    make_story(section, "Ferry")

    assert [story.title for story in find(Question("unicorn", chosen={"topic": ("grain",)})).nearest] == ["Cable"]
    assert [story.title for story in find(Question("unicorn topic:grain")).nearest] == ["Cable"]


def test_an_extract_shows_where_the_words_stand_and_marks_them(section):
    filler = "Nothing happened on that day either. " * 30
    make_story(section, "Ferries", body=paragraph(f"{filler}The captains’ ferry sank &lt;slowly&gt; here. {filler}"))

    hit = find(Question("ferry sinking captain sank")).hits[0]
    text = "".join(piece for piece, _ in hit.extract)

    assert hit.headline == (("Ferries", True),)
    assert [piece for piece, is_marked in hit.extract if is_marked] == ["captains", "ferry", "sank"]
    assert "The captains’ ferry sank <slowly> here." in text
    assert text.startswith("… ") and text.endswith(" …") and len(text) < 260


def test_a_heading_stands_apart_from_what_follows_in_an_extract(section):
    heading = ("heading", {"text": "Salt without boats", "level": "2"})
    make_story(section, "Varn", standfirst="", body=[heading, *paragraph("The quay is empty."), heading])

    (of_the_heading,), (of_its_end,) = (find(Question(text, is_exact=True)).hits for text in ("salt", "boats"))

    for hit in (of_the_heading, of_its_end):
        assert "".join(piece for piece, _ in hit.extract) == (
            "Salt without boats · The quay is empty. Salt without boats"
        )


def test_the_parts_of_a_quotation_stand_apart_in_an_extract(section):
    quote = {"text": "We have no tide.", "speaker": "Ana Bel", "role": "harbour master"}
    make_story(section, "Varn", standfirst="", body=[("block_quote", quote)])

    (hit,) = find(Question("tide")).hits

    assert "".join(piece for piece, _ in hit.extract) == "We have no tide. Ana Bel · harbour master"


def test_of_a_phrase_only_the_whole_is_marked(section):
    make_story(section, "On the quay", body=paragraph("The ferry talks went on. No ferry came, and nobody talks."))

    [hit] = find(Question('"ferry talks"')).hits

    assert [piece for piece, is_marked in hit.extract if is_marked] == ["ferry", "talks"]
    assert hit.extract[0][0] == "The "


def test_no_letter_carries_more_accents_than_can_be_read():
    assert tidy("fe" + "\u0301" * 150 + "rry") == "fe" + "\u0301" * 4 + "rry"


def test_an_extract_without_the_words_is_the_beginning(section):
    make_story(section, "Ferries", standfirst="In the rain.", body=paragraph("All is well."))

    assert "".join(piece for piece, _ in find(Question("ferries")).hits[0].extract) == "In the rain. All is well."


def test_authors_columns_topics_and_sections_of_that_name_are_shown_on_top(section):
    author, topic = make_author("Inès Moreau"), make_topic("Grain corridor")
    make_story(section, "A story", authors=[author], topics=[topic], column=make_column("The Quay"))

    def places(text: str) -> list[tuple[str, str]]:
        return [(place.kind, place.url) for place in find(Question(text)).places]

    assert places("moreau") == [("author", "/authors/ines-moreau/")]
    assert places("what about the grain corridor") == [("topic", "/topics/grain-corridor/")]
    assert places("quay") == [("column", "/columns/the-quay/")]
    assert places("reporting") == [("section", "/reporting/")]
    assert places("story") == []


def test_an_author_is_found_by_the_name_in_other_letters(section):
    make_story(section, "A story", authors=[make_author("سمير حداد", slug="samir-haddad", sort_name="Haddad, Samir")])

    assert found("samir haddad") == found("سمير") == found("author:haddad") == ["A story"]


def test_a_correction_is_found(section):
    story = make_story(section, "Votes")
    story.corrections.create(kind="retraction", text="<p>The figures were <b>invented</b>.</p>")
    story.save_revision().publish()

    assert found("retraction") == found("invented figures") == ["Votes"]


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', "--", "-OR-", "OR", "OR OR OR", "a OR", "OR a", '-"', "author:", 'author:"', "-author:", "after:",
        "after:2026-99", "before:0000", "after:9999-12-31", "before:0001", "()", "AND", "the", "the and of",
        '"the"', "-ferry", "*", "%", "_", "🚢", "\u202e", "\x00", "a" * 20_000, "ferry OR " * 3_000, '"ferry" ' * 3_000,
        "-ferry " * 3_000, "ferry-" * 5_000, "author:ferry " * 2_000, "паром العبّارة 渡船", "NEAR(a b)", "ferry^2",
        'headline:"x"', "' OR 1=1 --", "\\", "½", "a\u0301\u0302" * 500,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_a_question(three_stories, text):
    answer = find(Question(text))

    assert answer.question.text == text
    assert answer.total in range(4)
