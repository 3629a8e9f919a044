"""Rights that run out: the newsroom is warned, and from the next day on nobody sees the picture anywhere."""

import datetime
import json

import pytest
import urllib3
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from desk import clock
from desk import tasks as desk_tasks
from media import tasks
from media.models import Photo
from stories.models import PublicationSettings
from stories.publishing import PublishRefused
from tests.editor import edit_address, log_in, send
from tests.factories import (
    make_agency,
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 2)
LAST_DAY = TODAY + datetime.timedelta(days=3)


@pytest.fixture(autouse=True)
def today(monkeypatch, settings):
    """Return a function that sets the newsroom's clock; it begins at noon of TODAY."""

    def at(day, hour=12):
        local = timezone.get_default_timezone()
        moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=local)
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))

    at(TODAY)
    return at


@pytest.fixture
def reporting():
    return make_section(make_site())


def limited(title="Ferry", **fields) -> Photo:
    file = ContentFile(picture_bytes(300, 200), name=f"{title.lower()}.jpg")
    defaults = {
        "rights_expire_on": LAST_DAY,
        "caption": f"{title} caption",
        "agency": None,
        "person": f"{title} Person",
    }
    return make_photo(title, file=file, **{**defaults, **fields})


def show_everywhere(reporting, photo):
    """Publish a story, a column, an author and settings that all show `photo`."""
    used = {"photo": photo, "caption": "Own words", "alt_text": "Own alt", "decorative": False, "layout": "normal"}
    in_gallery = {name: value for name, value in used.items() if name != "layout"}
    gallery = {"title": "", "photos": [in_gallery, in_gallery]}
    author, column = make_author(photo=photo), make_column(photo=photo)
    for snippet in (author, column):
        snippet.save_revision().publish()
    PublicationSettings.objects.create(site=reporting.get_site(), name="The Meridian", social_photo=photo, logo=photo)
    return make_story(
        reporting,
        "Talks resume",
        lead_photo=photo,
        lead_caption="Own lead words",
        social_photo=photo,
        authors=[author],
        column=column,
        body=[("photo", used), ("gallery", gallery)],
    )


PAGES = (
    "/reporting/talks-resume/",
    "/reporting/",
    "/reporting/feed/",
    "/reporting/feed/json/",
    "/",
    "/columns/",
    "/columns/diplomacy-watch/",
    "/authors/",
    "/authors/ines-moreau/",
)


def pages(client) -> dict[str, str]:
    answers = {address: client.get(address) for address in PAGES}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address: answer.content.decode() for address, answer in answers.items()}


def addresses(photo: Photo) -> list[str]:
    photo = Photo.objects.get(pk=photo.pk)
    return [made.url for made in photo.renditions.all() if made.is_public]


def status(address: str) -> int:
    return urllib3.request("GET", address, retries=False, timeout=5).status


def begin_day(today, day, committing):
    today(day, hour=0)
    with committing():
        tasks.end_rights.call()


def test_on_its_last_day_it_is_printed_and_from_midnight_on_nowhere(client, reporting, committing, today):
    with committing():
        photo = limited()
    with committing():
        show_everywhere(reporting, photo)
    public = addresses(photo)
    names = list(photo.renditions.values_list("file", flat=True))
    today(LAST_DAY, hour=23)
    assert all("Ferry Person" in page for address, page in pages(client).items() if "talks" in address)
    assert {status(address) for address in public} == {200}

    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)

    assert {status(address) for address in public} <= {403, 404}
    photo.refresh_from_db()
    assert not photo.is_open
    for address, page in pages(client).items():
        for trace in ("Ferry Person", "Ferry caption", "Own words", "Own lead words", "Own alt", *names):
            assert trace not in page, address
        assert "picture--pending" not in page, address
        assert "Talks resume" in page or address in ("/columns/", "/authors/"), address


def test_its_replacement_is_printed_in_its_place_with_its_own_words_and_credit(client, reporting, committing, today):
    with committing():
        other = limited("Bridge", rights_expire_on=None, description="An iron bridge", agency=make_agency())
    with committing():
        photo = limited(replacement=other)
    with committing():
        show_everywhere(reporting, photo)
    assert not addresses(other)

    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)

    shown = pages(client)
    public = addresses(other)
    assert public
    assert {status(address) for address in public} == {200}
    assert not addresses(photo)
    story = shown["/reporting/talks-resume/"]
    assert story.count("Harbour Press/Bridge Person") >= 4  # lead, body, gallery, structured data
    assert "Bridge caption" in story
    assert "An iron bridge" in story
    assert "Own" not in story.replace("Owner", "")
    for address, page in shown.items():
        assert "Ferry" not in page, address
        assert any(name.rpartition("/")[2] in page for name in public), address


