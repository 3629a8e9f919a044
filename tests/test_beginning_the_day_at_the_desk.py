"""The dashboard: what somebody has begun, what waits, what goes out when, what is due this week."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import roles
from desk import clock
from desk.dashboard.instalments import begins
from desk.models import Heartbeat, Overdue
from home.models import HomePage
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
    assert f'href="{address}"' in after
    assert f'href="/admin/pages/{draft.pk}/edit/"' in after


def test_every_column_offers_its_next_instalment_and_those_that_are_due_come_first(section):
    out = make_column("About the sea", section=section, weekday=0)
    make_story(section, column=out)
    irregular = make_column("Letters", section=section, cadence="irregular")
    make_column("Nowhere")
    due = make_column("Weekly wrap", section=section, weekday=4)

    page = dashboard(log_in(make_user("edith", roles.EDITORS)))

    begun_at = [page.index(f"?column={column.pk}") for column in (due, out, irregular)]
    assert begun_at[0] == min(begun_at)
    assert page.count("Start instalment") == 3
    assert "Fridays · due now" in page
    assert "Mondays · due now" not in page
    assert "Nowhere" in page


def test_a_draft_that_waits_for_others_is_not_among_ones_own(section, writer):
    editor = make_user("edith", roles.EDITORS)
    make_draft(section, "In hand", owner=writer)
    submitted = make_draft(section, "Submitted", owner=writer)
    submitted.get_workflow().start(submitted, editor)
    planned = make_draft(section, "Planned", owner=writer, go_live_at=timezone.now() + timedelta(days=1))
    planned.latest_revision.publish()
    returned = make_draft(section, "Returned", owner=writer)
    returned.get_workflow().start(returned, writer)
    returned.current_workflow_task_state.reject(user=editor)

    page = dashboard(log_in(writer))

    own, waiting = page.index('id="my-drafts'), page.index('id="in-moderation')
    assert page.index("In hand") > own
    assert own < page.index("Returned") < waiting
    assert page.index("Submitted") > waiting
    assert page.index("Planned") > page.index('id="scheduled')
    assert page.count("Submitted") == page.count("Planned") == 1


def test_the_photo_editor_finds_the_photos_that_lack_words(section):
    unsigned = make_photo("Unsigned", agency=None, person="")
    silent = make_photo("Silent", description="")
    make_photo("Complete")
    client = log_in(make_user("phil", roles.PHOTO_EDITORS))

    page = dashboard(client)

    for photo, lacks in ((unsigned, "No credit"), (silent, "No alt text")):
        assert f'href="/admin/images/{photo.pk}/"' in page
        assert lacks in page
        assert client.get(f"/admin/images/{photo.pk}/").status_code == 200
    assert "Complete" not in page
    assert "Search all pages" not in page


def test_a_writer_finds_the_search_for_pages_and_the_gaps_of_his_own_photos(section, writer):
    make_photo("Of others", description="")
    before = dashboard(log_in(writer))
    make_photo("His own", description="", uploaded_by_user=writer)

    after = dashboard(log_in(writer))

    assert "Search all pages" in before
    assert "Photos without credit" not in before
    assert "His own" in after
    assert "Of others" not in after


def test_a_library_without_gaps_says_so(section):
    make_photo()

    assert "Every photo has its credit" in dashboard(log_in(make_user("phil", roles.PHOTO_EDITORS)))


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
        make_photo(f"Unsigned {number}", agency=None, person="")

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


def pages_in_the_menu(client) -> list:
    """Return what Wagtail's script is told of the menu item “Pages”: name, label, icon, address … first page."""
    told = dashboard(client).partition('id="wagtail-sidebar-props"')[2].partition(">")[2].partition("</script>")[0]
    return next(
        part["_args"] for part in parts_of(json.loads(told)) if part.get("_type", "").endswith(".PageExplorerMenuItem")
    )


def parts_of(value):
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(each)


@pytest.mark.parametrize("role", [roles.WRITERS, roles.EDITORS])
def test_pages_opens_at_the_front(section, role):
    front = section.get_parent()
    client = log_in(make_user("somebody", role))

    item = pages_in_the_menu(client)

    assert item[-1] == front.pk
    assert f"/admin/pages/{front.pk}/" in str(item)
    assert client.get(f"/admin/pages/{front.pk}/").status_code == 200


def test_pages_opens_above_all_fronts_where_there_are_several(section):
    root = section.get_parent().get_parent()
    root.add_child(instance=HomePage(title="The other", slug="other"))

    assert pages_in_the_menu(log_in(make_user("edith", roles.EDITORS)))[-1] == root.pk
