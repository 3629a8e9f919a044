"""Whatever prints a photo prints its credit, so none goes out without, and none loses it while readers see it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts import roles
from media.models import Photo
from stories.admin.refusals import PublishRefusedMiddleware
from stories.models import Author, Column, SectionPage, StandardPage, StoryPage, Topic
from stories.publishing import PublishRefused
from tests import everything
from tests.editor import edit_address, log_in, messages_of, send
from tests.factories import make_draft, make_photo, make_section, make_site, make_story, make_user
from tests.story_files import import_lines
from tests.test_media_pictures_of_columns_authors_and_topics import address_of, make_snippet

pytestmark = pytest.mark.django_db
SNIPPETS = pytest.mark.parametrize("model", [Column, Author, Topic])


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def editor(home):
    return log_in(make_user("edith", roles.EDITORS))


@pytest.fixture
def nobodys():
    return make_photo("The quay", agency=None, person="")


def make_page_about_us(home, photo) -> StandardPage:
    body = [("photo", {"photo": photo, "layout": "normal"})]
    return home.add_child(instance=StandardPage(title="About", slug="about", body=body, live=False))


@SNIPPETS
def test_a_snippet_is_not_published_with_it(editor, nobodys, model):
    snippet = make_snippet(model, live=False)

    answer = send(editor, address_of(snippet), form_id=None, action="publish", photo=str(nobodys.pk))

    assert "“The quay” has no credit." in answer.content.decode()
    assert not model.objects.get().live


def test_nor_is_one_whose_file_names_an_agency_that_nobody_has_decided_about(editor, home):
    photo = make_photo("The quay", agency=None)
    Photo.objects.update(file_said={"missing_agency": "Some Agency"})
    photo.refresh_from_db()
    column, about = make_snippet(Column), make_page_about_us(home, photo)

    answer = send(editor, address_of(column), form_id=None, action="publish", photo=str(photo.pk))

    assert "names the agency “Some Agency”, which is not in the records" in answer.content.decode()
    assert not Column.objects.get().live
    assert [problem.field for problem in about.problems()] == ["body"]


@SNIPPETS
def test_nor_by_a_way_without_a_form(home, model):
    photo = make_photo("The quay", agency=None)
    snippet = make_snippet(model, photo)
    Photo.objects.update(person="")

    with pytest.raises(PublishRefused, match="has no credit"):
        snippet.latest_revision.publish()

    assert not model.objects.get().live


def test_a_section_is_not_published_with_it_and_keeps_it_as_a_draft(editor, home, nobodys):
    section = make_section(home)

    answer = send(editor, edit_address(section), action="publish", photo=str(nobodys.pk))
    assert "“The quay” has no credit." in answer.content.decode()

    send(editor, edit_address(section), photo=str(nobodys.pk))
    section = SectionPage.objects.get(pk=section.pk)
    assert section.photo is None
    assert section.get_latest_revision_as_object().photo == nobodys


def test_publishing_many_pages_at_once_says_why_one_was_not(editor, home, nobodys):
    page = make_page_about_us(home, nobodys)
    page.save_revision()

    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")

    assert "“About” was not published: “The quay” in the body has no credit." in messages_of(answer)
    assert answer.url == edit_address(page)
    assert not StandardPage.objects.get(pk=page.pk).live


def test_a_refused_snippet_leads_back_to_its_form(editor):
    column = make_snippet(Column, make_photo("The quay", agency=None))
    Photo.objects.update(person="")
    request = editor.get(address_of(column)).wsgi_request
    column = Column.objects.get(pk=column.pk).get_latest_revision_as_object()

    answer = PublishRefusedMiddleware(None).process_exception(request, PublishRefused(column, column.problems()))

    assert answer.url == address_of(column)
    assert [str(message) for message in request._messages] == [
        "“Harbour” was not published: “The quay” has no credit. Name its agency or person in the photo’s record."
    ]


def test_the_credit_of_a_photo_that_readers_see_cannot_be_taken_away(home, committing):
    desk = log_in(make_user("phil", roles.PHOTO_EDITORS))
    with committing():
        photo = make_photo(person="Ana Bel", agency=None)
        make_story(make_section(home), lead_photo=photo)

    answer = send(desk, f"/admin/images/{photo.pk}/", form_id=None, person="")
    assert "its credit cannot be taken away" in answer.content.decode()
    assert Photo.objects.get().credit == "Ana Bel"

    send(desk, f"/admin/images/{photo.pk}/", form_id=None, person="Marek Oller")
    assert Photo.objects.get().credit == "Marek Oller"


def test_an_import_leaves_it_out_and_says_so(home, tmp_path):
    everything.put_media_into(tmp_path / "media")
    photo = {"file": "photos/quay.jpg", "title": "The quay", "alt": "An empty quay"}
    section = {"type": "section", "path": "europe", "title": "Europe", "photo": photo}
    author = {"type": "author", "name": "Ines Moreau", "photo": photo}

    said = import_lines(tmp_path, section, author, media=tmp_path / "media")

    told = "“The quay” was left out: its record names neither agency nor person"
    assert f"line 1: {told}" in said
    assert f"line 2: {told}" in said
    assert (SectionPage.objects.get().photo, Author.objects.get().photo) == (None, None)


def test_a_scheduled_story_keeps_the_credit_of_its_photo(home, committing):
    desk = log_in(make_user("phil", roles.PHOTO_EDITORS))
    with committing():
        photo = make_photo(person="Ana Bel", agency=None)
        make_draft(make_section(home), lead_photo=photo, go_live_at=timezone.now() + timedelta(days=1))
        StoryPage.objects.get().latest_revision.publish()

    send(desk, f"/admin/images/{photo.pk}/", form_id=None, person="")

    assert Photo.objects.get().credit == "Ana Bel"


@pytest.mark.parametrize("lack", [{"agency": None, "person": ""}, {"description": ""}])
def test_it_stands_in_for_no_other(home, lack):
    desk = log_in(make_user("phil", roles.PHOTO_EDITORS))
    photo, other = make_photo("Ferry"), make_photo("The quay", **lack)

    answer = send(desk, f"/admin/images/{photo.pk}/", form_id=None, replacement=str(other.pk))

    assert "“The quay” cannot stand in for it yet" in answer.content.decode()
    assert Photo.objects.get(pk=photo.pk).replacement is None


def test_what_lost_its_credit_where_nobody_looked_is_not_printed(home, committing, client):
    with committing():
        photo = make_photo(person="Ana Bel", agency=None)
        story = make_story(make_section(home), lead_photo=photo)
    assert "Ana Bel" in client.get(story.url).content.decode()

    Photo.objects.update(person="")
    cache.clear()
    page = client.get(story.url).content.decode()

    assert photo.alt_text not in page
    assert "credit:" not in page
