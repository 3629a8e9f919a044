"""An editor takes a list of the admin into a spreadsheet: what people typed stays text there, numbers stay numbers."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import User
from stories.admin.spreadsheets import as_text
from stories.models import Correction
from tests.editor import log_in
from tests.factories import (
    make_agency,
    make_author,
    make_column,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://example.org","Open me")'
LISTS = {
    "stories": "/admin/stories/",
    "columns": "/admin/snippets/stories/column/",
    "authors": "/admin/snippets/stories/author/",
    "agencies": "/admin/media/agency/",
    "corrections": "/admin/stories/correction/",
    "workflows": "/admin/reports/workflow/",
    "tasks": "/admin/reports/workflow_tasks/",
    "history": "/admin/reports/site-history/",
    "aging": "/admin/reports/aging-pages/",
    "locked": "/admin/reports/locked/",
}


@pytest.fixture(scope="module")
def chief(make_once):
    return make_once(make_everything_a_formula)


def make_everything_a_formula() -> User:
    """Make a record in every list, with a formula wherever somebody can type, and return who may see them all."""
    chief = make_user("chief", is_superuser=True)
    section = make_section(make_site(), FORMULA, slug="formula")
    column = make_column(FORMULA, slug="formula", section=section)
    make_photo(agency=make_agency(FORMULA), person="")
    story = make_story(section, FORMULA, slug="formula", column=column, authors=[make_author(FORMULA, slug="formula")])
    story.corrections = [Correction(text=f"<p>{FORMULA}</p>", on=datetime(2026, 1, 3, tzinfo=UTC))]
    story.save_revision(user=chief, log_action=True).publish(user=chief)
    other = make_story(section, FORMULA, slug="other")
    other.get_workflow().start(other, chief)
    other.locked, other.locked_by, other.locked_at = True, chief, datetime(2026, 1, 3, tzinfo=UTC)
    other.save()
    return chief


def exported(user, address: str, form: str) -> bytes:
    response = log_in(user).get(f"{address}?export={form}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_no_cell_of_a_list_is_computed(chief, address):
    csv = exported(chief, address, "csv").decode()
    book = load_workbook(BytesIO(exported(chief, address, "xlsx")))

    assert "HYPERLINK" in csv
    assert '\r\n"=' not in csv
    assert ',"=' not in csv
    assert ",=" not in csv
    assert "f" not in {cell.data_type for row in book.active.rows for cell in row}


def test_numbers_and_dates_stay_what_they_are(chief):
    story = make_story(make_site().get_children().get(slug="formula"), "Plain", slug="plain")
    agencies = exported(chief, LISTS["agencies"], "csv").decode()
    stories = exported(chief, LISTS["stories"], "csv").decode()

    assert agencies.splitlines()[1].endswith(",-,-,1")  # no website, no notes, one photo
    assert f",{story.published_at}," in stories


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_whatever_begins_a_formula_becomes_text(begin):
    assert as_text(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("words", ["Talks resume", "", "-", "10 = ten", "“+”"])
def test_other_words_are_left_alone(words):
    assert as_text(words) == words
