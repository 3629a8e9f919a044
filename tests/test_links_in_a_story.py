"""Links in rich text: they lead where the public may go, cost two queries for a whole body, and never run a script."""

import json

import pytest
from django.template import Context, Template
from wagtail.models import PageViewRestriction

from stories import prose
from stories.blocks import StoryBody, contents, plain
from stories.links import Links

from .factories import make_document, make_draft, make_photo, make_section, make_site, make_story


@pytest.fixture
def section(db):
    return make_section(make_site())


def page_link(page, words="the boats") -> str:
    return f'<p>See <a linktype="page" id="{page.pk}">{words}</a> for more.</p>'


def body_of(*sources: str):
    return StoryBody().to_python([{"type": "paragraph", "value": {"text": source}} for source in sources])


def test_a_link_to_a_published_story_leads_there(section):
    story = make_story(section, "The boats")

    assert f'See <a href="{story.url}">the boats</a> for more.' in body_of(page_link(story)).render_as_block({})


def test_a_link_to_a_draft_is_plain_text(section):
    assert "<p>See the boats for more.</p>" in body_of(page_link(make_draft(section, "The boats"))).render_as_block({})


def test_a_link_to_a_private_story_is_plain_text(section):
    story = make_story(section, "The boats")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    assert "<p>See the boats for more.</p>" in body_of(page_link(story)).render_as_block({})


def test_a_link_to_a_page_that_is_gone_is_plain_text(section):
    body = body_of('<p>See <a linktype="page" id="999999">the boats</a>.</p>', '<p><a linktype="page" id="x">y</a></p>')

    assert "<a" not in body.render_as_block({})


def test_wagtails_own_filter_obeys_the_same_rule(section):
    draft, story = make_draft(section, "The boats"), make_story(section, "The quay")

    html = Template("{% load wagtailcore_tags %}{{ text|richtext }}").render(
        Context({"text": page_link(draft) + page_link(story)})
    )

    assert html.count("href=") == 1
    assert story.url in html


def test_a_link_to_a_document_leads_to_it(section):
    document = make_document()

    html = body_of(f'<p><a linktype="document" id="{document.pk}">the report</a></p>').render_as_block({})

    assert f'<a href="{document.url}">the report</a>' in html


def test_all_links_of_a_body_cost_two_queries(section, django_assert_num_queries):
    stories = [make_story(section, f"Story {number}") for number in range(6)]
    documents = [make_document(f"Report {number}") for number in range(3)]
    sources = [page_link(story) for story in stories]
    sources += [f'<p><a linktype="document" id="{document.pk}">x</a></p>' for document in documents]
    body_of(page_link(stories[0])).render_as_block({})  # Fills the cache of the site's addresses.

    with django_assert_num_queries(2):
        html = body_of(*sources).render_as_block({})

    assert html.count("href=") == 9


def test_a_body_without_links_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        body_of('<p>See <a href="https://example.org/">this</a>.</p>').render_as_block({})


def test_links_in_every_kind_of_block_are_looked_up_together(section, django_assert_num_queries):
    story = make_story(section, "The boats")
    text = page_link(story)
    body = StoryBody().to_python(
        [
            {"type": "paragraph", "value": {"text": text}},
            {"type": "round_up", "value": {"title": "", "intro": text, "items": [{"text": text}]}},
            {"type": "call_out", "value": {"heading": "", "text": text}},
            {
                "type": "table",
                "value": {
                    "table": {
                        "caption": "",
                        "columns": [{"type": "rich_text", "heading": ""}],
                        "rows": [{"values": [text]}],
                    }
                },
            },
        ]
    )
    body_of(text).render_as_block({})

    with django_assert_num_queries(1):
        html = body.render_as_block({})

    assert html.count(f'<a href="{story.url}">') == 5


def test_related_stories_are_looked_up_together_and_drafts_stay_out(section, django_assert_num_queries):
    stories = [make_story(section, f"Story {number}") for number in range(4)]
    draft = make_draft(section, "Unchecked rumour")
    body = StoryBody().to_python(
        [{"type": "related_story", "value": {"story": story.pk}} for story in [*stories, draft]]
    )
    StoryBody().to_python([{"type": "related_story", "value": {"story": stories[0].pk}}]).render_as_block({})

    with django_assert_num_queries(2):
        html = body.render_as_block({})

    assert html.count("related-story__headline") == 4
    assert "Unchecked rumour" not in html


def test_feeds_and_mail_get_absolute_addresses(section):
    story, document = make_story(section, "The boats"), make_document()
    sources = [
        page_link(story),
        f'<p><a linktype="document" id="{document.pk}">x</a> <a href="/about/">y</a> <a href="#b">z</a></p>',
    ]

    html = plain(body_of(*sources), "https://magazine.example/reporting/a/")

    assert 'href="https://magazine.example/about/"' in html
    assert 'href="https://magazine.example/reporting/a/#b"' in html
    assert f'href="https://magazine.example{document.url}"' in html
    assert html.count('href="https://') + html.count('href="http://localhost') == html.count("href=")


