"""From the moment a story is closed nobody finds it; from the moment it is public everybody does."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import indexing, rebuilding, repairs
from search.engines import engine
from search.finding import find
from search.models import Content, Entry, Label, Posting, Rebuild, Word
from search.questions import Question
from search.suggestions import suggest
from stories.models import StoryPage
from tests.factories import make_author, make_column, make_draft, make_section, make_site, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def no_worker(settings):
    """From here on nobody does what is given to tasks."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "slow"]}}


def found(text: str) -> list[str]:
    return [hit.story.title for hit in find(Question(text, is_exact=True)).hits]


def assert_nowhere(word: str):
    """Nobody hears of a story with this word, whatever they ask."""
    answer = find(Question(word, is_exact=True))
    assert (answer.total, answer.hits, answer.facets, answer.places) == (0, (), (), ())
    assert word not in {story.title.lower() for story in answer.nearest}
    assert suggest(word) == []
    assert repairs.repairs([f"{word[0]}{word}"]) == {}


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_closed_story_is_gone_at_once_without_a_worker(section, no_worker, committing):
    def unpublish(story):
        story.unpublish()

    def delete(story):
        story.delete()

    def make_private(story):
        restrict(story)

    def make_section_private(story):
        restrict(story.get_parent())

    def move_into_the_vault(story):
        vault = make_section(section.get_parent(), "Vault")
        restrict(vault)
        StoryPage.objects.get(pk=story.pk).move(vault, "last-child")

    def expire(story):
        StoryPage.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled")

    for close in (unpublish, delete, make_private, make_section_private, move_into_the_vault, expire):
        own = make_section(section.get_parent(), f"For {close.__name__}")
        story = make_story(own, "Quokka")
        indexing.renew([story.pk])
        assert found("quokka") == ["Quokka"], close

        with committing():
            close(StoryPage.objects.get(pk=story.pk))

        assert Word.objects.filter(text="quokka").exists(), "nobody has tidied up yet"
        assert_nowhere("quokka")
        indexing.renew([story.pk])
        assert_nowhere("quokka")


@pytest.mark.parametrize(
    "address", ["/search/", "/search/feed/", "/api/search/", "/api/suggest/", "/api/suggest/browser/"]
)
def test_no_cache_goes_on_naming_what_was_closed(client, section, address):
    make_story(section, "Quokka")

    response = client.get(address, {"q": "quokka"})

    assert "Quokka" in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


def test_what_was_closed_is_in_no_table_when_the_worker_has_been_there(section, committing):
    story = make_story(section, "Quokka", authors=[make_author()], column=make_column())
    make_story(section, "Ferry")

    with committing():
        story.unpublish()

    for model in (Entry, Content, Posting):
        assert not model.objects.filter(story_id=story.pk).exists()
    assert not Word.objects.filter(text="quokka").exists()
    assert Word.objects.get(text="ferry").stories == 1


def test_drafts_and_scheduled_stories_never_come_in(section):
    make_draft(section, "Quokka")
    later = make_draft(section, "Quokka later", go_live_at=timezone.now() + timedelta(days=1))
    later.save_revision().publish()

    assert Entry.objects.count() == Word.objects.count() == 0
    assert_nowhere("quokka")


def test_a_draft_of_a_public_story_stays_out_until_it_is_published(section):
    story = make_story(section, "Ferry")
    story.title = "Quokka"
    revision = story.save_revision()

    assert found("quokka") == []
    revision.publish()
    assert found("quokka") == ["Quokka"]
    assert found("ferry") == []


def test_an_opened_section_comes_back(section, committing):
    make_story(section, "Ferry")
    with committing():
        restriction = restrict(section)
    assert found("ferry") == []

    with committing():
        restriction.delete()

    assert found("ferry") == ["Ferry"]


