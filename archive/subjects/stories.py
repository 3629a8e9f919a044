"""Stories in the format."""

from wagtail.models import Page

from stories.models import Author, Column, Correction, StoryPage, Topic

from .. import kinds
from ..blocks import kind_of
from ..files import PHOTO
from ..kinds import Field
from ..references import SECTION, STORY, SnippetReference
from ..tying import story_uuid
from . import filing, pages

TYPE = "story"
MODEL = StoryPage
MEANING = "One article. A line without `type` is a story."
STATUSES = ("published", "draft", "scheduled", "private")
BODY = kind_of(StoryPage.body.field.stream_block)
LINE_OF_HTML = kinds.Html(("bold", "italic", "link"))
CHUNK = 100


class AuthorCredit(kinds.Parts):
    """An author by name alone, or with what that person did."""

    def read(self, value):
        return super().read({"name": value} if isinstance(value, str) else value)

    def describe(self):
        return f"name, or {super().describe()}"


AUTHOR = AuthorCredit(
    "author of a story",
    Field("name", SnippetReference(Author), "The author; one who is missing is made.", "Ines Moreau", required=True),
    Field("role", kinds.Text(80), "Left out for the writer.", "photographs"),
)
CORRECTION = kinds.Parts(
    "correction",
    Field("kind", kinds.OneOf(Correction.Kind.values), "`correction` when left out.", "clarification"),
    Field("on", kinds.Moment(), "When it was made.", "2026-03-06T09:00:00Z", required=True),
    Field(
        "text", LINE_OF_HTML, "What was wrong and what is right.", "<p>The treaty dates from 1931.</p>", required=True
    ),
)
CANONICAL = kinds.Parts(
    "canonical",
    Field("url", kinds.WebAddress(500), "Address of the original.", "https://example.org/ferry", required=True),
    Field("name", kinds.Text(160), "Who published it first.", "The Quay Review"),
)
SOCIAL = kinds.Parts(
    "social",
    Field("title", kinds.Text(160), "Headline for social networks.", "Where did the ferries go?"),
    Field("text", kinds.Text(300), "Text for social networks.", "A strait without boats."),
    Field("photo", PHOTO, "Picture for social networks; the lead photo when left out."),
)
PARTS = kinds.Parts(
    TYPE,
    Field(
        "id",
        kinds.Text(200),
        "What you call the story. A later line with the same id changes it.",
        "wp-1041",
        required=True,
    ),
    Field(
        "headline",
        kinds.Text(255),
        "Without the column’s name, which is printed before it.",
        "The ferry never came back",
        required=True,
    ),
    Field("slug", kinds.Slug(255), "Last part of its address; made from the headline when left out.", "ferry"),
    Field(
        "standfirst",
        kinds.Text(400, lines=True),
        "The summary under the headline.",
        "Nobody planned for a strait without boats.",
    ),
    Field(
        "section", SECTION, "Main section, which gives the address; made if missing.", "reporting/europe", required=True
    ),
    Field("also_in", kinds.Each(SECTION), "Further sections that list it.", ["europe"]),
    Field(
        "column",
        SnippetReference(Column),
        "The series that it is an instalment of; made if missing.",
        "Diplomacy Watch",
    ),
    Field(
        "authors",
        kinds.Each(AUTHOR),
        "In the order of the byline; made if missing.",
        ["Ines Moreau", {"name": "Ana Bel", "role": "photographs"}],
    ),
    Field("byline", kinds.Text(160), "House byline, instead of authors.", "The editors"),
    Field("dateline", kinds.Text(80), "Where it was filed from.", "Port Ellery"),
    Field(
        "topics", kinds.Each(SnippetReference(Topic)), "The most important first; made if missing.", ["Grain corridor"]
    ),
    Field(
        "status",
        kinds.OneOf(STATUSES),
        "`published` when left out. `private`: published for people with a login.",
        "draft",
    ),
    Field("private", kinds.Switch(), "For a draft or scheduled story that will be private.", True),
    Field("published_at", kinds.Moment(), "The date that readers see and lists sort by.", "2026-03-05T08:00:00Z"),
    Field("updated_at", kinds.Moment(), "Printed as “Updated”.", "2026-03-06T09:00:00Z"),
    Field("go_live_at", kinds.Moment(), "For a scheduled story: when it goes out.", "2031-01-01T06:00:00Z"),
    Field("expire_at", kinds.Moment(), "When it is taken down.", "2032-01-01T06:00:00Z"),
    Field("lead_photo", PHOTO, "The top picture."),
    Field(
        "lead_caption",
        kinds.Text(lines=True),
        "Caption in this story; that of the photo when left out.",
        "The quay on Friday.",
    ),
    Field(
        "lead_credit_words",
        kinds.OneOf([value for value in StoryPage.CreditWords.values if value]),
        "Words before the credit; by the kind of the photo when left out.",
        "image",
    ),
    Field("body", BODY, "The text.", [{"type": "paragraph", "html": "<p>The quay is empty.</p>"}]),
    Field("corrections", kinds.Each(CORRECTION), "Dated notes on what was changed."),
    Field("canonical", CANONICAL, "For a republished piece: where it appeared first."),
    Field("related", kinds.Each(STORY), "Stories that stand under it.", ["wp-1007"]),
    Field("appeal", kinds.Switch(), "`false`: no appeal at its end.", False),
    Field("social", SOCIAL, "What is shown when it is shared."),
    pages.SEARCH,
    pages.OLD_URL,
)


