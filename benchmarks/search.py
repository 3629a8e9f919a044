"""How long does searching take, how much of it does Wagtail's stock search take, and how does it grow?

    python -m benchmarks.search [--stories 20000] [--stock 5000] [--large 200000] [--questions 200]

Fills a throw-away database (that of DJANGO_SETTINGS_MODULE, under its test name) with stories of made-up English and
asks the same questions again and again as it grows: first `--stock` stories, on which Wagtail's own search answers too,
then `--stories`, then `--large`. Prints for each size the median and the 95th percentile in milliseconds of a page of
results (the stories, how many there are, their cards), of one with facets, extracts and all else that is printed, of
suggestions while somebody types, and of finding what is related to a story; then the ratios: of processor time on
SQLite, which does its work in our process and leaves other work on the machine out, of time by the clock on PostgreSQL.

Wagtail's search wants every word, so that it is quick to say that no story has a sentence. It is compared twice:
over all questions, with how many of them either answers and how often the story that the question was taken from is
among the first ten, and over those alone that it answers, for the same page of results without facets and extracts.
`BROADSHEET_DATABASE_URL` names a PostgreSQL; `--large 0` leaves the long part out.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.search.query import PlainText

from benchmarks._rows import insert, listings, pages, stories
from search import hits, related
from search.asking import understand
from search.finding import RESULTS_A_PAGE, find, first_that_finds, in_order
from search.questions import Question
from search.suggestions import suggest
from stories.models import Listing, StoryAuthor, StoryPage, StoryTopic
from tests.factories import make_author, make_section, make_site, make_story, make_topic
from tests.made_up_texts import SMALL_WORDS, Text, Writer
from tests.worker import QUEUED

BATCH = 2_000
TOPICS, AUTHORS = 200, 60
FIRST = 10
LENGTHS_OF_BEGINNINGS = (2, 3, 4, 6)


class Asked(NamedTuple):
    """A question, and the headline of the story that its words were taken from."""

    text: str
    headline: str


class Magazine:
    """A section that grows, and the texts that were written for it."""

    def __init__(self):
        self.section = make_section(make_site())
        self.pattern = make_story(self.section, "The pattern of all others", published_at=None)
        self.topics = [make_topic(f"Topic {number}") for number in range(TOPICS)]
        self.authors = [make_author(f"Author {number}") for number in range(AUTHORS)]
        self.writer = Writer(subjects=TOPICS)
        self.count = 1
        self.base = Page.objects.order_by("-pk").values_list("pk", flat=True).first()

    def grow(self, count: int) -> list[Text]:
        """Fill the section up to `count` stories, bring the index in step, and return some of the new texts."""
        started = time.monotonic()
        texts: list[Text] = []
        for start in range(self.count, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            texts = [self.writer.write() for _ in numbers]
            with transaction.atomic():
                self._insert(numbers, texts)
        written = time.monotonic()
        self.count = max(self.count, count)
        call_command("search_index", stdout=sys.stderr)
        with connection.cursor() as cursor:
            # As an installation's own housekeeping would do meanwhile.
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        indexed = time.monotonic() - written
        print(f"{count:,} stories: {written - started:.0f} s to write, {indexed:.0f} s to index", file=sys.stderr)
        return texts

    def _insert(self, numbers: range, texts: Sequence[Text]) -> None:
        insert(Page, self.pattern.page_ptr, self._pages(numbers, texts))
        insert(StoryPage, self.pattern, self._stories(numbers, texts))
        insert(Listing, None, listings(self.section, self.base, numbers))
        ids = [self.base + number for number in numbers]
        StoryTopic.objects.bulk_create(
            StoryTopic(story_id=pk, topic=self.topics[text.subject]) for pk, text in zip(ids, texts, strict=True)
        )
        StoryAuthor.objects.bulk_create(StoryAuthor(story_id=pk, author=self.authors[pk % AUTHORS]) for pk in ids)

    def _pages(self, numbers: range, texts: Sequence[Text]) -> Iterator[dict]:
        for row, text in zip(pages(self.section, self.base, numbers), texts, strict=True):
            yield row | {"title": text.headline, "draft_title": text.headline}

    def _stories(self, numbers: range, texts: Sequence[Text]) -> Iterator[dict]:
        block = StoryPage.body.field.stream_block
        for row, text in zip(stories(self.base, numbers), texts, strict=True):
            body = [{"type": "paragraph", "value": {"text": f"<p>{text.body}</p>"}, "id": "1"}]
            yield row | {"standfirst": text.standfirst, "body": StreamValue(block, body, is_lazy=True)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stock", type=int, default=0, help="stories for the comparison with Wagtail's search")
    arguments.add_argument("--stories", type=int, default=20_000, help="stories that the goals are for")
    arguments.add_argument("--large", type=int, default=200_000, help="stories that growth is measured with; 0: none")
    arguments.add_argument("--questions", type=int, default=200)
    options = arguments.parse_args()
    # On SQLite Wagtail's search takes time by the square of its hits.
    stock = options.stock or (5_000 if connection.vendor == "sqlite" else 20_000)
    # What is related is found by the slow worker, and measured apart.
    with tempfile.TemporaryDirectory() as folder, override_settings(TASKS=QUEUED), a_database(folder):
        magazine = Magazine()
        questions = questions_about(magazine.grow(stock), options.questions)
        print(f"{connection.vendor}; milliseconds by the clock, median and p95, then of our own processor time")
        sizes = {stock: measure(magazine, questions)}
        call_command("update_index", verbosity=0)
        compare(questions[: options.questions // 4], sizes[stock]["all"])
        for count in (options.stories, options.large):
            if count > magazine.count:
                magazine.grow(count)
                sizes[count] = measure(magazine, questions)
                print_growth(sizes, options.stories)


@contextmanager
def a_database(folder: str) -> Iterator[None]:
    """A database that is thrown away; SQLite's is a file, as in an installation."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/search.sqlite3"
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def questions_about(texts: Sequence[Text], count: int) -> list[Asked]:
    """Return questions as readers put them: half are two or three words of a headline, half are sentences."""
    chance = random.Random(4711)  # noqa: S311
    questions = []
    for number in range(count):
        text = chance.choice(texts)
        if number % 2:
            headline = [word for word in text.headline.split() if word.lower() not in SMALL_WORDS]
            words = chance.sample(headline, min(len(headline), chance.choice((1, 2, 2, 3))))
        else:
            words = text.body.split()
            start = chance.randrange(len(words) - 12)
            words = words[start : start + chance.randint(6, 12)]
        questions.append(Asked(" ".join(words), text.headline))
    return questions


