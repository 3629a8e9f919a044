"""A file from outside may hold anything. Nothing outside its folder is read, nothing it holds ever runs."""

import json
import os
import socket

import pytest
from django.utils.html import escape

from archive.lines import LONGEST_LINE
from media.models import Photo
from stories.models import StoryPage

from . import everything
from .story_files import STORY, import_lines, imported

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def media(tmp_path):
    everything.put_media_into(tmp_path / "media")
    return tmp_path / "media"


def with_photo(file):
    return {**STORY, "lead_photo": {"file": file, "person": "Ana Bel", "alt": "x"}}


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jpg",
        "photos/../../secret.jpg",
        "/etc/passwd",
        "//server/share.jpg",
        "C:/secret.jpg",
        "photos\\..\\..\\secret.jpg",
        "./photos/quay.jpg",
        "photos//quay.jpg",
        "file:///etc/passwd",
        "https://example.org/x.jpg",
    ],
)
def test_no_path_leads_out_of_the_media_folder(tmp_path, media, path):
    (tmp_path / "secret.jpg").write_bytes((media / "photos/quay.jpg").read_bytes())

    said = import_lines(tmp_path, with_photo(path), media=media)

    assert said.startswith("line 1: lead_photo, file: “")
    assert not Photo.objects.exists()


def test_no_symbolic_link_leads_out_of_the_media_folder(tmp_path, media):
    (tmp_path / "secret.jpg").write_bytes((media / "photos/quay.jpg").read_bytes())
    (media / "photos/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (media / "out").symlink_to(tmp_path)

    said = import_lines(
        tmp_path, with_photo("photos/link.jpg"), {**with_photo("out/secret.jpg"), "id": "s2"}, media=media
    )

    assert said.count("there is no file") == 2
    assert not Photo.objects.exists()


def test_a_device_or_a_folder_is_no_file(tmp_path, media):
    os.mkfifo(media / "pipe.jpg")

    said = import_lines(tmp_path, with_photo("pipe.jpg"), {**with_photo("photos"), "id": "s2"}, media=media)

    assert said.count("there is no file") == 2


def test_a_file_that_is_no_picture_keeps_its_story_a_draft(tmp_path, media):
    (media / "evil.jpg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')

    said = import_lines(tmp_path, with_photo("evil.jpg"), media=media)

    assert "came in as a draft: “evil.jpg” could not be taken in: " in said
    assert not Photo.objects.exists()
    assert not imported().live


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "' + b"x" * (LONGEST_LINE + 10) + b'"}', "this line is longer than 4 MB"),
        (b"[" * 100_000, "this is nested too deeply"),
        (b'{"id": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001, "this is nested too deeply"),
        (json.dumps({**STORY, "headline": "a\x00b"}), "headline: this holds the control character U+0000"),
        (json.dumps({**STORY, "headline": "a\x1bb"}), "headline: this holds the control character U+001B"),
        (json.dumps({**STORY, "headline": "a\ud800"}), "headline: this holds half a character"),
        (b'{"headline": "\xff\xfe"}', "this is not UTF-8: byte 15 cannot be read"),
        (b'{"appeal": NaN}', "this holds NaN, which is no JSON"),
        (b'{"id": ' + b"9" * 6000 + b"}", "this holds a number that is too long"),
        (json.dumps({**STORY, "published_at": "0001-01-01T00:00:00+14:00"}), "published_at: “0001-01-01T"),
    ],
)
def test_broken_and_huge_lines_cost_themselves_only(tmp_path, line, reason):
    said = import_lines(tmp_path, line, {**STORY, "id": "after"})

    assert said.startswith(f"line 1: {reason}")
    assert imported("after").live


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (f"<p>x</p>{SCRIPT}", "<script>, which is never taken in"),
        ("<p onclick='x()'>x</p>", "a script in “onclick”"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "a link to a “javascript:” address"),
        ('<p><a href=" java\tscript:alert(1)">x</a></p>', "a link to a “javascript:” address"),
        ('<p><a href="&#106;avascript:alert(1)">x</a></p>', "a link to a “javascript:” address"),
        ('<p><a href="data:text/html,x">x</a></p>', "a link to a “data:” address"),
        ('<iframe src="https://example.org/"></iframe>', "<iframe>, which is never taken in; use an embed block"),
        ('<p><img src="x.jpg" alt=""></p>', "<img>, which is never taken in; use a photo block"),
        ("<svg><a></a></svg>", "<svg>, which is never taken in"),
        ("<p>x</p><table><tr><td>1</td></tr></table>", "<table>, which is never taken in; use a table block"),
    ],
)
def test_unsafe_html_is_refused_wherever_it_stands(tmp_path, html, reason):
    said = import_lines(
        tmp_path,
        {**STORY, "body": [{"type": "paragraph", "html": html}]},
        {**STORY, "body": [{"type": "round_up", "items": [{"text": html}]}]},
        {**STORY, "corrections": [{"on": "2025-01-01", "text": html}]},
        {"type": "author", "name": "Ines", "bio": html},
        {"type": "settings", "appeal": {"text": html}},
    )

    assert said.count("the HTML holds ") == 5
    assert reason in said
    assert not StoryPage.objects.exists()


