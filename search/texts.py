"""What a story says, apart from its marks: the words that are counted by field, and the text that is shown."""

from dataclasses import dataclass

from django.utils import timezone

from stories import prose
from stories.models import Author, StoryPage

from . import analysis

# Blocks whose words are captions and credits.
PICTURES = {"photo", "gallery"}


@dataclass(frozen=True)
class Texts:
    """`by_field` in the order of `search.models.entries.FIELDS`; `title` and `running` for results to print."""

    by_field: tuple[str, ...]
    title: str
    running: str


def texts_of(story: StoryPage) -> Texts:
    """Return the texts of a published story that was loaded `with_feed()`."""
    column = story.column.name if story.column else ""
    # A name that is written in another script is sorted by, and asked for, in the site's own.
    names = dict.fromkeys(name for author in story.authors for name in (author.name, latin(author)) if name)
    people = " · ".join([*names, story.byline])
    topics = " · ".join(topic.name for topic in story.topics)
    body, pictures = _body(story)
    captions = "\n".join(part for part in (story.lead_text, pictures) if part)
    notes = [f"{note.get_kind_display()}: {prose.text_of(note.text)}" for note in story.corrections.all()]
    body = "\n".join(part for part in (story.dateline, body, *notes) if part)
    # Who remembers a month or a year asks for it with the rest.
    published = timezone.localtime(story.published_at).strftime("%B %Y")
    running = "\n".join(part for part in (story.standfirst, body, captions) if part)
    by_field = (story.title, story.standfirst, column, people, topics, body, captions, published)
    return Texts(by_field, story.headline, running)


def latin(author: Author) -> str:
    """Return the name by which an author is sorted where the printed one is in other letters, else ""."""
    return "" if any(word.isascii() for word in analysis.words(author.name)) else author.sort_name


def _body(story: StoryPage) -> tuple[str, str]:
    """Return the words of the body, and those of the pictures in it."""
    words, pictures = [], []
    for child in story.body:
        found = "\n".join(" ".join(part.split()) for part in child.block.get_searchable_content(child.value))
        (pictures if child.block_type in PICTURES else words).append(found)
    return "\n".join(filter(None, words)), "\n".join(filter(None, pictures))