def key(values: dict) -> str:
    return values["id"]


def find(values: dict, finder) -> StoryPage | None:
    """Return the story of a line that did not come in by the format, if it is here: its own export calls it by this."""
    pk = Page.objects.filter(translation_key=story_uuid(values["id"])).order_by().values_list("pk", flat=True).first()
    return StoryPage.objects.filter(pk=pk).first() if pk else None


def bring_in(values: dict, tie, story: StoryPage | None) -> StoryPage:
    return filing.bring_in(values, PARTS, tie, story)


def all_of(untie):
    """Yield every story of the site in the order in which they were made, each in the version that counts."""
    stories = (
        StoryPage.objects.descendant_of(untie.front)
        .order_by("pk")
        .select_related("column", "live_revision")
        .prefetch_related(
            "story_authors__author",
            "story_topics__topic",
            "also_in",
            "corrections",
            "related_stories",
            "view_restrictions",
        )
    )
    for story in stories.iterator(chunk_size=CHUNK):
        yield story if story.live else version_of(story)


def version_of(story: StoryPage) -> StoryPage:
    """Return a story that is not public as its schedule, else its newest draft, has it."""
    scheduled = story.revisions.filter(approved_go_live_at__isnull=False).order_by("-created_at").first()
    revision = scheduled or story.get_latest_revision()
    version = revision.as_object() if revision else story
    version.is_scheduled = bool(scheduled)
    return version


def write(story: StoryPage, untie) -> dict:
    private = bool(story.view_restrictions.all())
    status = status_of(story, private)
    line = {
        "type": TYPE,
        "id": untie.story(story.pk),
        "headline": story.title,
        "slug": story.slug,
        "standfirst": story.standfirst,
        "section": untie.section(story.main_section_id),
        "also_in": sorted(untie.section(section.pk) for section in story.also_in.all()),
        "column": story.column and story.column.slug,
        "authors": [
            {"name": row.author.slug, "role": row.role} if row.role else row.author.slug
            for row in story.story_authors.all()
        ],
        "byline": story.byline,
        "dateline": story.dateline,
        "topics": [row.topic.slug for row in story.story_topics.all()],
        "status": status,
        "private": True if private and status != "private" else None,
        "published_at": moment(story.published_at),
        "updated_at": moment(story.updated_at),
        "go_live_at": None if story.live else moment(story.go_live_at),
        "expire_at": moment(story.expire_at),
        "lead_photo": untie.photo(story.lead_photo_id) if story.lead_photo_id else None,
        "lead_caption": story.lead_caption,
        "lead_credit_words": story.lead_credit_words,
        "body": BODY.write(story.body.get_prep_value(), untie),
        "corrections": [
            {"kind": note.kind, "on": moment(note.on), "text": LINE_OF_HTML.write(note.text, untie)}
            for note in story.corrections.all()
        ],
        "canonical": kinds.filled({"url": story.canonical_url, "name": story.canonical_name}),
        "related": [untie.story(row.related_id) for row in story.related_stories.all()],
        "appeal": None if story.show_appeal else False,
        "social": kinds.filled(
            {
                "title": story.social_title,
                "text": story.social_text,
                "photo": untie.photo(story.social_photo_id) if story.social_photo_id else None,
            }
        ),
        "search": pages.write_search(story),
        "old_url": pages.write_redirects(story, untie),
    }
    return kinds.filled(line)


def status_of(story: StoryPage, private: bool) -> str:
    if story.live:
        return "private" if private else "published"
    return "scheduled" if getattr(story, "is_scheduled", False) else "draft"


def moment(value):
    return kinds.Moment().write(value, None)
