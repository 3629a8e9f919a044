"""The dashboard: what somebody has begun, what waits, what goes out when, what is due this week."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import roles
from desk import clock
from desk.dashboard.instalments import begins
from desk.models import Heartbeat, Overdue
from media.models import Photo
from stories.models import Column, ColumnAuthor, StoryPage
from tests.editor import log_in, send
from tests.factories import (
    make_author,
    make_column,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

DASHBOARD = "/admin/"


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def writer():
    return make_user("will", roles.WRITERS)


def dashboard(client) -> str:
    response = client.get(DASHBOARD)
    assert response.status_code == 200
    return response.content.decode()


def test_each_kind_of_work_stands_on_the_dashboard(section, writer):
    editor = log_in(make_user("edith", roles.EDITORS))
    make_draft(section, "Begun", owner=writer)
    make_draft(section, "Planned", go_live_at=timezone.now() + timedelta(days=1)).latest_revision.publish()
    submitted = make_draft(section, "Submitted")
    submitted.get_workflow().start(submitted, writer)
    make_story(section, "Out", column=make_column(cadence="irregular"))

    of_writer, of_editor = dashboard(log_in(writer)), dashboard(editor)

    assert "Begun" in of_writer
    assert "Begun" not in of_editor
    for page in (of_writer, of_editor):
        assert "Planned" in page
        assert "Times are those of UTC." in page
        assert "Submitted" in page
        assert "Diplomacy Watch: Out" in page


def test_a_writer_sees_in_moderation_only_what_is_his(section, writer):
    submitted = make_draft(section, "Submitted")
    submitted.get_workflow().start(submitted, make_user("wanda", roles.WRITERS))

    assert "Submitted" not in dashboard(log_in(writer))


def test_an_instalment_is_one_click_away(section, writer):
    column, author = make_column(section=section), make_author()
    ColumnAuthor.objects.create(column=column, author=author)
    client = log_in(writer)
    address = f"/admin/pages/add/stories/storypage/{section.pk}/?column={column.pk}"

    offered = f'href="{address}"' in dashboard(client)
    send(client, address, title="Talks resume", slug="talks-resume")

    assert offered
    draft = StoryPage.objects.get().get_latest_revision_as_object()
    assert (draft.column, draft.authors, draft.owner) == (column, [author], writer)
    after = dashboard(client)
    assert f'href="{address}"' not in after
    assert f'href="/admin/pages/{draft.pk}/edit/"' in after


def test_a_column_with_its_instalment_out_is_not_due(section):
    make_story(section, column=make_column(section=section))

    assert "Start instalment" not in dashboard(log_in(make_user("edith", roles.EDITORS)))


def test_the_list_of_columns_starts_instalments_too(section):
    column = make_column(section=section, cadence="irregular")

    page = log_in(make_user("edith", roles.EDITORS)).get("/admin/snippets/stories/column/").content.decode()

    assert f"/admin/pages/add/stories/storypage/{section.pk}/?column={column.pk}" in page


def test_no_link_leads_where_its_reader_may_not_go(section, writer):
    column, editor = make_column(section=section), make_user("edith", roles.EDITORS)
    others = [
        make_draft(section, "Begun", owner=editor, column=column),
        make_story(section, "Out", column=make_column("Old", section=section)),
        make_draft(section, "Planned", go_live_at=timezone.now() + timedelta(days=1)),
    ]
    others[-1].latest_revision.publish()
    mine = make_draft(section, "Mine", owner=writer)

    of_writer, of_editor = log_in(writer), log_in(editor)

    page, whole = dashboard(of_writer), dashboard(of_editor)
    for story in others:
        assert f"/admin/pages/{story.pk}/edit/" not in page
        assert f"/admin/pages/{story.pk}/edit/" in whole
    assert f"/admin/pages/{mine.pk}/edit/" in page
    assert f"/admin/snippets/stories/column/edit/{column.pk}/" in whole
    looked_at = f"/admin/snippets/stories/column/inspect/{column.pk}/"
    assert looked_at in page
    assert of_writer.get(looked_at).status_code == 200


@pytest.mark.parametrize(("role", "shown"), [(roles.PHOTO_EDITORS, False), (roles.WRITERS, True)])
def test_the_list_of_stories_is_offered_to_those_who_work_with_stories(section, role, shown):
    assert ("/admin/stories/" in dashboard(log_in(make_user("somebody", role)))) == shown


@pytest.mark.parametrize(
    ("cadence", "first_day"),
    [
        ("daily", date(2026, 11, 25)),
        ("weekly", date(2026, 11, 23)),
        ("fortnightly", date(2026, 11, 16)),
        ("monthly", date(2026, 11, 1)),
    ],
)
def test_a_column_is_due_once_in_its_time(cadence, first_day):
    assert begins(Column(cadence=cadence), date(2026, 11, 25)) == first_day


def test_what_could_not_go_out_stands_on_top_with_its_reason(section):
    story = make_draft(section, "Uncredited", lead_photo=make_photo(), go_live_at=timezone.now() + timedelta(days=1))
    story.latest_revision.publish()
    Photo.objects.update(agency=None, person="")
    revision = story.revisions.get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=2)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    client = log_in(make_user("edith", roles.EDITORS))

    forgotten = dashboard(client)

    clock.tick()
    refused = dashboard(client)

    assert "The publishing clock has not come to it." in forgotten
    assert "has no credit" in refused
    assert Overdue.objects.get().name == "Uncredited"


@pytest.mark.parametrize(("silent_for", "warned"), [(5, False), (61, True)])
def test_a_silent_clock_is_told_of(section, silent_for, warned):
    Heartbeat.objects.create(name="clock", at=timezone.now() - timedelta(seconds=silent_for))

    page = dashboard(log_in(make_user("phil", roles.PHOTO_EDITORS)))

    assert ("The publishing clock has been silent" in page) == warned


def test_a_full_desk_costs_no_more_queries(section, writer, django_assert_max_num_queries):
    client = log_in(make_user("edith", roles.EDITORS))

    def fill(number):
        column = make_column(f"Column {number}", section=section)
        make_draft(section, f"Begun {number}", owner=writer, column=column)
        later = timezone.now() + timedelta(days=1)
        make_draft(section, f"Planned {number}", go_live_at=later, column=column).latest_revision.publish()
        submitted = make_draft(section, f"Submitted {number}", column=column)
        submitted.get_workflow().start(submitted, writer)
        make_story(section, f"Out {number}", column=make_column(f"Old {number}", section=section))

    def queries() -> int:
        client.get(DASHBOARD)
        with django_assert_max_num_queries(60) as counted:
            client.get(DASHBOARD)
        return len(counted)

    fill(0)
    few = queries()
    for number in range(1, 5):
        fill(number)

    assert queries() <= few
