"""What each role may do, asked through the addresses that the role would use."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Workflow

from accounts import roles
from accounts.models import User
from media.models import Agency, Photo
from search.models import Synonym
from stories.models import Column, StandardPage, StoryPage
from tests.editor import EMPTY_STREAM, add_address, edit_address, form_at, log_in, messages_of, send
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

MEMBERS = {
    roles.WRITERS: "writer",
    roles.EDITORS: "editor",
    roles.PHOTO_EDITORS: "photo editor",
    roles.ADMINISTRATORS: "administrator",
}
STORY_FORM = {
    "title": "The bridge opens",
    "slug": "the-bridge-opens",
    "standfirst": "",
    "column": "",
    "byline": "The editors",
    **EMPTY_STREAM,
    **{
        f"{rows}-{count}": "0"
        for rows in ("story_authors", "story_topics", "related_stories", "corrections", "comments")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    },
}


@pytest.fixture
def section():
    return make_section(make_site())


def opens(client, address: str) -> bool:
    return client.get(address).status_code == 200


def creates_a_draft(client, section):
    client.post(add_address(section), STORY_FORM)
    return StoryPage.objects.filter(slug="the-bridge-opens", live=False).exists()


def publishes_at_once(client, section):
    client.post(add_address(section), STORY_FORM | {"action-publish": "1"})
    return StoryPage.objects.filter(slug="the-bridge-opens", live=True).exists()


def edits_the_story_of_another(client, section):
    return opens(client, edit_address(make_draft(section)))


def sees_the_history_of_another(client, section):
    return opens(client, f"/admin/pages/{make_draft(section).pk}/history/")


def publishes_the_story_of_another(client, section):
    story = make_draft(section)
    client.post(edit_address(story), STORY_FORM | {"action-publish": "1"})
    return StoryPage.objects.get(pk=story.pk).live


def unpublishes(client, section):
    story = make_story(section)
    client.post(f"/admin/pages/{story.pk}/unpublish/")
    return not StoryPage.objects.get(pk=story.pk).live


def locks(client, section):
    story = make_draft(section)
    client.post(f"/admin/pages/{story.pk}/lock/")
    return StoryPage.objects.get(pk=story.pk).locked


def deletes_the_story_of_another(client, section):
    story = make_draft(section)
    client.post(f"/admin/pages/{story.pk}/delete/")
    return not StoryPage.objects.filter(pk=story.pk).exists()


def adds_a_standard_page(client, section):
    client.get(f"/admin/pages/add/stories/standardpage/{section.get_parent().pk}/")
    client.post(
        f"/admin/pages/add/stories/standardpage/{section.get_parent().pk}/",
        {"title": "About", "slug": "about", **EMPTY_STREAM, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"},
    )
    return StandardPage.objects.exists()


def uploads_a_photo(client, section):
    file = SimpleUploadedFile("ferry.jpg", picture_bytes(), content_type="image/jpeg")
    collection = 1
    client.post(
        "/admin/images/add/",
        {"title": "A ferry", "file": file, "kind": "photograph", "collection": collection, "person": "Ana Bel"},
    )
    return Photo.objects.exists()


def deletes_the_photo_of_another(client, section):
    client.post(f"/admin/images/{make_photo().pk}/delete/")
    return not Photo.objects.exists()


def sees_columns(client, section):
    return opens(client, "/admin/snippets/stories/column/")


def edits_a_column(client, section):
    return opens(client, f"/admin/snippets/stories/column/edit/{make_column().pk}/")


def deletes_a_column(client, section):
    client.post(f"/admin/snippets/stories/column/delete/{make_column().pk}/")
    return not Column.objects.exists()


def copies_an_author(client, section):
    return opens(client, f"/admin/snippets/stories/author/copy/{make_author().pk}/")


def edits_an_agency(client, section):
    agency = make_agency()
    client.post(
        f"/admin/media/agency/edit/{agency.pk}/", {"name": "Quay Pictures", "printed": "agency_person", "notes": ""}
    )
    return Agency.objects.filter(name="Quay Pictures").exists()


def reads_the_ledger_of_corrections(client, section):
    return opens(client, "/admin/stories/correction/")


def reads_what_readers_search_for(client, section):
    return opens(client, "/admin/reports/searches/") and opens(client, "/admin/reports/searches/results/")


def reads_the_search_log(client, section):
    return opens(client, "/admin/search/asked/")


def keeps_the_synonyms(client, section):
    client.post("/admin/snippets/search/synonym/add/", {"words": "lorry, truck"})
    return Synonym.objects.filter(words="lorry, truck").exists()


def promotes_results(client, section):
    return opens(client, "/admin/searchpicks/add/")


def sees_users(client, section):
    return opens(client, "/admin/users/")


def sees_groups(client, section):
    return opens(client, "/admin/groups/")


def makes_itself_a_superuser(client, section):
    user = User.objects.get(pk=client.session["_auth_user_id"])
    client.post(f"/admin/users/edit/{user.pk}/", {"username": user.username, "is_superuser": "on", "is_active": "on"})
    user.refresh_from_db()
    return user.is_superuser


def changes_the_name_of_the_publication(client, section):
    return opens(client, f"/admin/settings/stories/publicationsettings/{section.get_site().pk}/")


def changes_the_appeal(client, section):
    return opens(client, f"/admin/settings/stories/appealsettings/{section.get_site().pk}/")


def keeps_redirects(client, section):
    return opens(client, "/admin/redirects/")


def keeps_collections(client, section):
    return opens(client, "/admin/collections/")


def keeps_workflows(client, section):
    return opens(client, "/admin/workflows/list/")


def keeps_sites(client, section):
    return opens(client, "/admin/sites/")


WRITER, EDITOR, PHOTO, ADMINISTRATOR = roles.ALL
MATRIX = {
    creates_a_draft: {WRITER, EDITOR, ADMINISTRATOR},
    publishes_at_once: {EDITOR, ADMINISTRATOR},
    edits_the_story_of_another: {EDITOR, ADMINISTRATOR},
    sees_the_history_of_another: {EDITOR, ADMINISTRATOR},
    publishes_the_story_of_another: {EDITOR, ADMINISTRATOR},
    unpublishes: {EDITOR, ADMINISTRATOR},
    locks: {EDITOR, ADMINISTRATOR},
    deletes_the_story_of_another: {EDITOR, ADMINISTRATOR},
    adds_a_standard_page: {EDITOR, ADMINISTRATOR},
    uploads_a_photo: {WRITER, EDITOR, PHOTO, ADMINISTRATOR},
    # Who may put a photo's credit right may delete the photo too: Wagtail does not tell the two apart.
    deletes_the_photo_of_another: {EDITOR, PHOTO, ADMINISTRATOR},
    sees_columns: {WRITER, EDITOR, ADMINISTRATOR},
    edits_a_column: {EDITOR, ADMINISTRATOR},
    deletes_a_column: {EDITOR, ADMINISTRATOR},
    copies_an_author: {EDITOR, ADMINISTRATOR},
    edits_an_agency: {EDITOR, PHOTO, ADMINISTRATOR},
    reads_the_ledger_of_corrections: {EDITOR, ADMINISTRATOR},
    reads_what_readers_search_for: {EDITOR, ADMINISTRATOR},
    reads_the_search_log: {EDITOR, ADMINISTRATOR},
    keeps_the_synonyms: {EDITOR, ADMINISTRATOR},
    promotes_results: {EDITOR, ADMINISTRATOR},
    sees_users: set(),
    sees_groups: set(),
    makes_itself_a_superuser: set(),
    changes_the_name_of_the_publication: {ADMINISTRATOR},
    changes_the_appeal: {EDITOR, ADMINISTRATOR},
    keeps_redirects: {EDITOR, ADMINISTRATOR},
    keeps_collections: {PHOTO, ADMINISTRATOR},
    keeps_workflows: {ADMINISTRATOR},
    keeps_sites: {ADMINISTRATOR},
}


@pytest.mark.deep
@pytest.mark.parametrize("role", roles.ALL)
@pytest.mark.parametrize("act", MATRIX, ids=lambda act: act.__name__)
def test_a_role_does_what_it_is_there_for_and_no_more(act, role, section):
    client = log_in(make_user(role=role))

    assert act(client, section) == (role in MATRIX[act])


def test_there_are_four_roles_and_one_way_from_writer_to_editor(section):
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ALL)
    assert [workflow.name for workflow in Workflow.objects.all()] == ["an editor for approval"]
    assert section.get_workflow().name == "an editor for approval"


def test_a_story_goes_from_its_writer_to_an_editor_and_out(section):
    writer, editor = log_in(make_user("will", roles.WRITERS)), log_in(make_user("edith", roles.EDITORS))
    send(writer, add_address(section), action="submit", title="The bridge", slug="the-bridge", byline="The editors")
    story = StoryPage.objects.get()
    state = story.current_workflow_task_state

    waits = not story.live and bool(state)
    editor.post(f"/admin/pages/workflow/action/{story.pk}/approve/{state.pk}/")

    story.refresh_from_db()
    assert (waits, story.live) == (True, True)
    assert story.published_at


def test_an_approval_that_a_rule_refuses_loses_nothing_and_says_why(section):
    writer, editor = log_in(make_user("will", roles.WRITERS)), log_in(make_user("edith", roles.EDITORS))
    photo = make_photo()
    send(
        writer,
        add_address(section),
        action="submit",
        title="The bridge",
        slug="the-bridge",
        byline="The editors",
        lead_photo=str(photo.pk),
    )
    Photo.objects.update(agency=None, person="")
    story = StoryPage.objects.get()
    state = story.current_workflow_task_state

    response = editor.post(f"/admin/pages/workflow/action/{story.pk}/approve/{state.pk}/")

    assert response.headers["Location"] == edit_address(story)
    assert "has no credit" in messages_of(response)
    story.refresh_from_db()
    assert (story.live, story.workflow_in_progress) == (False, True)


def test_an_editor_sends_a_story_back_whatever_it_lacks(section):
    writer, editor = log_in(make_user("will", roles.WRITERS)), log_in(make_user("edith", roles.EDITORS))
    send(writer, add_address(section), action="submit", title="The bridge", slug="the-bridge", byline="The editors")
    story = StoryPage.objects.get()

    form = form_at(editor, edit_address(story))
    form.update({"byline": "", "action-workflow-action": "true", "workflow-action-name": "reject"})
    editor.post(edit_address(story), form)

    assert StoryPage.objects.get().current_workflow_state.status == "needs_changes"
