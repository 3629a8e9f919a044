"""What somebody writes or pastes stands in the form until it is right: nothing is cut, and nothing unseen comes in."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from archive import kinds
from media import plain_text
from media.models import Photo
from stories import prose
from stories.blocks import StoryBody
from stories.models import StoryPage
from tests.editor import add_address, edit_address, log_in, send
from tests.factories import (
    make_agency,
    make_author,
    make_column,
    make_document,
    make_draft,
    make_photo,
    make_section,
    make_site,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]
OVERRIDE, END = "\u202e", "\u202c"
# Inputs of whose values a newsroom types none at length: what a browser knows to be an address, and the slug.
SHORT_BY_NATURE = ("url", "email", "password", "number", "hidden", "search")


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def chief():
    return log_in(make_user("chief", is_superuser=True))


def forms_of_the_newsroom(section) -> list[str]:
    """Return the address of every form in which something of ours is added or changed."""
    front = section.get_parent()
    snippets = {"column": make_column(), "author": make_author(), "topic": make_topic()}
    records = {
        "stories": ("publicationsettings", "appealsettings", "newslettersettings"),
        "home": ("nameplatesettings", "footersettings", "socialsettings", "trendingsettings"),
    }
    return [
        *(
            f"/admin/pages/add/{kind}/{parent.pk}/"
            for kind, parent in (
                ("stories/storypage", section),
                ("stories/sectionpage", section),
                ("stories/standardpage", front),
                ("home/homepage", front.get_parent()),
            )
        ),
        *(edit_address(page) for page in (front, section, make_draft(section), *front.get_children())),
        *(f"/admin/snippets/stories/{kind}/add/" for kind in snippets),
        *(f"/admin/snippets/stories/{kind}/edit/{snippet.pk}/" for kind, snippet in snippets.items()),
        *(f"/admin/settings/{app}/{name}/" for app, names in records.items() for name in names),
        "/admin/images/add/",
        f"/admin/images/{make_photo().pk}/",
        "/admin/documents/add/",
        f"/admin/documents/edit/{make_document().pk}/",
        "/admin/media/agency/create/",
        f"/admin/media/agency/edit/{make_agency().pk}/",
    ]


def cut_fields(page: str) -> list[str]:
    """Return the inputs of a page that cut what is typed, those that its scripts would make among them."""
    for _ in range(3):
        page = html.unescape(page.replace("\\u003C", "<").replace("\\u003E", ">").replace("\\u0022", '"'))
    page = page.replace('\\"', '"')
    found = re.findall(r"<(?:input|textarea)\b[^>]*\bmaxlength=[^>]*>", page)
    return [tag for tag in found if not re.search(rf'type="({"|".join(SHORT_BY_NATURE)})"|w-slug|id="comments-', tag)]


def test_no_form_cuts_words_or_names_that_are_pasted(chief, section):
    for address in forms_of_the_newsroom(section):
        response = chief.get(address, follow=True)

        assert response.status_code == 200, address
        assert cut_fields(response.content.decode()) == [], address


def test_the_search_for_cut_fields_finds_one_that_a_script_would_make():
    assert cut_fields(
        "{&quot;html&quot;: &quot;\\u003Cinput type=\\&quot;text\\&quot; maxlength=\\&quot;9\\&quot;>&quot;}"
    )


def test_a_standfirst_that_is_too_long_stands_and_is_refused_in_a_sentence(chief, section):
    long = "word " * 999 + "end"

    page = send(chief, add_address(section), title="Ferry", slug="ferry", standfirst=long).content.decode()

    assert long in page
    assert f"Shorten this: it has {len(long)} characters, and at most 400 fit." in page
    assert 'data-counter-most-value="400"' in page
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"{OVERRIDE}evil{END}", "evil"),
        ("\u202aa\u202bb\u202dc", "abc"),
        ("\ufeffFerry", "Ferry"),
        ("Fer\u200bry", "Ferry"),
        ("\u2067open", "open"),
        ("open\u2069", "open"),
        ("\u2069shut\u2066", "shut"),
        # Balanced, they keep a foreign name in its place and touch nothing outside.
        ("by \u2068שלום\u2069, Haifa", "by \u2068שלום\u2069, Haifa"),
        ("שלום \u200eHTML\u200f עולם", "שלום \u200eHTML\u200f עולם"),
        ("ข่าว\u200bวันนี้", "ข่าว\u200bวันนี้"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_signs_that_turn_or_hide_letters_go_and_those_of_a_script_stay(typed, kept):
    assert plain_text.clean(typed) == kept
    assert kinds.Text().read(typed) == kept
    assert prose.clean(f"<p>{typed}</p>") == f"<p>{kept}</p>"


def test_rich_text_hides_no_turning_sign_as_an_entity():
    assert prose.clean("<p>&#8238;evil</p>") == "<p>evil</p>"


def test_a_story_takes_in_no_turned_words(chief, section):
    turned = f"A{OVERRIDE}evil"
    fields = ("title", "standfirst", "byline", "dateline", "lead_caption", "seo_title", "social_title", "social_text")

    send(chief, add_address(section), slug="a", **dict.fromkeys(fields, turned))

    story = StoryPage.objects.get().get_latest_revision_as_object()
    assert {getattr(story, field) for field in fields} == {"Aevil"}


def test_a_photo_takes_in_no_turned_words(chief):
    photo = make_photo()
    fields = ("title", "description", "caption", "person", "licence", "copyright_notice")
    turned = dict.fromkeys(fields, f"A{OVERRIDE}evil")

    chief.post(f"/admin/images/{photo.pk}/", {**turned, "kind": "photograph", "collection": photo.collection_id})

    saved = Photo.objects.get()
    assert {field: getattr(saved, field) for field in fields} == dict.fromkeys(fields, "Aevil")


def test_what_a_file_says_of_itself_is_not_turned_either():
    photo = Photo(person="Ana Bel")
    photo.fill_record({"caption": f"A{OVERRIDE}evil"})

    assert photo.caption == "Aevil"


def test_a_caption_in_the_body_takes_in_no_turned_words():
    heading = StoryBody().child_blocks["heading"].clean({"text": f"A{OVERRIDE}evil", "level": "2"})

    assert heading["text"] == "Aevil"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "nonsense", "ftp://example.org/film"])
def test_an_address_that_is_none_is_answered_with_what_to_paste(typed):
    embed = StoryBody().child_blocks["embed"].child_blocks["url"]

    with pytest.raises(ValidationError, match="Paste the whole address of a web page"):
        embed.clean(typed)


def test_an_upload_is_not_scolded_before_anybody_could_type(chief):
    page = chief.get("/admin/images/multiple/add/").content.decode()
    rules = (ROOT / "static/desk/desk.css").read_text()

    # Should Wagtail drop these words, our rule may go too.
    assert re.search(r'<div class="right col9">\s*<p class="error-message">', page)
    assert re.search(r"\.upload-list \.right > \.error-message:first-child {\s*display: none;", rules)


def test_a_text_that_is_nothing_but_an_address_leaves_no_warning_in_the_log():
    """In a process of its own, because the suite sets its own filters of warnings around each test."""
    compare = "from wagtail.utils.text import text_from_html; print(text_from_html('https://example.org/ferry'))"

    ran = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", compare],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "broadsheet.settings.test", "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert ran.stdout == "https://example.org/ferry\n"
    assert "MarkupResembles" not in ran.stderr
