"""Bringing a story in: filling it from its line, then making it as public as the line says and the checks allow."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import StreamBlockValidationError, StreamValue

from stories import checks, publishing
from stories.models import Author, Column, Correction, RelatedStory, StoryAuthor, StoryPage, StoryTopic, Topic

from ..blocks import NAMES
from ..finding import free_slug, slug_of
from ..kinds import Wrong
from ..said import joined, sentences
from ..tying import story_uuid
from . import pages

# Fields that are called the same in a line and in the model, and what they are when the line is silent.
PLAIN = {
    "standfirst": "",
    "byline": "",
    "dateline": "",
    "published_at": None,
    "updated_at": None,
    "go_live_at": None,
    "expire_at": None,
    "lead_caption": "",
    "lead_credit_words": "",
}

# What stands in tables of its own.
ROWS = (*get_all_child_relations(StoryPage), *get_all_child_m2m_relations(StoryPage))


def bring_in(values: dict, parts, tie, story: StoryPage | None) -> StoryPage:
    """Make or change the story of a line. What the line does not say is emptied: the line is the whole story."""
    check_dates(values)
    section = tie.section(values["section"])
    is_new = story is None
    if story is None:
        story = StoryPage(translation_key=story_uuid(values["id"]), locale_id=section.locale_id, live=False)
    elif story.get_parent().pk != section.pk:
        story.move(section, "last-child")
        story = StoryPage.objects.get(pk=story.pk)
    story.title = story.draft_title = values["headline"]
    if is_new or "slug" in values:
        wanted = values.get("slug") or slug_of(story.title)
        story.slug = free_slug(section, wanted, None if is_new else story)
        if "slug" in values and story.slug != wanted:
            tie.notes.append(f"another page has the slug “{wanted}”, so it became “{story.slug}”")
    if is_new:
        # Without this Wagtail would stamp the day of the import.
        story.first_published_at = values.get("published_at")
        # A new page is no site's front, and there is nothing to read of it; without these each step would ask again.
        story._is_site_root = False
        story._prefetched_objects_cache = {rows.name: rows.related_model.objects.none() for rows in ROWS}
        # Bare, so that authors, topics and text are stored once: when the story is published or kept as a draft.
        section.add_child(instance=story)
    fill(story, values, parts, tie)
    private = values.get("status") == "private" or values.get("private", False)
    if private or not is_new:
        pages.set_private(story, private)
    make_public(story, values, tie)
    pages.redirect_to(story, values, tie)
    return story


def check_dates(values: dict) -> None:
    """Raise Wrong where status and dates contradict each other."""
    status, now = values.get("status", "published"), timezone.now()
    if status == "scheduled" and not values.get("go_live_at"):
        raise Wrong("a scheduled story needs “go_live_at”", "status")
    if status in ("published", "private") and values.get("go_live_at", now) > now:
        raise Wrong("this lies ahead; a story that is to go out later has the status “scheduled”", "go_live_at")
    if status != "draft" and values.get("expire_at") and values["expire_at"] <= now:
        raise Wrong("this is over; a story that was taken down has the status “draft”", "expire_at")


def fill(story: StoryPage, values: dict, parts, tie) -> None:
    stored = {name: parts.fields[name].kind.store(values[name], tie) for name in ("body", "related") if name in values}
    for name, default in PLAIN.items():
        setattr(story, name, values.get(name, default))
    story.show_appeal = values.get("appeal", True)
    story.canonical_url = values.get("canonical", {}).get("url", "")
    story.canonical_name = values.get("canonical", {}).get("name", "")
    pages.set_search(story, values)
    story.column = tie.snippet(Column, values["column"]) if values.get("column") else None
    story.lead_photo = tie.photo(values["lead_photo"]) if values.get("lead_photo") else None
    own_caption(story, values)
    story.body = StreamValue(story.body.stream_block, stored.get("body", []), is_lazy=True)
    social = parts.fields["social"].kind.store(values.get("social", {}), tie)
    story.social_title = social.get("title", "")
    story.social_text = social.get("text", "")
    story.social_photo_id = social.get("photo")
    # Each once, where it is named first: a line may name the same one by its name and by its slug.
    credited = [(tie.snippet(Author, credit["name"]), credit.get("role", "")) for credit in values.get("authors", ())]
    story.story_authors = [StoryAuthor(author=author, role=role) for author, role in dict.fromkeys(credited)]
    story.story_topics = [StoryTopic(topic=topic) for topic in tie.snippets(Topic, values.get("topics", ()))]
    story.also_in = list(dict.fromkeys(tie.section(name) for name in values.get("also_in", ())))
    story.corrections = [
        Correction(
            kind=note.get("kind", Correction.Kind.CORRECTION),
            on=note["on"],
            text=tie.html(note["text"], ("bold", "italic", "link")),
        )
        for note in values.get("corrections", ())
    ]
    story.related_stories = [RelatedStory(related_id=pk) for pk in dict.fromkeys(stored.get("related", ())) if pk]


def own_caption(story: StoryPage, values: dict) -> None:
    """Keep the caption of the line where the photo is in the library with another one: captions belong to stories."""
    said = values.get("lead_photo", {}).get("caption", "")
    if story.lead_photo and said and not story.lead_caption and said != story.lead_photo.caption:
        story.lead_caption = said


def make_public(story: StoryPage, values: dict, tie) -> None:
    """Save the story as a revision and publish or schedule it, unless something speaks against it: then it is a draft,
    and what speaks against it is in `tie.problems`.
    """
    status = values.get("status", "published")
    if status != "draft":
        tie.problems += body_problems(story) + [problem.message for problem in checks.problems(story)]
    if status == "draft" or tie.problems:
        story.save_revision(clean=False)
        pages.check(story)
        if story.live:
            story.unpublish()
        else:
            story.save(clean=False)
        return
    try:
        if status == "scheduled":
            pages.check(story)
            story.save_revision(clean=False).publish()
        else:
            # Cleans the story itself.
            publishing.revision_to_publish(story).publish()
    except ValidationError as error:
        raise Wrong("; ".join(sentences(error))) from None


def body_problems(story: StoryPage) -> list[str]:
    try:
        story.body = story.body.stream_block.clean(story.body)
    except StreamBlockValidationError as error:
        return list(body_sentences(error, story.body))
    return []


def body_sentences(error: StreamBlockValidationError, body: StreamValue) -> Iterator[str]:
    """Yield what is wrong with a body; a block and its fields are called what a line calls them."""
    for index, each in sorted(error.block_errors.items()):
        name = body[index].block_type
        yield from sentences(each, "body", f"block {index + 1} ({name})", called=NAMES.get(name))
    yield from (joined(message, "body") for message in error.non_block_errors)
