"""What a search is narrowed by is published, renamed, taken down and deleted: answers follow without a rebuild."""

import pytest

from search.finding import find
from search.models import Entry, Label
from search.questions import Question
from stories.models import SectionPage, StoryPage
from tests.factories import make_author, make_column, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db
KINDS = ["section", "topic", *(pytest.param(kind, marks=pytest.mark.deep) for kind in ("column", "author"))]


@pytest.fixture
def magazine(committing):
    """Two stories of one section; the first has also a section, a column, an author and a topic called “Harbour”."""
    home = make_site()
    reporting = make_section(home)
    with committing():
        also = make_section(home, "Harbour", role="subject")
        column, author, topic = make_column("Harbour"), make_author("Harbour"), make_topic("Harbour")
        make_story(reporting, "Ferry", also_in=[also], column=column, authors=[author], topics=[topic])
        make_story(reporting, "Another ferry", byline="The editors")
    return {"section": also, "column": column, "author": author, "topic": topic}


def offered(kind: str) -> dict[str, tuple[str, int]]:
    """Return what results can be narrowed by: the label and the number of stories by the value."""
    facets = {facet.name: facet.values for facet in find(Question("ferry")).facets}
    found = {value.value: (value.label, value.count) for value in facets.get(kind, ())}
    found.pop("reporting", None)
    return found


def narrowed(kind: str, value: str = "harbour") -> list[str] | None:
    """Return what is found, None where nothing is called so."""
    answer = find(Question("ferry", chosen={kind: (value,)}))
    return None if answer.unknown else [hit.story.title for hit in answer.hits]


def again(subject):
    return type(subject).objects.get(pk=subject.pk)


def change(subject, name: str, slug: str):
    subject = again(subject)
    setattr(subject, "title" if isinstance(subject, SectionPage) else "name", name)
    subject.slug = slug
    subject.save_revision().publish()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_down_narrows_nothing_and_what_is_published_again_does(magazine, committing, kind):
    subject = magazine[kind]
    assert offered(kind) == {"harbour": ("Harbour", 1)}

    with committing():
        again(subject).unpublish()
    assert offered(kind) == {}
    assert narrowed(kind) is None

    with committing():
        again(subject).save_revision().publish()
    assert offered(kind) == {"harbour": ("Harbour", 1)}
    assert narrowed(kind) == ["Ferry"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_story_that_was_published_meanwhile_is_found_by_it(magazine, committing, kind):
    subject = magazine[kind]
    with committing():
        again(subject).unpublish()
    with committing():
        StoryPage.objects.get(title="Ferry").save_revision().publish()
    assert offered(kind) == {}

    with committing():
        again(subject).save_revision().publish()

    assert offered(kind) == {"harbour": ("Harbour", 1)}
    assert narrowed(kind) == ["Ferry"]
    assert [place.kind for place in find(Question("harbour")).places].count(kind) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_name_and_address_hold_for_all_its_stories(magazine, committing, kind):
    with committing():
        change(magazine[kind], "Port", "port")

    assert offered(kind) == {"port": ("Port", 1)}
    assert narrowed(kind, "port") == ["Ferry"]
    assert narrowed(kind) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_name_that_comes_with_publishing_again_does_too(magazine, committing, kind):
    with committing():
        again(magazine[kind]).unpublish()
    with committing():
        StoryPage.objects.get(title="Ferry").save_revision().publish()
    with committing():
        change(magazine[kind], "Port", "port")

    assert offered(kind) == {"port": ("Port", 1)}
    assert narrowed(kind, "port") == ["Ferry"]


@pytest.mark.parametrize("kind", ["section", "topic"])
def test_what_is_deleted_is_gone_from_answers_and_from_the_index(magazine, committing, kind):
    label = Label.objects.get(kind=kind, slug="harbour")

    with committing():
        again(magazine[kind]).delete()

    assert offered(kind) == {}
    assert narrowed(kind) is None
    assert not Label.objects.filter(pk=label.pk).exists()
    assert not Entry.objects.filter(labels__contains=f" {label.pk} ").exists()
    assert len(find(Question("ferry")).hits) == 2


def test_a_section_that_moves_below_another_takes_along_what_also_appears_in_it(magazine, committing, client):
    above = make_section(magazine["section"].get_parent(), "Coasts", role="subject")

    with committing():
        again(magazine["section"]).move(above, pos="last-child")

    assert offered("section") == {"harbour": ("Harbour", 1), "coasts": ("Coasts", 1)}
    assert "Ferry" in client.get(above.url).content.decode()


def test_a_section_that_is_not_public_is_nothing_to_ask_for(magazine, committing):
    assert find(Question("ferry section:harbour")).tried == ()

    with committing():
        again(magazine["section"]).unpublish()

    assert find(Question("ferry section:harbour")).tried == ("No section is called “harbour”.",)


def test_the_list_of_a_section_that_is_published_again_is_whole(magazine, client):
    section = magazine["section"]
    again(section).unpublish()
    StoryPage.objects.get(title="Ferry").save_revision().publish()

    again(section).save_revision().publish()

    assert "Ferry" in client.get(section.url).content.decode()
