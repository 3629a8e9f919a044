"""Readers search; editors learn what, and nobody learns who."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from accounts import roles
from desk import clock
from desk.models import Heartbeat
from search import asked
from search.models import Asked
from tests.editor import log_in
from tests.factories import make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db

REPORT, LOG = "/admin/reports/searches/", "/admin/search/asked/"
TODAY = date(2026, 11, 27)


def log(words: str, *, times: int = 1, empty: int = 0, days_ago: int = 0) -> Asked:
    day = timezone.localdate() - timedelta(days=days_ago)
    return Asked.objects.create(words=words, day=day, times=times, times_empty=empty)


def kept() -> dict[str, tuple[int, int]]:
    return {row.words: (row.times, row.times_empty) for row in Asked.objects.all()}


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_search_is_counted_in_the_cache_and_written_by_the_worker():
    with CaptureQueriesContext(connection) as queries:
        for text in ("Grain corridor", "grain  CORRIDOR ", "nothing of the kind"):
            asked.note(text, 0 if "nothing" in text else 7)

    assert len(queries) == 0
    assert not kept()
    assert asked.write_down() == 3
    assert kept() == {"grain corridor": (2, 0), "nothing of the kind": (1, 1)}


def test_what_was_written_down_is_not_written_again():
    asked.note("ferry", 1)
    asked.write_down()

    assert asked.write_down() == 0
    asked.note("ferry", 0)
    asked.write_down()
    assert kept() == {"ferry": (2, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "anna.moreau@example.org",
        "+44 20 7946 0958",
        "020 7946 0958",
        "4111-1111-1111-1111",
        "https://example.org/reset?token=abc",
        "see www.example.org",
        "example.org/reset",
        "anna＠example",
        "",
        "  \x00 ",
    ],
)
def test_what_may_be_about_a_person_is_not_kept(text):
    asked.note(text, 0)

    assert not asked.is_waiting()


def test_years_and_numbers_of_a_story_are_no_telephones():
    texts = ("elections 2024 2025 2026", "article 234", "2026-11-27", "2019-2026")
    for text in texts:
        asked.note(text, 1)
    asked.write_down()

    assert sorted(kept()) == sorted(texts)


def test_a_long_search_is_cut():
    asked.note("ferry " * 4000, 0)
    asked.write_down()

    assert [len(words) <= 200 for words in kept()] == [True]


@pytest.mark.deep
def test_a_flood_of_different_searches_ends_somewhere():
    for number in range(4000):
        asked.note(f"flood number {number:x}", 0)

    assert asked.write_down() <= len(asked.PLACES) * asked.MOST


def test_nothing_is_counted_and_nothing_breaks_without_a_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    asked.note("ferry", 1)

    assert asked.write_down() == 0


def test_beside_promoted_words_stands_how_often_they_were_searched():
    SearchPromotion.objects.create(query=Query.get("grain"), external_link_url="https://example.org/", sort_order=0)
    for text in ("grain", "Grain!", "ferry"):
        asked.note(text, 1)

    asked.write_down()

    assert Query.get("grain").hits == 2
    assert not Query.objects.filter(query_string="ferry").exists()


def test_the_clock_has_it_written_once_a_minute(committing):
    asked.note("ferry", 1)
    with committing():
        clock.tick()
    asked.note("ferry", 1)
    with committing():
        clock.tick()
    at_once = kept()

    Heartbeat.objects.filter(name=Heartbeat.SEARCHES).update(at=timezone.now() - timedelta(seconds=61))
    with committing():
        clock.tick()

    assert at_once == {"ferry": (1, 0)}
    assert kept() == {"ferry": (2, 0)}


def test_what_hardly_anybody_searched_goes_after_a_week_the_rest_after_ninety_days():
    log("often", times=3, days_ago=8)
    log("on and off", times=2, days_ago=8)
    log("on and off", times=1, days_ago=1)
    log("once", times=1, days_ago=8)
    log("once but fresh", times=1, days_ago=7)
    log("often", times=50, days_ago=91)

    asked.sweep()

    assert sorted(set(kept())) == ["often", "on and off", "once but fresh"]
    assert not Asked.objects.filter(day__lt=timezone.localdate() - timedelta(days=90)).exists()


def test_the_clock_has_old_searches_deleted_once_a_day(committing):
    log("often", times=50, days_ago=91)

    with committing():
        clock.tick()

    assert not kept()


@pytest.fixture
def editor():
    return log_in(make_user(role=roles.EDITORS))


def rows(page: str) -> list[str]:
    from bs4 import BeautifulSoup

    table = BeautifulSoup(page, "html.parser").select_one("main table tbody")
    return [" ".join(row.get_text(" ", strip=True).split()) for row in table.find_all("tr")] if table else []


def test_the_report_adds_up_the_days_most_searched_first(editor):
    log("ferry", times=2, days_ago=1)
    log("ferry", times=3, empty=1)
    log("grain", times=9)

    found = rows(editor.get(REPORT).content.decode())

    assert [row.split()[:3] for row in found] == [["grain", "9", "0"], ["ferry", "5", "1"]]


def test_the_report_shows_what_was_not_found_and_what_is_new(editor):
    log("ferry", times=2, empty=2, days_ago=20)
    log("grain", times=9)

    empty = rows(editor.get(f"{REPORT}?found=nothing").content.decode())
    recent = rows(editor.get(f"{REPORT}?days=7").content.decode())
    searched = rows(editor.get(f"{REPORT}?q=FERR").content.decode())

    assert [row.split()[0] for row in empty] == ["ferry"]
    assert [row.split()[0] for row in recent] == ["grain"]
    assert [row.split()[0] for row in searched] == ["ferry"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?days=x",
        "?found=y",
        "?ordering=-empty",
        "?ordering=words",
        "?ordering=nonsense",
        "?p=999",
        "?p=x",
        "?q=%00",
        "results/",
        "?export=xlsx",
    ],
)
def test_every_view_of_the_report_answers(editor, address):
    log("ferry")

    assert editor.get(REPORT + address).status_code == 200


def test_no_page_of_the_report_repeats_a_row(editor):
    for number in range(70):
        log(f"asked {number:02}", times=2)

    first, second = (rows(editor.get(f"{REPORT}?p={page}").content.decode()) for page in (1, 2))

    assert len({*first, *second}) == 70


@pytest.mark.parametrize("address", [REPORT, LOG])
def test_no_formula_that_a_stranger_typed_runs_in_a_spreadsheet(editor, address):
    log('=HYPERLINK("https://example.org")', times=4)
    log("@sum(a1)")
    log("plain")

    csv = body(editor.get(f"{address}?export=csv")).decode()
    sheet = load_workbook(BytesIO(body(editor.get(f"{address}?export=xlsx")))).active

    assert "\r\n\"'=HYPERLINK" in csv
    assert "\r\n'@sum(a1)" in csv
    assert "\r\nplain,1,0" in csv or "\r\nplain," in csv
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "address",
    ["", "?q=ferry", "?o=-2", "?p=x", "?export=csv", "?export=xlsx", "inspect/{pk}/", "history/{pk}/"],
)
def test_every_view_of_the_log_answers(editor, address):
    response = editor.get(LOG + address.format(pk=log("ferry").pk), follow=True)

    assert response.status_code == 200
    assert body(response)


def test_the_log_says_how_often_nothing_was_found_and_says_nought_as_nought(editor):
    log("ferry", times=3)

    assert body(editor.get(f"{LOG}?export=csv")).decode().splitlines()[1].endswith(",3,0")


@pytest.mark.parametrize("address", ["create/", "edit/{pk}/", "delete/{pk}/"])
def test_the_log_cannot_be_changed_even_by_a_superuser(address):
    chief = log_in(make_user("chief", is_superuser=True))
    row = log("ferry")

    assert chief.get(LOG + address.format(pk=row.pk)).status_code != 200
    assert chief.post(LOG + address.format(pk=row.pk), {"words": "grain"}).status_code != 200
    assert kept() == {"ferry": (1, 0)}


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}results/", LOG, f"{LOG}?export=csv"])
@pytest.mark.parametrize("role", [roles.WRITERS, roles.PHOTO_EDITORS])
def test_what_readers_search_is_for_editors(role, address):
    assert log_in(make_user(role=role)).get(address).status_code == 302


def test_reading_the_results_page_is_counted_without_writing(client):
    make_story(make_section(make_site()), "The ferry never came back")
    client.get("/search/?q=ferry")
    cache_before = cache.get_many(asked.PLACES)

    with CaptureQueriesContext(connection) as queries:
        client.get("/search/?q=ferry")

    assert cache_before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    asked.write_down()
    assert kept() == {"ferry": (2, 0)}


def test_what_is_typed_on_the_way_is_not_counted_and_narrowing_is_no_new_search(client):
    make_story(make_section(make_site()), "The ferry never came back")

    client.get("/search/?q=ferr", headers={"x-typing": "1"})
    client.get("/search/?q=ferry&section=reporting")
    client.get("/search/?q=ferry&from=2026-01-01")
    client.get("/search/?q=")

    assert not asked.is_waiting()


def test_words_that_were_typed_are_counted_when_they_are_asked_for_again_without_the_header(client):
    make_story(make_section(make_site()), "The ferry never came back")

    client.get("/search/?q=ferry", headers={"x-typing": "1"})
    answer = client.head("/search/?q=ferry")
    asked.write_down()

    assert answer.status_code == 200
    assert kept() == {"ferry": (1, 0)}
