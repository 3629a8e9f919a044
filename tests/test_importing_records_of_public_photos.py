"""A line changes the record of a photo that readers see: it is told, and a draft never does it."""

import pytest

from media.models import Photo
from tests import factories
from tests.story_files import STORY, import_lines, imported

pytestmark = pytest.mark.django_db

QUAY = {"file": "photos/quay.jpg", "title": "Quay", "person": "Ana Bel", "alt": "An empty quay"}
OUT = {**STORY, "lead_photo": QUAY}
RENAMED = {**QUAY, "person": "Iva Noor", "title": "The quay"}


@pytest.fixture
def public_photo(tmp_path, committing):
    """A photo that came in with a published story."""
    folder = tmp_path / "media"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos/quay.jpg").write_bytes(factories.picture_bytes())
    with committing():
        assert import_lines(tmp_path, OUT, media=folder) == "1 line: 1 new.\n"
    photo = Photo.objects.get()
    assert photo.is_open
    return photo


def test_a_change_that_readers_see_at_once_is_told_by_line(tmp_path, public_photo):
    said = import_lines(tmp_path, OUT, {**OUT, "id": "s2", "headline": "Another", "lead_photo": RENAMED})

    assert said.splitlines()[0] == "line 2: changes the title and credit of “Quay”, which is public now"
    public_photo.refresh_from_db()
    assert (public_photo.person, public_photo.title) == ("Iva Noor", "The quay")


def test_a_field_of_the_record_that_a_line_leaves_out_stays_and_an_empty_one_is_emptied(tmp_path, public_photo):
    full = {**QUAY, "agency": "Harbour Press", "restrictions": "Not for social media", "rights_expire_on": "2999-12-31"}
    full |= {"place": "Marseille", "tags": ["quay"]}
    import_lines(tmp_path, {**OUT, "lead_photo": full})

    import_lines(tmp_path, {**OUT, "lead_photo": {**QUAY, "place": "", "agency": "", "tags": []}})

    public_photo.refresh_from_db()
    assert (public_photo.restrictions, str(public_photo.rights_expire_on)) == ("Not for social media", "2999-12-31")
    assert (public_photo.place, public_photo.agency, public_photo.tags.count()) == ("", None, 0)


def test_what_was_told_is_not_told_again(tmp_path, public_photo):
    line = {**OUT, "lead_photo": RENAMED}
    import_lines(tmp_path, line)

    assert import_lines(tmp_path, line) == "1 line: 1 unchanged.\n"


@pytest.mark.parametrize(
    "reason",
    [{"status": "draft"}, {"byline": ""}],
    ids=["a draft by its line", "a draft because nobody signs it"],
)
def test_a_draft_leaves_the_record_of_a_public_photo_alone(tmp_path, public_photo, reason):
    line = {**OUT, "id": "s2", "headline": "Another", "lead_photo": RENAMED, **reason}
    said = import_lines(tmp_path, line)

    assert "line 1: leaves the title and credit of “Quay” alone: it is public now, and this is a draft" in said
    public_photo.refresh_from_db()
    assert (public_photo.person, public_photo.title) == ("Ana Bel", "Quay")
    assert imported("s2").get_latest_revision_as_object().lead_photo == public_photo


def test_a_dry_run_tells_it_and_changes_nothing(tmp_path, public_photo):
    said = import_lines(tmp_path, {**OUT, "lead_photo": RENAMED}, dry_run=True)

    assert "line 1: changes the title and credit of “Quay”, which is public now" in said
    public_photo.refresh_from_db()
    assert public_photo.person == "Ana Bel"


def test_a_photo_that_nobody_sees_yet_takes_the_record_of_a_draft(tmp_path, public_photo):
    draft = {**OUT, "status": "draft"}
    import_lines(tmp_path, draft)
    Photo.objects.update(is_open=False)

    said = import_lines(tmp_path, {**draft, "lead_photo": RENAMED})

    assert said == "1 line: 1 changed.\n"
    assert Photo.objects.get().person == "Iva Noor"