BAD_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "java\u200bscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "VBScript\t:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_html_from_outside_loses_bad_addresses(address):
    assert prose.clean(f'<p><a href="{address}">x</a></p>') == "<p><a>x</a></p>"


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_bad_address_in_the_database_is_not_printed(address, db):
    assert "href" not in body_of(f'<p><a href="{address}">x</a></p>').render_as_block({})


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_posted_address_is_refused_before_it_is_stored(address, db):
    """As a request would send it that does not come from the editor."""
    block = StoryBody().child_blocks["paragraph"]
    content = {
        "blocks": [
            {
                "key": "a",
                "text": "x y",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 1, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}},
    }

    value = block.clean(block.value_from_datadict({"body-text": json.dumps(content)}, {}, "body"))

    assert "href" not in value["text"].source
    assert "x" in value["text"].source


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1&amp;c=2#d",
        "http://example.org",
        "mailto:desk@example.org",
        "tel:+4412345",
        "/about/",
        "#notes",
    ],
)
def test_good_addresses_stay(address):
    assert prose.clean(f'<p><a href="{address}">x</a></p>') == f'<p><a href="{address}">x</a></p>'


@pytest.mark.parametrize(
    ("outside", "kept"),
    [
        ("<p onclick='x()' style='color:red' class='MsoNormal'>One</p>", "<p>One</p>"),
        ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
        ("<h2>One</h2><blockquote>Two</blockquote>", "<p>One</p><p>Two</p>"),
        ("<script>alert(1)</script><style>p{}</style><p>One</p>", "<p>One</p>"),
        ("<p>One <u>two</u> <strong>three</strong></p><p>&nbsp;</p>", "<p>One two <strong>three</strong></p>"),
        ("<p>One<iframe src='https://example.org'></iframe><img src=x onerror=y></p>", "<p>One</p>"),
        ("<p>a < b & c</p>", "<p>a &lt; b &amp; c</p>"),
        ("<ul><li>One</li></ul>", "<ul><li>One</li></ul>"),
        ('<a href="https://example.org" target="_blank" rel="opener">x</a>', '<a href="https://example.org">x</a>'),
        ('<a linktype="page" id="7" onclick="y()">x</a>', '<a linktype="page" id="7">x</a>'),
        ('<a linktype="script" id="1;drop">x</a>', "<a>x</a>"),
        ('<a linktype="page">x</a>', "<a>x</a>"),
        ('<a linktype="page" id="1;drop">x</a>', "<a>x</a>"),
        ("", ""),
    ],
)
def test_html_from_outside_comes_down_to_what_a_text_may_carry(outside, kept):
    assert prose.clean(outside) == kept


def test_a_line_takes_no_list():
    assert prose.clean("<ul><li>One</li><li>Two</li></ul>", prose.LINE) == "<p>One</p><p>Two</p>"


def test_the_contents_of_a_body_are_read_without_a_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = contents(
            [
                {"type": "photo", "value": {"photo": 3, "caption": ""}},
                {
                    "type": "gallery",
                    "value": {"title": "", "photos": [{"type": "item", "value": {"photo": 4}}, {"photo": 5}]},
                },
                {"type": "document", "value": {"document": 6}},
                {"type": "related_story", "value": {"story": 7}},
                {"type": "call_out", "value": {"text": '<p><a linktype="document" id="8">x</a></p>'}},
                {"type": "photo", "value": {"photo": None}},
            ]
        )

    assert found.photo_ids == {3, 4, 5}
    assert found.document_ids == {6, 8}
    assert found.story_ids == {7}
    assert found.kinds == {"photo", "gallery", "document", "related_story", "call_out"}


def test_photos_of_a_body_cost_the_same_however_many(db, django_assert_max_num_queries):
    photos = [make_photo(f"Photo {number}") for number in range(5)]
    used = {"caption": "", "alt_text": "", "decorative": False}
    blocks = [{"type": "photo", "value": {**used, "photo": photo.pk, "layout": "normal"}} for photo in photos]
    blocks.append(
        {"type": "gallery", "value": {"title": "", "photos": [{**used, "photo": photo.pk} for photo in photos]}}
    )

    with django_assert_max_num_queries(3):  # The photos of each kind of block, and all their renditions.
        html = StoryBody().to_python(blocks).render_as_block({})

    assert html.count("Harbour Press/Ana Bel") == 10


def test_no_links_are_looked_up_twice(db):
    assert Links.of([]) == Links()


def test_a_story_with_half_a_link_is_saved_and_opened(section, admin_client):
    text = '<p>See <a linktype="page">the boats</a> and <a linktype="document" id="x">the log</a>.</p>'
    story = make_story(
        section, "The quay", body=json.dumps([{"type": "paragraph", "value": {"text": text}, "id": "a"}])
    )

    assert "<p>See the boats and the log.</p>" in story.body.render_as_block({})
    assert admin_client.get(f"/admin/pages/{story.pk}/edit/").status_code == 200