def test_the_pages_are_forgotten_that_printed_it(reporting, committing, today, forgotten):
    with committing():
        photo = limited()
    with committing():
        make_story(reporting, "Talks resume", lead_photo=photo)
    today(LAST_DAY + datetime.timedelta(days=1), hour=0)

    assert "/reporting/talks-resume/" in forgotten(tasks.end_rights.call)


def test_the_clock_does_it_as_the_day_of_the_newsroom_begins(reporting, committing, today):
    with committing():
        photo = limited()
    with committing():
        make_story(reporting, lead_photo=photo)
    today(LAST_DAY, hour=1)
    with committing():
        clock.tick()
    today(LAST_DAY, hour=23)
    with committing():
        clock.tick()
    assert addresses(photo)

    today(LAST_DAY + datetime.timedelta(days=1), hour=0)
    with committing():
        clock.tick()

    assert not addresses(photo)


def test_rights_that_are_given_longer_bring_it_back(client, reporting, committing, today):
    with committing():
        photo = limited()
    with committing():
        make_story(reporting, "Talks resume", lead_photo=photo)
    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)

    photo.refresh_from_db()
    photo.rights_expire_on = LAST_DAY + datetime.timedelta(days=30)
    with committing():
        photo.save()

    assert addresses(photo)
    assert "Ferry Person" in client.get("/reporting/talks-resume/").content.decode()


def test_a_day_that_is_over_closes_it_as_soon_as_it_is_written(client, reporting, committing):
    with committing():
        photo = limited()
    with committing():
        make_story(reporting, "Talks resume", lead_photo=photo)

    photo.refresh_from_db()
    photo.rights_expire_on = TODAY - datetime.timedelta(days=1)
    with committing():
        photo.save()

    assert not addresses(photo)
    assert "Ferry Person" not in client.get("/reporting/talks-resume/").content.decode()


def test_a_replacement_that_is_taken_back_closes_again(reporting, committing, today):
    with committing():
        other = limited("Bridge", rights_expire_on=None)
    with committing():
        photo = limited(replacement=other)
    with committing():
        story = make_story(reporting, lead_photo=photo)
    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)
    assert addresses(other)

    with committing():
        story.unpublish()

    assert not addresses(other)


def test_a_story_that_goes_out_after_the_last_day_is_kept_back(reporting, today):
    photo = limited()
    used = {"photo": photo, "caption": "", "alt_text": "", "decorative": False, "layout": "normal"}
    lead = make_draft(reporting, "First", lead_photo=photo)
    body = make_draft(reporting, "Second", body=[("photo", used)])
    social = make_draft(reporting, "Third", social_photo=photo)
    later = timezone.now() + datetime.timedelta(days=30)
    scheduled = make_draft(reporting, "Fourth", lead_photo=photo, go_live_at=later)
    with pytest.raises(PublishRefused, match="may be used until"):
        scheduled.latest_revision.publish()
    today(LAST_DAY + datetime.timedelta(days=1))

    for draft in (lead, body, social):
        with pytest.raises(PublishRefused, match="Choose another photo, or name a replacement"):
            draft.latest_revision.publish()

    Photo.objects.filter(pk=photo.pk).update(replacement=limited("Bridge", rights_expire_on=None))
    for draft in (lead, body, social):
        draft.refresh_from_db()
        draft.latest_revision.publish()


def test_a_story_that_was_out_before_is_corrected_without_a_word(reporting, committing, today):
    with committing():
        photo = limited()
    with committing():
        story = make_story(reporting, "Talks resume", lead_photo=photo)
    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)

    story.title = "Talks resume in May"
    with committing():
        story.save_revision().publish()

    story.refresh_from_db()
    assert (story.live, story.title) == (True, "Talks resume in May")
    assert not addresses(photo)


def test_the_editor_is_told_in_the_form(reporting, today):
    story = make_draft(reporting, "Talks resume", lead_photo=limited())
    today(LAST_DAY + datetime.timedelta(days=1))
    client = log_in(make_user("edith", "Editors"))

    answer = send(client, edit_address(story), action="publish")

    assert "may be used until" in answer.content.decode()
    story.refresh_from_db()
    assert not story.live