def test_new_names_are_found_in_old_stories(section):
    author, column, topic = make_author("Ines Moreau"), make_column("The Quay"), make_topic("Grain")
    make_story(section, "Ferry", authors=[author], column=column, topics=[topic])

    for subject, name in ((author, "Ines Tamm"), (column, "The Pier"), (topic, "Wheat")):
        subject.name = name
        subject.save_revision().publish()
        assert found(name) == ["Ferry"]
    assert found("moreau") == found("quay") == found("grain") == []
    labels = {facet.name: [value.label for value in facet.values] for facet in find(Question("ferry")).facets}
    assert (labels["author"], labels["column"], labels["topic"]) == (["Ines Tamm"], ["The Pier"], ["Wheat"])


def test_a_topic_that_is_withdrawn_or_deleted_narrows_nothing(section, committing):
    topic = make_topic("Grain")
    make_story(section, "Ferry", topics=[topic])
    topic.unpublish()
    assert found("grain") == []
    assert "topic" not in {facet.name for facet in find(Question("ferry")).facets}

    with committing():
        topic.delete()

    assert not Label.objects.filter(kind="topic").exists()


def test_a_private_section_that_a_story_also_appears_in_is_not_named(section):
    vault = make_section(section.get_parent(), "Vault")
    make_story(section, "Ferry", also_in=[vault])
    assert {value.label for facet in find(Question("ferry")).facets for value in facet.values} >= {"Vault"}

    restrict(vault)

    assert "Vault" not in {value.label for facet in find(Question("ferry")).facets for value in facet.values}
    assert find(Question("vault")).places == ()


def test_an_alias_is_found_and_goes_with_its_original(section, committing):
    story = make_story(section, "Ferry")
    other = make_section(section.get_parent(), "Other")
    with committing():
        story.create_alias(parent=other, update_slug="ferry-too")
    assert found("ferry") == ["Ferry", "Ferry"]

    with committing():
        restrict(section)

    assert found("ferry") == []


def test_an_index_that_cannot_be_written_keeps_nobody_from_closing_a_story(section, monkeypatch, caplog):
    story = make_story(section, "Ferry")

    def fail(*args):
        raise DatabaseError("no space left")

    monkeypatch.setattr(indexing, "hide", fail)
    monkeypatch.setattr(indexing, "renew", lambda ids: 0)
    story.unpublish()

    assert not StoryPage.objects.get(pk=story.pk).live
    assert found("ferry") == []
    assert "could not be told" in caplog.text


def test_an_index_that_is_not_there_costs_readers_their_search_only(client, section, monkeypatch):
    story = make_story(section, "Ferry")

    def fail(*args):
        raise DatabaseError("no such table")

    monkeypatch.setattr(type(engine()), "survey", fail)

    assert client.get("/search/?q=ferry").status_code == 503
    assert client.get(story.url).status_code == 200


def test_the_index_is_made_whole_by_a_command_that_may_be_run_at_any_time(section, capsys):
    stories = [make_story(section, f"Ferry {number}") for number in range(3)]
    lost = Content.objects.filter(pk=stories[0].pk)
    engine().remove(lost)
    lost.delete()
    Entry.objects.filter(pk=stories[0].pk).delete()
    StoryPage.objects.filter(pk=stories[1].pk).update(live=False)
    Word.objects.all().delete()
    Label.objects.create(kind="topic", object_id=99, slug="x", name="x", folded=" x ")
    with pytest.raises(CommandError, match=r"1 published stories are not in the index, and 1 are in it"):
        call_command("search_index", check=True)

    call_command("search_index")
    call_command("search_index", check=True)

    assert "The index is whole: 2 stories" in capsys.readouterr().out
    assert sorted(found("ferry")) == ["Ferry 0", "Ferry 2"]
    assert Word.objects.get(text="ferry").stories == 2
    assert not Label.objects.filter(object_id=99).exists()


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(section, monkeypatch):
    stories = [make_story(section, f"Ferry {number}") for number in range(4)]
    monkeypatch.setattr(indexing, "BATCH", 2)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(stop)
    assert Rebuild.objects.get().reached == stories[1].pk
    told = []
    rebuilding.rebuild(lambda done, total: told.append((done, total)))

    assert told == [(4, 4)]
    assert Rebuild.objects.get().finished_at


def test_a_story_that_says_the_same_is_not_written_again(section):
    story = make_story(section, "Ferry")
    writes = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "DELETE")):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        indexing.renew([story.pk])

    assert writes == []
