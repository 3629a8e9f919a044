"""Does a list of stories cost the same at 1,000,000 stories as at 1,000?

    python -m benchmarks.lists_of_stories [--large 1000000] [--repeat 20]

Fills a throw-away database (that of DJANGO_SETTINGS_MODULE, under its test name) with a small and then with a large
magazine and times, in milliseconds, what readers open: the first page of a section and of the whole site, a page deep
in the list, the newest month and its neighbours, a feed. Prints the ratio large : small for each, and deep : first.
"""

import argparse
import sys
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment
from wagtail.models import Page

from benchmarks._rows import NEWEST, insert, listings, pages, stories
from stories.models import Listing, SectionPage, StoryPage
from stories.turning import STORIES_A_PAGE, months_around, position, turn, turn_month
from tests.factories import make_section, make_site, make_story

SMALL = 1_000
BATCH = 20_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--large", type=int, default=1_000_000, help="stories in the large magazine")
    arguments.add_argument("--repeat", type=int, default=20, help="times that each list is opened; the fastest counts")
    options = arguments.parse_args()
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        section = make_section(make_site())
        make_story(section, "The pattern of all others", published_at=NEWEST)
        add_stories(section, SMALL)
        small = measure(section, options.repeat)
        add_stories(section, options.large)
        large = measure(section, options.repeat)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    report(small, large, options.large)


def add_stories(section: SectionPage, count: int) -> None:
    """Fill `section` up to `count` published stories, one each hour backwards, as copies of its first one."""
    have = StoryPage.objects.child_of(section).count()
    pattern = StoryPage.objects.child_of(section).order_by("pk").first()
    first_pk = Page.objects.order_by("-pk").values_list("pk", flat=True).first() + 1
    started = time.monotonic()
    for start in range(have, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        insert(Page, pattern.page_ptr, pages(section, first_pk - have, numbers))
        insert(StoryPage, pattern, stories(first_pk - have, numbers))
        insert(Listing, None, listings(section, first_pk - have, numbers))
        done = numbers[-1] + 1
        print(f"\r{done:,} of {count:,} stories, {time.monotonic() - started:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(section: SectionPage, repeat: int) -> dict[str, float]:
    """Return the milliseconds that each list takes: the fastest of several, since others use the machine too."""
    deep = Listing.objects.filter(kind=Listing.Kind.SECTION, place_id=section.pk).order_by("published_at")[
        STORIES_A_PAGE : STORIES_A_PAGE + 1
    ]
    deep_position = position(StoryPage.objects.get(pk=deep[0].story_id))
    site = StoryPage.objects.published()
    lists: dict[str, Callable[[], object]] = {
        "section, first page": lambda: turn(section.stories().with_cards(), {}),
        "section, last page but one": lambda: turn(section.stories().with_cards(), {"before": deep_position}),
        "section, newest month": lambda: turn_month(section.stories(), 2026, 11, {}),
        "section, months around it": lambda: months_around(section.stories(), 2026, 10),
        "site, first page": lambda: turn(site.with_cards(), {}),
        "feed of the section": lambda: list(section.stories().with_cards().newest_first()[:30]),
    }
    return {name: _fastest(work, repeat) for name, work in lists.items()}


def report(small: dict[str, float], large: dict[str, float], count: int) -> None:
    print(f"{connection.vendor}; milliseconds with {SMALL:,} and with {count:,} stories")
    for name, before in small.items():
        print(f"{name:28} {before:8.1f} {large[name]:8.1f}   ratio {large[name] / before:5.2f}")
    deep = large["section, last page but one"] / large["section, first page"]
    print(f"{'last page : first page':28} {'':8} {'':8}   ratio {deep:5.2f}")


def _fastest(work: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