def measure(magazine: Magazine, questions: Sequence[Asked]) -> dict[str, float]:
    """Print how long everything takes and return the 95th percentiles."""
    print(f"{magazine.count:,} stories")
    texts = [question.text for question in questions]
    beginnings = [
        word[: LENGTHS_OF_BEGINNINGS[number % len(LENGTHS_OF_BEGINNINGS)]]
        for number, word in enumerate(max(text.split(), key=len) for text in texts)
    ]
    short = [text for text in texts if len(text.split()) <= 3]
    some = random.Random(1).sample(range(magazine.count), 30)  # noqa: S311
    return {
        "results": print_row("results", timed(results, texts)),
        "all": print_row("with facets, extracts, all", timed(page, texts)),
        "names": print_row("the same for names", timed(page, short)),
        "suggestions": print_row("suggestions", timed(suggest_for, beginnings)),
        "related": print_row("related stories (a task)", timed(related.renew, [[magazine.base + n] for n in some])),
    }


def compare(questions: Sequence[Asked], ours: float) -> None:
    """Print what Wagtail's search answers of these questions, how long it takes, and how that compares with ours."""
    texts = [question.text for question in questions]
    theirs = print_row("Wagtail's stock search", timed(stock_search, texts))
    print(f"    all questions: Wagtail's takes {theirs / ours:.1f} times as long as ours with facets and extracts")
    for name, search in (("Wagtail's", stock_search), ("ours", results)):
        found = [(question, search(question.text)) for question in questions]
        answered = sum(bool(stories) for _, stories in found)
        first = sum(any(story.title == one.headline for story in stories[:FIRST]) for one, stories in found)
        print(
            f"    {name} answers {answered} of {len(found)}; the story it is about is among the first {FIRST}: {first}"
        )
    answered = [text for text in texts if stock_search(text)]
    theirs = print_row("Wagtail's, where it answers", timed(stock_search, answered))
    ours = print_row("ours for the same, results", timed(results, answered))
    print(f"    where it answers: Wagtail's takes {theirs / ours:.1f} times as long as ours")


def results(text: str) -> list[StoryPage]:
    """Return the first page of results as cards, after counting them all."""
    matches = in_order(first_that_finds(understand(Question(text))), RESULTS_A_PAGE)
    ids = [match.story_id for match in matches[:RESULTS_A_PAGE]]
    cards = hits.cards(ids)
    return [cards[pk] for pk in ids]


def page(text: str) -> None:
    """Do all that the page of results does but for its template."""
    find(Question(text))


def suggest_for(text: str) -> None:
    suggest(text, 8)


def stock_search(text: str) -> list[StoryPage]:
    """Do what `results` does with Wagtail's search."""
    found = StoryPage.objects.live().public().defer_streamfields().search(PlainText(text))
    found.count()
    ids = [story.pk for story in found[:RESULTS_A_PAGE]]
    cards = StoryPage.objects.filter(pk__in=ids).with_cards().in_bulk()
    return [cards[pk] for pk in ids]


def timed(work: Callable, arguments: Sequence) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each call by the clock and of the processor, after a few calls that warm up."""
    for argument in arguments[:5]:
        work(argument)
    elapsed, processor = [], []
    for argument in arguments:
        started, used = time.perf_counter(), time.process_time()
        work(argument)
        elapsed.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return elapsed, processor


def print_row(name: str, times: tuple[list[float], list[float]]) -> float:
    """Print the medians and the 95th percentiles, and return the p95 that ratios are made of."""
    figures = [percentile(each, share) for each in times for share in (0.5, 0.95)]
    print(f"    {name:30}" + "".join(f"{figure:10.1f}" for figure in figures), flush=True)
    return figures[3] if connection.vendor == "sqlite" else figures[1]


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def print_growth(sizes: dict[int, dict[str, float]], goal: int) -> None:
    """Print how the slowest calls of the largest magazine compare with those of one that is smaller."""
    large = max(sizes)
    small = goal if goal in sizes and goal < large else min(sizes)
    ratios = ", ".join(f"{kind} {sizes[large][kind] / slow:.2f}" for kind, slow in sizes[small].items())
    print(f"    {large / small:.0f} times the stories take so many times as long (p95): {ratios}")


if __name__ == "__main__":
    main()