def test_harmless_html_that_we_do_not_use_leaves_its_text(tmp_path):
    html = '<div class="x"><h2>A</h2><span style="color:red">b</span> <font>c</font><!-- d --></div>'

    import_lines(tmp_path, {**STORY, "body": [{"type": "paragraph", "html": html}]})

    assert imported().body[0].value["text"].source == "<p>A</p>b c"


def test_ids_of_another_database_and_relative_links_mean_nothing_here(tmp_path):
    html = '<p><a linktype="page" id="1">a</a> <a href="page.html">b</a> <a href="//evil.example/">c</a></p>'

    import_lines(tmp_path, {**STORY, "body": [{"type": "paragraph", "html": html}]})

    assert imported().body[0].value["text"].source == "<p><a>a</a> <a>b</a> <a>c</a></p>"


def test_script_in_a_text_is_text(tmp_path, client, media):
    text = dict.fromkeys(("headline", "standfirst", "byline", "dateline", "column", "lead_caption"), SCRIPT)
    photo = {"file": "photos/quay.jpg", "agency": SCRIPT, "person": SCRIPT, "caption": SCRIPT, "alt": SCRIPT}
    body = [
        {"type": "heading", "text": SCRIPT},
        {"type": "block_quote", "text": SCRIPT, "speaker": SCRIPT, "role": SCRIPT, "source": SCRIPT},
        {"type": "photo", "photo": photo, "caption": SCRIPT, "alt_text": SCRIPT},
        {"type": "timeline", "title": SCRIPT, "entries": [{"date": SCRIPT, "heading": SCRIPT}]},
    ]
    line = {**STORY, **text, "slug": "x", "topics": [SCRIPT], "also_in": ["scripts"], "lead_photo": photo, "body": body}
    line |= {"canonical": {"url": "https://example.org/", "name": SCRIPT}, "social": {"title": SCRIPT, "text": SCRIPT}}
    said = import_lines(tmp_path, line, media=media)
    assert said == "1 line: 1 new.\n"

    page = client.get("/reporting/x/").content.decode()

    assert imported().title == SCRIPT
    assert escape(SCRIPT) in page
    assert "<script>alert" not in page


def test_an_import_asks_no_other_machine(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: asked.append(host) or [])
    line = {
        **STORY,
        "canonical": {"url": "http://169.254.169.254/latest/", "name": "x"},
        "old_url": "http://127.0.0.1:1/",
        "body": [
            {"type": "embed", "url": "https://vimeo.com/76979871", "title": "x"},
            {"type": "block_quote", "text": "x", "source_url": "http://[::1]/"},
        ],
    }

    assert import_lines(tmp_path, line) == "1 line: 1 new.\n"
    assert asked == []
