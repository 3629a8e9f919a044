"""The lists of the menu “Records”. They are the only ones kept with wagtail-modeladmin, so its end would show here."""

from datetime import UTC, datetime

import pytest

from accounts import roles
from media.models import Agency
from stories.models import Correction
from tests.editor import log_in
from tests.factories import make_agency, make_column, make_section, make_site, make_story, make_user

pytestmark = pytest.mark.django_db

AGENCIES, CORRECTIONS = "/admin/media/agency/", "/admin/stories/correction/"


@pytest.fixture
def chief():
    return log_in(make_user("chief", is_superuser=True))


@pytest.fixture
def correction():
    story = make_story(make_section(make_site()), "Talks resume", column=make_column())
    story.corrections = [Correction(text="<p>The bridge is in <b>Varn</b>.</p>", on=datetime(2026, 1, 3, tzinfo=UTC))]
    story.save_revision().publish()
    return Correction.objects.get()


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?q=harbour",
        "?printed__exact=agency",
        "?o=-0",
        "?p=x",
        "?e=1",
        "?export=csv",
        "?export=xlsx",
        "create/",
        "edit/{pk}/",
        "inspect/{pk}/",
        "history/{pk}/",
        "delete/{pk}/",
    ],
)
def test_every_view_of_agencies_answers(chief, address):
    response = chief.get(AGENCIES + address.format(pk=make_agency().pk), follow=True)

    assert response.status_code == 200
    assert body(response)


def test_an_agency_is_added_changed_and_deleted(chief):
    form = {"name": "Quay Pictures", "printed": "agency_person", "website": "", "notes": ""}
    chief.post(f"{AGENCIES}create/", form)
    agency = Agency.objects.get()
    chief.post(f"{AGENCIES}edit/{agency.pk}/", form | {"printed": "agency"})
    changed = Agency.objects.get().printed
    chief.post(f"{AGENCIES}delete/{agency.pk}/")

    assert changed == "agency"
    assert not Agency.objects.exists()


@pytest.mark.parametrize("address", ["", "?q=bridge", "?kind__exact=update", "inspect/{pk}/", "history/{pk}/"])
def test_every_view_of_the_ledger_answers(chief, correction, address):
    assert chief.get(CORRECTIONS + address.format(pk=correction.pk)).status_code == 200


def test_the_ledger_names_the_correction_and_leads_to_its_story(chief, correction):
    page = chief.get(CORRECTIONS).content.decode()

    assert "The bridge is in Varn." in page
    assert "Diplomacy Watch: Talks resume" in page
    assert f"/admin/pages/{correction.story_id}/edit/" in page


@pytest.mark.parametrize("address", ["create/", "edit/{pk}/", "delete/{pk}/"])
def test_the_ledger_cannot_be_changed_even_by_a_superuser(chief, correction, address):
    address = CORRECTIONS + address.format(pk=correction.pk)

    assert chief.get(address).status_code != 200
    assert chief.post(address, {"text": "Nothing happened."}).status_code != 200
    assert "Varn" in Correction.objects.get().text


def test_the_ledger_goes_out_as_a_spreadsheet(chief, correction):
    csv = body(chief.get(f"{CORRECTIONS}?export=csv")).decode()

    assert "Diplomacy Watch: Talks resume,The bridge is in Varn." in csv


def test_a_longer_ledger_costs_no_more_queries(chief, correction, django_assert_max_num_queries):
    def queries() -> int:
        chief.get(CORRECTIONS)
        with django_assert_max_num_queries(100) as counted:
            chief.get(CORRECTIONS)
        return len(counted)

    few = queries()
    for number in range(6):
        Correction.objects.create(story=correction.story, text=f"<p>Note {number}</p>", on=correction.on)

    assert queries() <= few


def test_the_history_of_a_record_is_for_those_who_may_see_the_record(correction):
    for role in (roles.WRITERS, roles.PHOTO_EDITORS):
        answer = log_in(make_user(role=role, username=role)).get(f"{CORRECTIONS}history/{correction.pk}/")
        assert answer.status_code == 302
    assert log_in(make_user(role=roles.EDITORS)).get(f"{CORRECTIONS}history/{correction.pk}/").status_code == 200