def test_the_newsroom_is_warned_by_mail_two_weeks_before_and_once(reporting, today):
    make_user("pia", "Photo editors")
    make_user("wim", "Writers")
    photo = limited(rights_expire_on=TODAY + datetime.timedelta(days=15))
    limited("Unused", rights_expire_on=TODAY + datetime.timedelta(days=5))
    make_story(reporting, lead_photo=photo)

    desk_tasks.tell_of_ending_rights.call()
    assert mail.outbox == []

    today(TODAY + datetime.timedelta(days=1))
    for _ in range(2):
        desk_tasks.tell_of_ending_rights.call()

    [message] = mail.outbox
    assert message.bcc == ["pia@example.org"]
    assert message.subject == "The rights of 1 photo end soon"
    assert "17 March 2026: Ferry (Ferry Person)" in message.body
    assert f"/admin/images/{photo.pk}/" in message.body
    assert "Unused" not in message.body

    photo.rights_expire_on += datetime.timedelta(days=1)
    photo.save()
    today(TODAY + datetime.timedelta(days=5))
    desk_tasks.tell_of_ending_rights.call()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("role", ["Editors", "Photo editors"])
def test_the_dashboard_lists_what_ends_soon_and_what_left_an_empty_place(reporting, today, role):
    soon, far = limited("Soon"), limited("Far", rights_expire_on=TODAY + datetime.timedelta(days=90))
    gone = limited("Gone", rights_expire_on=TODAY - datetime.timedelta(days=9))
    replaced = limited("Replaced", rights_expire_on=TODAY - datetime.timedelta(days=9), replacement=far)
    for photo in (soon, far, gone, replaced):
        make_draft(reporting, f"Story of {photo.title}", lead_photo=photo)
    limited("Unused")

    page = log_in(make_user("edith", role)).get("/admin/").content.decode()

    panel = page.split("Photos whose rights end")[1]
    assert "May be used until 5 March 2026" in panel
    assert "and nothing stands in for it" in panel
    assert [title for title in ("Soon", "Gone") if f">{title}<" in panel] == ["Soon", "Gone"]
    assert not [title for title in ("Far", "Replaced", "Unused") if f">{title}<" in panel]


def test_a_writer_is_not_bothered_with_it(reporting):
    make_draft(reporting, lead_photo=limited())

    assert "Photos whose rights end" not in log_in(make_user("wim", "Writers")).get("/admin/").content.decode()


def test_a_photo_cannot_stand_in_for_itself(admin_client):
    photo = limited()

    answer = admin_client.post(
        reverse("wagtailimages:edit", args=[photo.pk]), {"title": "Ferry", "replacement": photo.pk, "collection": 1}
    )

    assert "cannot stand in for itself" in answer.content.decode()


def test_nobody_is_asked_to_choose_a_replacement_among_all_photos_in_a_list(admin_client):
    for number in range(3):
        limited(f"Photo number {number}")

    page = admin_client.get(reverse("wagtailimages:edit", args=[Photo.objects.latest("pk").pk])).content.decode()

    assert "Photo number 0" not in page


def test_media_visibility_agrees(reporting, committing, today, capsys):
    with committing():
        other = limited("Bridge", rights_expire_on=None)
    with committing():
        photo = limited(replacement=other)
    with committing():
        make_story(reporting, lead_photo=photo)
    begin_day(today, LAST_DAY + datetime.timedelta(days=1), committing)

    call_command("media_visibility")

    report = capsys.readouterr().out
    assert not [line for line in report.splitlines() if line.startswith("photo ")]
    assert not [made.file.name for each in (photo, other) for made in each.renditions.all() if made.file.name in report]


@pytest.mark.deep
def test_lists_with_ended_photos_cost_the_same_for_many(
    client, reporting, committing, today, django_assert_max_num_queries
):
    other = limited("Bridge", rights_expire_on=None)
    for number in range(6):
        make_story(reporting, f"Story {number}", lead_photo=limited(f"Photo {number}", replacement=other))
    today(LAST_DAY + datetime.timedelta(days=1))
    client.get("/reporting/")

    with django_assert_max_num_queries(24):
        page = client.get("/reporting/").content.decode()

    assert page.count("Bridge Person") == 6
    assert json.loads(client.get("/reporting/feed/json/").content)["items"]
