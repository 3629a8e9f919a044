"""A story goes out, and stands under those that are like it, and they under it."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search import related
from search.likeness import FIELDS, Comparer, fresh
from search.models import Content
from stories.models import Likeness, StoryPage
from tests.factories import make_column, make_section, make_site, make_story, make_topic
from tests.made_up_texts import Writer

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
FERRY = "The ferry crossed the strait at dawn with lorries and a choir. "
GRAIN = "The silos hold wheat that nobody may ship, and the harvest is near. "
LAMP = "The keeper cleans the lens of the lighthouse and counts the birds. "


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def publish(section, committing):
    """A function that publishes a story with this text and lets the workers do their work."""
    numbers = iter(range(1000))

    def publish(text: str, **fields) -> StoryPage:
        number = next(numbers)
        fields = {"published_at": START + timedelta(days=number), "slug": f"report-{number}", **fields}
        with committing():
            return make_story(section, "Report", body=[("paragraph", {"text": f"<p>{text}</p>"})], **fields)

    return publish


def alike(story) -> list[StoryPage]:
    return [row.other for row in Likeness.objects.filter(story=story).order_by("-score", "-other")]


def test_a_story_and_those_like_it_stand_under_each_other(publish):
    ferry, grain = publish(FERRY), publish(GRAIN)
    other_ferry = publish(f"{FERRY} A ramp goes down in Varn.")

    assert alike(ferry) == [other_ferry]
    assert alike(other_ferry) == [ferry]
    assert alike(grain) == []


def test_what_is_rewritten_moves_to_its_new_likes(publish, committing):
    ferry, grain, moving = publish(FERRY), publish(GRAIN), publish(FERRY)
    moving.body = [("paragraph", {"text": f"<p>{GRAIN}</p>"})]

    with committing():
        moving.save_revision().publish()

    assert alike(moving) == [grain]
    assert alike(grain) == [moving]
    assert alike(ferry) == []


def test_what_is_closed_stands_under_nothing(publish, committing):
    ferry, gone, private = publish(FERRY), publish(FERRY), publish(FERRY)

    with committing():
        gone.unpublish()
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert alike(ferry) == []
    assert not Likeness.objects.exists()


def test_what_is_deleted_leaves_nothing(publish, committing):
    ferry, gone = publish(FERRY), publish(FERRY)

    with committing():
        gone.delete()

    assert alike(ferry) == []


def test_drafts_and_private_stories_are_never_alike(publish, section):
    ferry, other = publish(FERRY), publish(FERRY)
    StoryPage.objects.filter(pk=other.pk).update(live=False)

    related.renew([ferry.pk])

    assert alike(ferry) == []


def test_of_like_texts_those_with_the_same_topic_column_and_the_newer_ones_come_first(publish):
    topic, column = make_topic(), make_column()
    for other in (GRAIN, LAMP, GRAIN, LAMP):
        publish(other)
    old = publish(FERRY, published_at=START - timedelta(days=2000))
    new = publish(FERRY)
    instalment = publish(FERRY, column=column, published_at=START - timedelta(days=2000))
    on_topic = publish(FERRY, topics=[topic], published_at=START - timedelta(days=2000))
    story = publish(FERRY, topics=[topic], column=column)

    assert alike(story) == [on_topic, instalment, new, old]


def test_each_story_keeps_only_the_best_ones(publish, monkeypatch):
    monkeypatch.setattr(related, "KEPT", 2)
    for other in (GRAIN, LAMP, GRAIN):
        publish(other)
    first = publish(FERRY)
    for other in (GRAIN, LAMP):
        publish(f"{FERRY} {other}")
    best = publish(FERRY)

    assert len(alike(first)) == 2
    assert best in alike(first)


def test_two_workers_at_the_same_stories_write_no_row_twice(publish):
    stories = [publish(FERRY) for _ in range(3)]

    related.renew([story.pk for story in stories] * 2)

    assert Likeness.objects.count() == 6


def test_the_age_of_a_story_counts_from_the_one_it_stands_under():
    assert fresh(START, START) == fresh(START + timedelta(days=900), START) == 1
    assert fresh(START - timedelta(days=365), START) == 0.5


@pytest.mark.deep
def test_it_takes_as_many_queries_among_many_stories_as_among_few(publish):
    def queries(story) -> int:
        with CaptureQueriesContext(connection) as captured:
            Comparer().like(story.pk)
        return len(captured)

    story = publish(f"{FERRY}{GRAIN}{LAMP}")
    for number in range(3):
        publish((FERRY, GRAIN, LAMP)[number % 3])
    few = queries(story)
    for number in range(9):
        publish((FERRY, GRAIN, LAMP)[number % 3])

    assert queries(story) == few


# Against the plain way, which compares every story with every other.


def exact_cosines(contents: list[Content]) -> dict[int, list[int]]:
    """Return for each story all others by the cosine of their whole texts, weighed by TF-IDF, the likest first."""
    counts = {each.pk: Counter(" ".join(getattr(each, field) for field in FIELDS).split()) for each in contents}
    held = Counter(term for terms in counts.values() for term in terms)
    vectors = {}
    for pk, terms in counts.items():
        weights = {t: (1 + math.log(n)) * math.log(len(counts) / held[t]) for t, n in terms.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        vectors[pk] = {term: weight / length for term, weight in weights.items()}

    def cosine(one: dict, other: dict) -> float:
        return sum(weight * other.get(term, 0) for term, weight in one.items())

    return {pk: sorted(vectors.keys() - {pk}, key=lambda other: -cosine(vectors[pk], vectors[other])) for pk in vectors}


@pytest.mark.deep
def test_it_is_as_good_as_comparing_every_story_with_every_other(section, committing):
    writer, subjects = Writer(seed=3, subjects=30), {}
    with committing():
        for number in range(240):
            text = writer.write(subject=number % 30, length=150)
            body = [("paragraph", {"text": f"<p>{text.body}</p>"})]
            story = make_story(section, f"{text.headline} {number}", standfirst=text.standfirst[:400], body=body)
            subjects[story.pk] = text.subject
    exact = exact_cosines(list(Content.objects.all()))

    def right(found: dict[int, list[int]]) -> float:
        hits = [subjects[other] == subjects[pk] for pk, others in found.items() for other in others[:3]]
        return sum(hits) / (3 * len(found))

    ours = {pk: [each.pk for each in alike(StoryPage(pk=pk))] for pk in subjects}
    assert right(ours) >= right(exact)
    assert right(exact) > 0.5, "a task that can be done at all"
