"""What single blocks promise beyond what all of them do."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from stories.blocks import StoryBody, body_photos, plain
from stories.models import AppealSettings, NewsletterSettings, StoryPage

from .factories import make_agency, make_document, make_draft, make_photo, make_section, make_site

ADDRESS = "https://magazine.example/reporting/the-ferry/"


def body_of(*raw_blocks: tuple[str, dict]):
    return StoryBody().to_python([{"type": name, "value": value, "id": name} for name, value in raw_blocks])


def page(*raw_blocks: tuple[str, dict], **context) -> str:
    return body_of(*raw_blocks).render_as_block(context)


def refusal(*raw_blocks: tuple[str, dict]) -> str:
    """Return what an editor reads who wants to publish these blocks, "" for nothing."""
    try:
        StoryBody().clean(body_of(*raw_blocks))
    except ValidationError as error:
        return str(error.as_json_data())
    return ""


def used(photo, **fields) -> dict:
    return {"photo": photo.pk, "caption": "", "alt_text": "", "decorative": False, **fields}


def a_table(columns: int) -> tuple[str, dict]:
    return "table", {
        "table": {
            "caption": "Crossings",
            "columns": [{"type": "number", "heading": f"Year {number}"} for number in range(columns)],
            "rows": [{"values": ["7"] * columns}],
        },
        "first_column_is_heading": False,
        "note": "",
    }


def test_a_table_of_many_columns_gets_more_room_than_the_text():
    assert "table--wide" in page(a_table(5))
    assert "table--wide" not in page(a_table(4))


def paragraph(text: str) -> tuple[str, dict]:
    return "paragraph", {"text": f"<p>{text}</p>"}


@pytest.mark.parametrize("as_printed", [page, lambda *blocks: plain(body_of(*blocks), ADDRESS)], ids=["page", "plain"])
@pytest.mark.parametrize("name", ["photo", "gallery"])
def test_a_photo_is_never_printed_without_its_credit(db, name, as_printed):
    photo = make_photo(agency=make_agency("Harbour Press"), person="Ana Bel")
    value = (
        used(photo, caption="The quay")
        if name == "photo"
        else {"title": "", "photos": [used(photo, caption="The quay")]}
    )

    html = as_printed((name, value))

    assert "Photo credit: Harbour Press/Ana Bel" in html
    assert "The quay" in html


def test_a_map_has_an_image_credit(db):
    assert "Image credit: Harbour Press/Ana Bel" in page(("photo", used(make_photo(kind="map"))))


def test_caption_and_alt_text_come_from_the_record_unless_the_story_says_otherwise(db):
    photo = make_photo(caption="A ferry, 2019", description="A white ferry")

    assert "A ferry, 2019" in page(("photo", used(photo)))
    assert "A white ferry" in page(("photo", used(photo)))
    own = page(("photo", used(photo, caption="The last ferry", alt_text="A ferry leaves")))
    assert "The last ferry" in own
    assert "A ferry leaves" in own
    assert "A ferry, 2019" not in own
    assert "A white ferry" not in own


def test_a_decorative_photo_is_silent(db):
    assert "A white ferry" not in page(("photo", used(make_photo(description="A white ferry"), decorative=True)))


def test_a_photo_that_nobody_described_is_not_published(db):
    photo = make_photo(description="")

    assert "Say what the picture shows" in refusal(("photo", used(photo)))
    assert not refusal(("photo", used(photo, alt_text="A white ferry")))
    assert not refusal(("photo", used(photo, decorative=True)))


def test_a_photo_whose_record_says_that_it_decorates_needs_no_words(db):
    photo = make_photo(description="A white ferry", is_decorative=True)

    assert not refusal(("photo", used(photo)))
    assert "A white ferry" not in page(("photo", used(photo)))
    assert "A boat" in page(("photo", used(photo, alt_text="A boat")))


def test_a_photo_that_was_deleted_leaves_no_trace(db):
    photo = make_photo()
    value = used(photo, caption="The quay")
    photo.delete()

    assert page(("photo", value)).strip() == ""
    assert plain(body_of(("photo", value)), ADDRESS).strip() == ""


def test_the_photos_of_a_body_are_named_in_order(db):
    first, second = make_photo("First"), make_photo("Second")
    body = body_of(("gallery", {"title": "", "photos": [used(second)]}), ("photo", used(first)))

    assert body_photos(body) == [second, first]


def test_headings_have_addresses_that_stay(db):
    html = page(("heading", {"text": "A harbour without boats", "level": "2"}))

    assert html.strip() == '<h2 class="heading" id="heading-heading" dir="auto">A harbour without boats</h2>'


def test_a_smaller_heading_does_not_come_first(db):
    large, small = ("heading", {"text": "A", "level": "2"}), ("heading", {"text": "B", "level": "3"})

    assert "Put a heading of a part before" in refusal(paragraph("x"), small, large)
    assert not refusal(paragraph("x"), large, small)


def test_a_pulled_sentence_is_read_out_once(db):
    quote = ("pull_quote", {"text": "The ferry never came back.", "speaker": ""})

    assert 'aria-hidden="true"' in page(paragraph("They waited. <b>The ferry</b> never came back."), quote)
    assert "aria-hidden" not in page(paragraph("They waited."), quote)


@pytest.mark.parametrize(
    ("fields", "attribution"),
    [
        ({"speaker": "A. Moreau", "role": "harbour master"}, "— A. Moreau, harbour master"),
        ({"speaker": "A. Moreau"}, "— A. Moreau"),
        ({"role": "A harbour master"}, "— A harbour master"),
        ({"source": "Letters"}, "— Letters"),
        ({"speaker": "A. Moreau", "source": "Letters"}, "— A. Moreau. Letters"),
        (
            {"speaker": "A. Moreau", "role": "harbour master", "source_url": "https://example.org/"},
            '— A. Moreau, harbour master. <a href="https://example.org/">Source</a>',
        ),
    ],
)
def test_a_quotation_says_as_much_as_is_known(db, fields, attribution):
    value = {"text": "Then none.", "speaker": "", "role": "", "source": "", "source_url": "", **fields}

    assert f"<p>{attribution}</p>" in plain(body_of(("block_quote", value)), ADDRESS)


def test_a_document_says_what_it_is(db):
    document = make_document("Yearly report", file=ContentFile(bytes(2048), name="yearly-report.pdf"))

    html = page(("document", {"document": document.pk, "title": "", "description": ""}))

    assert f'<a href="{document.url}">Yearly report</a>' in html
    assert "(PDF, 2.0\xa0KB)" in html


def test_a_document_of_unknown_size_is_not_fetched_to_weigh_it(db, monkeypatch):
    document = make_document()
    type(document).objects.update(file_size=None)
    monkeypatch.setattr(type(document), "get_file_size", lambda self: pytest.fail("the store was asked"))

    assert "(PDF)" in page(("document", {"document": document.pk, "title": "", "description": ""}))


def table(**fields) -> dict:
    return {
        "table": {
            "caption": "Crossings",
            "columns": [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Count"}],
            "rows": [{"values": ["2019", "14"]}],
            **fields,
        },
        "first_column_is_heading": True,
        "note": "",
    }


def test_a_table_can_be_heard(db):
    html = page(("table", table()))

    assert '<caption dir="auto"><span>Crossings</span></caption>' in html
    assert '<th scope="col">Year</th>' in html
    assert '<th scope="row">2019</th>' in html
    assert 'role="region" tabindex="0" aria-label="Crossings"' in html


def test_a_table_needs_a_caption_and_something_in_it(db):
    assert not refusal(("table", table()))
    assert "caption" in refusal(("table", table(caption="")))
    assert "one row" in refusal(("table", table(rows=[])))


@pytest.mark.parametrize(
    ("name", "settings_class"), [("appeal", AppealSettings), ("newsletter_box", NewsletterSettings)]
)
def test_a_box_prints_what_the_settings_say(db, name, settings_class):
    make_site()
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    box = settings_class.for_site(Site.objects.get())
    context = {"settings": {"stories": {settings_class.__name__: box}}, "request": request}

    assert page((name, {}), **context).strip() == ""
    box.is_on, box.heading, box.text, box.button, box.url = (
        True,
        "Stay afloat",
        "<p>Every letter counts.</p>",
        "Join",
        "/join/",
    )
    on = page((name, {}), **context)
    assert "Stay afloat" in on
    assert "<p>Every letter counts.</p>" in on
    assert '<a class="' in on
    assert 'href="/join/">Join</a>' in on
    box.heading = box.button = ""
    assert "<a " not in page((name, {}), **context)
    assert "<h2" not in page((name, {}), **context)


def test_there_is_one_appeal_at_most(db):
    assert "maximum number" in refusal(("appeal", {}), ("appeal", {}))


def test_an_editor_writes_blocks_in_the_page_editor(admin_client):
    draft = make_draft(make_section(make_site()))
    edit = f"/admin/pages/{draft.pk}/edit/"
    form = admin_client.get(edit)
    assert form.status_code == 200
    posted = nested_form_data(
        {
            "title": "The ferry never came back",
            "slug": draft.slug,
            "byline": "The editors",
            "body": streamfield(
                [
                    ("paragraph", {"text": rich_text("<p>They waited.</p>", features=["bold"])}),
                    ("pull_quote", {"text": "They waited.", "speaker": ""}),
                ]
            ),
            **{name: {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0} for name in form.context["form"].formsets},
        }
    )

    response = admin_client.post(edit, posted)

    assert response.status_code == 302, response.context["form"].errors
    saved = StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert [block.block_type for block in saved.body] == ["paragraph", "pull_quote"]
    assert saved.body[0].value["text"].source.endswith(">They waited.</p>")
