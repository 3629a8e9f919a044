"""A form that comes in part only, or broken, is refused like any other; nothing fails, nothing is lost."""

import pytest

from tests.editor import add_address, edit_address, log_in
from tests.factories import make_draft, make_section, make_site, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"title": "Emptied"},
        {"title": "Emptied", "body-count": "x"},
        {"title": "Emptied", "body-count": "1"},
        {"title": "Emptied", "body-count": "1", "body-0-deleted": "", "body-0-type": "heading", "body-0-order": "x"},
        {"title": "Emptied", "body-count": "99999999"},
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_without_its_body_is_a_bad_request(form, accept):
    section = make_section(make_site())
    story = make_draft(section, "Talks resume")
    client = log_in(make_user("chief", is_superuser=True))

    for address in (edit_address(story), add_address(section), edit_address(section.get_parent())):
        assert client.post(address, form, headers={"accept": accept}).status_code == 400
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().title == "Talks resume"
    assert section.get_children().count() == 1


@pytest.mark.parametrize(("accept", "status"), [("text/html", 200), ("application/json", 400)])
def test_a_form_without_its_rows_is_refused(accept, status):
    story = make_draft(make_section(make_site()), "Talks resume")
    client = log_in(make_user("chief", is_superuser=True))

    answer = client.post(
        edit_address(story),
        {"title": "Emptied", "slug": "emptied", "body-count": "0"},
        headers={"accept": accept},
    )

    assert answer.status_code == status
    assert story.get_latest_revision_as_object().title == "Talks resume"
