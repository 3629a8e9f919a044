"""Builders of what a test needs. Every default is visible here."""

from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image
from wagtail.models import Page, Site

from accounts.models import User
from home.models import HomePage
from media.models import Agency, Document, Photo
from stories.models import (
    Author,
    AuthorIndexPage,
    Column,
    ColumnIndexPage,
    SectionPage,
    StoryAuthor,
    StoryPage,
    StoryTopic,
    Topic,
    TopicIndexPage,
)

FRONT = "front"  # the slug of the front that `make_site` makes


def make_site() -> HomePage:
    """Return the front of a site on localhost, with the lists of columns, authors and topics below it.

    The suite leaves one in its database before the first test, as it takes long to make: a test finds it here.
    """
    front = HomePage.objects.filter(slug=FRONT).first()
    if front:
        return front
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="The Meridian", slug=FRONT))
    Site.objects.create(hostname="localhost", port=80, site_name="The Meridian", root_page=home, is_default_site=True)
    for model, title in ((ColumnIndexPage, "Columns"), (AuthorIndexPage, "Authors"), (TopicIndexPage, "Topics")):
        home.add_child(instance=model(title=title, slug=title.lower())).save_revision().publish()
    return home


def make_section(parent: Page, title: str = "Reporting", **fields) -> SectionPage:
    section = SectionPage(**{"title": title, "slug": slugify(title), "role": SectionPage.Role.FORMAT, **fields})
    parent.add_child(instance=section)
    section.save_revision().publish()
    return section


def make_draft(section: SectionPage, title: str = "The ferry never came back", **fields) -> StoryPage:
    """Return a story that nobody has published. `authors` and `topics` are lists of their objects."""
    authors = fields.pop("authors", [])
    topics = fields.pop("topics", [])
    also_in = fields.pop("also_in", [])
    story = StoryPage(
        **{
            "title": title,
            "slug": slugify(title)[:80],
            "byline": "" if authors else "The editors",
            "live": False,
            **fields,
        }
    )
    story.story_authors = [StoryAuthor(author=author) for author in authors]
    story.story_topics = [StoryTopic(topic=topic) for topic in topics]
    section.add_child(instance=story)
    if also_in:
        story.also_in = also_in
    story.save_revision()
    return story


def make_story(section: SectionPage, title: str = "The ferry never came back", **fields) -> StoryPage:
    """Return a published story."""
    story = make_draft(section, title, **fields)
    story.latest_revision.publish()
    story.refresh_from_db()
    return story


def make_column(name: str = "Diplomacy Watch", **fields) -> Column:
    column = Column.objects.create(**{"name": name, "slug": slugify(name), **fields})
    if column.photo:
        column.save_revision().publish()  # opens it
    return column


def make_author(name: str = "Ines Moreau", **fields) -> Author:
    author = Author.objects.create(**{"name": name, "slug": slugify(name), **fields})
    if author.photo:
        author.save_revision().publish()  # opens it
    return author


def make_topic(name: str = "Grain corridor", **fields) -> Topic:
    return Topic.objects.create(**{"name": name, "slug": slugify(name), **fields})


def make_agency(name: str = "Harbour Press", **fields) -> Agency:
    return Agency.objects.get_or_create(name=name, defaults=fields)[0]


def picture_bytes(width: int = 60, height: int = 40, colour: str = "teal", form: str = "JPEG") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, form)
    return buffer.getvalue()


def make_photo(title: str = "A ferry at the quay", **fields) -> Photo:
    file = fields.pop("file", None) or ContentFile(picture_bytes(), name=f"{slugify(title)}.jpg")
    defaults = {"description": "A white ferry at an empty quay", "person": "Ana Bel"}
    if "agency" not in fields:
        defaults["agency"] = make_agency()
    return Photo.objects.create(**{"title": title, "file": file, **defaults, **fields})


def make_document(title: str = "Harbour board: yearly report", **fields) -> Document:
    file = fields.pop("file", None) or ContentFile(b"%PDF-1.7", name=f"{slugify(title)}.pdf")
    return Document.objects.create(**{"title": title, "file": file, **fields})


def make_user(username: str = "edith", role: str = "", **fields) -> User:
    """Return a user with the password "correct horse battery"; `role` names the group that the user belongs to."""
    user = User.objects.create_user(
        **{"username": username, "email": f"{username}@example.org", "password": "correct horse battery", **fields}
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
