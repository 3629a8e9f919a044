"""The story format: a magazine goes in, comes out, and goes in elsewhere."""

import json
import re
import threading
from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, connections
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Page, PageViewRestriction, Revision, Site

from archive import importing
from archive.files import MediaFolder
from archive.models import Imported
from media.models import Agency, Document, Photo, Use
from search.models import Synonym
from search.promotions import promoted_for
from stories.models import Author, Column, SectionPage, StoryPage, Topic

from . import everything, factories
from .story_files import STORY, export_to, import_file, import_lines, imported

pytestmark = pytest.mark.django_db
QUAY = {"file": "photos/quay.jpg", "agency": "Harbour Press", "person": "Ana Bel", "alt": "An empty quay"}


@pytest.fixture
def media(tmp_path):
    everything.put_media_into(tmp_path / "media")
    return tmp_path / "media"


def empty_the_database():
    Imported.objects.all().delete()
    PageViewRestriction.objects.all().delete()
    for page in Page.objects.filter(depth__gt=1).order_by("-path"):
        page.specific.delete()
    for model in (Column, Author, Topic, Photo, Document, Agency, Redirect, Site, Synonym, Query):
        model.objects.all().delete()


def test_a_story_of_one_line_is_public(tmp_path):
    said = import_lines(tmp_path, STORY)

    assert said == "1 line: 1 new.\n"
    assert imported() in StoryPage.objects.published()
    assert imported().url == "/reporting/the-ferry-never-came-back/"
    assert imported().published_at.isoformat() == "2025-03-05T08:00:00+00:00"


def test_what_came_in_comes_out_the_same_with_every_field_and_every_block(tmp_path, media):
    said = import_lines(tmp_path, *everything.LINES, media=media)

    assert said == f"{len(everything.LINES)} lines: {len(everything.LINES) - 1} new, 1 unchanged.\n"
    out = [json.loads(line) for line in export_to(tmp_path, "out.jsonl")]
    for came_out, went_in in zip(out, everything.LINES, strict=True):
        for name in {**went_in, **came_out}:
            assert came_out.get(name) == {"type": "story", **went_in}.get(name), name


@pytest.mark.deep
def test_an_export_makes_the_same_magazine_elsewhere(tmp_path, media):
    import_lines(tmp_path, *everything.LINES, media=media)
    first = export_to(tmp_path, "first.jsonl")
    empty_the_database()

    said = import_file(tmp_path / "first.jsonl", media=tmp_path / "first.jsonl-media")

    assert said == f"{len(first)} lines: {len(first) - 1} new, 1 unchanged.\n"
    assert export_to(tmp_path, "second.jsonl") == first


def test_an_export_of_what_editors_made_changes_nothing_where_it_came_from(tmp_path):
    section = factories.make_section(factories.make_site())
    story = factories.make_story(
        section, authors=[factories.make_author()], topics=[factories.make_topic()], lead_photo=factories.make_photo()
    )
    factories.make_draft(section, "Not yet", column=factories.make_column())
    lines = export_to(tmp_path, "out.jsonl")
    revisions = Revision.objects.count()

    said = import_file(tmp_path / "out.jsonl", media=tmp_path / "out.jsonl-media")

    assert said == f"{len(lines)} lines: {len(lines)} unchanged.\n"
    assert Revision.objects.count() == revisions
    assert imported(str(story.translation_key)) == story


@pytest.mark.deep
def test_a_second_import_changes_nothing(tmp_path, media):
    import_lines(tmp_path, *everything.LINES, media=media)
    before = (Revision.objects.count(), Page.objects.count(), Photo.objects.count(), Author.objects.count())

    said = import_lines(tmp_path, *everything.LINES, media=media)

    assert said == f"{len(everything.LINES)} lines: {len(everything.LINES)} unchanged.\n"
    assert (Revision.objects.count(), Page.objects.count(), Photo.objects.count(), Author.objects.count()) == before


def test_a_line_that_changed_changes_its_story(tmp_path):
    import_lines(tmp_path, STORY)
    pk = imported().pk

    said = import_lines(tmp_path, {**STORY, "headline": "The ferry came back", "section": "opinion"})

    assert said == "1 line: 1 changed.\n"
    story = StoryPage.objects.get(pk=pk)
    assert (story.title, story.url) == ("The ferry came back", "/opinion/the-ferry-never-came-back/")


def test_what_editors_change_stays_while_the_line_stays(tmp_path):
    import_lines(tmp_path, STORY)
    story = imported()
    story.title = "An editor’s headline"
    story.save_revision().publish()

    import_lines(tmp_path, STORY)

    assert imported().title == "An editor’s headline"


def test_an_import_that_was_cut_off_goes_on_where_it_was(tmp_path):
    lines = [{**STORY, "id": f"s{number}", "headline": f"Story {number}"} for number in range(6)]
    import_lines(tmp_path, *lines[:4])

    said = import_lines(tmp_path, *lines)

    assert said == "6 lines: 2 new, 4 unchanged.\n"


def test_a_dry_run_changes_nothing_and_tells_what_would_go_wrong(tmp_path, media):
    pages = Page.objects.count()

    said = import_lines(tmp_path, *everything.LINES, {**STORY, "headline": ""}, media=media, dry_run=True)

    assert f"line {len(everything.LINES) + 1}: “headline” is missing" in said
    assert "1 refused" in said
    assert "Nothing was changed (dry run)." in said
    assert (Page.objects.count(), Photo.objects.count(), Imported.objects.count()) == (pages, 0, 0)


def test_others_can_save_during_a_dry_run(tmp_path, media, own_database):
    factories.make_site()
    at_the_same_time = []

    def save_elsewhere(number, sentence):
        def save():
            connections["default"] = own_database.copy()
            at_the_same_time.append(Agency.objects.create(name=f"Quayside {number}").pk)
            connection.close()

        somebody = threading.Thread(target=save)
        somebody.start()
        somebody.join()

    lines = [json.dumps(line).encode() + b"\n" for line in [*everything.LINES, {**STORY, "headline": ""}]]
    importing.Importer(MediaFolder(media), save_elsewhere, dry_run=True).run(BytesIO(b"".join(lines)))

    assert list(Agency.objects.order_by("pk").values_list("pk", flat=True)) == at_the_same_time != []
    assert not StoryPage.objects.exists()


def test_whoever_saves_during_an_import_has_a_turn_before_it_ends(own_database, monkeypatch):
    factories.make_site()
    monkeypatch.setattr(importing, "BATCH", 4)
    lines = [{**STORY, "id": f"s{number}", "headline": f"Story {number}"} for number in range(24)]
    saved_after = []

    def save_elsewhere():
        connections["default"] = own_database.copy()
        Agency.objects.create(name="Quayside")
        saved_after.append(importer.counts.total())
        connection.close()

    somebody = threading.Thread(target=save_elsewhere)
    # It is told of the line that is no JSON in the middle of a transaction.
    importer = importing.Importer(None, lambda number, sentence: somebody.start())
    importer.run(BytesIO(b"".join([b"{\n", *(json.dumps(line).encode() + b"\n" for line in lines)])))
    somebody.join()

    assert saved_after[0] < len(lines) == importer.counts["new"]


@pytest.mark.deep
def test_a_dry_run_tells_no_more_than_the_import_does(tmp_path, media, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 3)  # most lines refer to one of another batch

    tried = import_lines(tmp_path, *everything.LINES, media=media, dry_run=True)

    assert tried == import_lines(tmp_path, *everything.LINES, media=media)[:-1] + " Nothing was changed (dry run).\n"


WRONG = [
    ("{not json", "this is not JSON: expecting property name enclosed in double quotes at character 2"),
    ("[]", "a line has to be one object in braces, not a list"),
    ({**STORY, "type": "storry"}, "there is no type “storry”; did you mean “story”?"),
    ({**STORY, "headlne": "x"}, "there is no field “headlne” here; did you mean “headline”?"),
    ({**STORY, "headline": " "}, "“headline” is missing"),
    ({**STORY, "headline": 7}, "headline: this has to be text, not a number"),
    ({**STORY, "headline": "x" * 256}, "headline: this is 256 characters long; at most 255 fit"),
    ({**STORY, "section": None}, "“section” is missing"),
    ({**STORY, "published_at": "5 March"}, "published_at: “5 March” is no date; write it as 2026-03-05T08:00:00Z"),
    ({**STORY, "published_at": "2999-01-01"}, "published_at: This date lies ahead."),
    ({**STORY, "status": "scheduled"}, "status: a scheduled story needs “go_live_at”"),
    ({**STORY, "section": "../x"}, "“../x” names no section"),
    ({**STORY, "status": "live"}, "status: “live” is none of: published, draft, scheduled, private"),
    (
        {**STORY, "authors": ["Ines", {"rol": "x"}]},
        "authors, 2: there is no field “rol” here; did you mean “role”?",
    ),
    ({**STORY, "body": "text"}, "body: this has to be a list of blocks, not text"),
    (
        {**STORY, "body": [{"type": "paragraf"}]},
        "body, block 1: there is no block “paragraf”; did you mean “paragraph”?",
    ),
    (
        {**STORY, "body": [{"type": "paragraph", "text": ""}]},
        "body, block 1 (paragraph): there is no field “text” here",
    ),
    ({**STORY, "lead_photo": {"agency": "X"}}, "lead_photo: “file” is missing"),
    ({**STORY, "canonical": {"url": "ftp://x"}}, "canonical, url: “ftp://x” is no web address"),
    ({**STORY, "old_url": "page.html"}, "old_url, 1: “page.html” is no address of a page"),
    ('{"id": "x", "id": "y"}', "the field “id” stands here twice"),
]


def test_wrong_lines_are_told_with_their_numbers_and_reasons_and_the_rest_go_in(tmp_path):
    wrong = [line for line, _reason in WRONG]
    said = import_lines(tmp_path, {**STORY, "id": "before"}, *wrong, {**STORY, "id": "after"})

    told = dict(re.findall(r"^line (\d+): (.*)", said, re.MULTILINE))
    assert len(told) == len(WRONG)
    for number, (line, reason) in enumerate(WRONG, start=2):
        assert told[str(number)].startswith(reason), line
    assert f"{len(WRONG) + 2} lines: 2 new, {len(WRONG)} refused." in said
    assert said.endswith(f"exit 1: {len(WRONG)} of {len(WRONG) + 2} lines were refused; see above.")
    assert StoryPage.objects.published().count() == 2


def test_a_second_line_of_the_same_story_is_refused_and_the_first_stays(tmp_path):
    author = {"type": "author", "name": "Ines Moreau"}
    lines = [author, STORY, {**STORY, "headline": "Another"}, {**author, "slug": "ines-moreau"}]

    said = import_lines(tmp_path, *lines)

    assert "line 3: line 2 says already what the story “s1” is; leave one of the two out" in said
    assert "line 4: line 1 says already what the author “ines-moreau” is; leave one of the two out" in said
    assert imported().title == STORY["headline"]
    assert import_lines(tmp_path, *lines).startswith("line 3: line 2 says already")


def test_the_settings_may_be_said_in_several_lines(tmp_path):
    site = {"type": "settings", "publication": {"name": "The Strait Review"}}

    said = import_lines(tmp_path, site, {"type": "settings", "footer": {"text": "<p>From the quay</p>"}})

    assert "refused" not in said


def test_a_file_that_cannot_be_used_is_told_in_one_sentence(tmp_path):
    assert import_file(tmp_path / "missing.jsonl").endswith("cannot be read: No such file or directory.")
    assert import_file(tmp_path).startswith("exit 2: ")
    assert import_lines(tmp_path, "").endswith("holds no lines.")
    assert import_lines(tmp_path, STORY, media=tmp_path / "nowhere").startswith("exit 2: There is no folder")


def test_a_story_whose_photo_has_no_credit_comes_in_as_a_draft(tmp_path, media):
    said = import_lines(tmp_path, {**STORY, "lead_photo": {"file": "photos/quay.jpg", "alt": "A quay"}}, media=media)

    assert said.startswith("line 1: “The ferry never came back” came in as a draft: “Quay” has no credit.")
    assert "1 line: 1 in as drafts that need a hand." in said
    assert not imported().live
    assert imported().get_latest_revision_as_object().lead_photo.title == "Quay"


def test_what_is_wrong_in_a_body_is_told_by_the_names_that_the_line_has(tmp_path):
    wrong = [{"type": "embed", "title": "A map"}, {"type": "paragraph", "html": ""}]
    wrong += [{"type": "round_up", "items": [{"text": ""}]}]

    said = import_lines(tmp_path, {**STORY, "body": [*STORY["body"], *wrong]}, {**STORY, "id": "s2", "headline": ""})

    required = "This field is required."
    for place in ("block 2 (embed), url", "block 3 (paragraph), html", "block 4 (round_up), items, 1, text"):
        assert f"body, {place}: {required}" in said
    assert said.endswith("exit 1: 1 of 2 lines was refused; see above.")
    assert import_lines(tmp_path, "[]").endswith("1 line: 1 refused.\nexit 1: 1 of 1 line was refused; see above.")


@pytest.mark.parametrize("days", [0, 3])
def test_a_draft_that_an_editor_has_published_or_scheduled_is_not_told_again(tmp_path, days):
    line = {**STORY, "byline": "", "related": ["nowhere"]}
    first = import_lines(tmp_path, line)
    assert import_lines(tmp_path, line) == first.replace("1 in as drafts that need a hand", "1 unchanged")
    story = imported().get_latest_revision_as_object()
    story.byline = "The editors"
    story.go_live_at = timezone.now() + timedelta(days=days) if days else None
    story.save_revision().publish()

    said = import_lines(tmp_path, line)

    assert said == "line 1: there is no story “nowhere” to refer to\n1 line: 1 unchanged.\n"


def test_a_story_whose_photo_is_not_there_waits_as_a_draft_until_it_is(tmp_path, media):
    line = {**STORY, "lead_photo": {**QUAY, "file": "photos/late.jpg"}}
    said = import_lines(tmp_path, line, media=media)
    assert "came in as a draft: there is no file “photos/late.jpg” in the media folder" in said
    (media / "photos/late.jpg").write_bytes(factories.picture_bytes())

    assert import_lines(tmp_path, line, media=media) == "1 line: 1 changed.\n"
    assert imported().live


def test_a_file_that_many_stories_show_is_stored_once(tmp_path, media):
    lines = [{**STORY, "id": f"s{number}", "lead_photo": {**QUAY, "caption": f"Day {number}"}} for number in range(3)]

    import_lines(tmp_path, *lines, media=media)

    assert Photo.objects.count() == 1
    assert [imported(f"s{number}").lead_text for number in range(3)] == ["Day 0", "Day 1", "Day 2"]


def test_what_a_line_names_is_made_where_it_is_missing_and_found_where_it_is_not(tmp_path):
    line = {**STORY, "byline": "", "section": "reporting/black-sea", "also_in": ["Öl und Gas"], "column": "Watch"}
    line |= {"authors": ["Олена Марченко", "سمير حداد"], "topics": ["Çok"]}

    import_lines(tmp_path, line, {**line, "id": "s2", "authors": ["олена-марченко"], "also_in": ["öl-und-gas"]})

    assert [section.title for section in SectionPage.objects.order_by("path")] == [
        "Reporting",
        "Black sea",
        "Öl und Gas",
    ]
    assert {author.name for author in Author.objects.all()} == {"Олена Марченко", "سمير حداد"}
    assert [column.name for column in Column.objects.all()] == ["Watch"]
    assert imported("s2").authors == [Author.objects.get(name="Олена Марченко")]


def test_whoever_and_whatever_a_line_names_twice_stands_once_where_it_was_named_first(tmp_path):
    photographs = {"name": "ana-bel", "role": "photographs"}
    line = {**STORY, "authors": ["Ines Moreau", photographs, "ines-moreau", "Ana Bel", photographs], "byline": ""}
    line |= {"topics": ["Arctic route", "Grain", "arctic-route", "ARCTIC ROUTE"], "also_in": ["Black Sea", "black-sea"]}
    column = {"type": "column", "name": "Watch", "authors": ["Ines Moreau", "ines-moreau"]}

    import_lines(tmp_path, {**line, "related": ["s2", "s2"]}, {**STORY, "id": "s2"}, column)

    story = imported()
    credited = [(row.author.slug, row.role) for row in story.story_authors.all()]
    assert credited == [("ines-moreau", ""), ("ana-bel", "photographs"), ("ana-bel", "")]
    assert [row.topic.name for row in story.story_topics.all()] == ["Arctic route", "Grain"]
    assert (story.also_in.count(), story.related_stories.count()) == (1, 1)
    assert [author.name for author in Column.objects.get().authors] == ["Ines Moreau"]


def test_a_section_at_the_address_of_a_story_is_refused_however_often_it_is_named(tmp_path):
    import_lines(tmp_path, {**STORY, "slug": "ok"})
    within = {**STORY, "id": "s2", "section": "reporting/ok"}
    lines = [within, {**within, "id": "s3"}, {"type": "section", "path": "reporting/ok", "title": "OK"}]

    said = import_lines(tmp_path, *lines, {**STORY, "id": "s4", "section": "reporting/feed"})

    reason = "no section can stand at “reporting/ok”: “The ferry never came back” has this address; give the section"
    assert [line.split(": ", 1)[1].startswith(reason) for line in said.splitlines()[:3]] == [True] * 3
    assert "line 4: no section can stand at “reporting/feed”: this address is kept for a feed" in said
    assert [section.slug for section in SectionPage.objects.all()] == ["reporting"]


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/2019/05/ferry.html", "/2019/05/ferry.html"),
        ("https://old.example.org/2019/05/ferry/", "/2019/05/ferry/"),
        (["/?p=12", "/ferry"], "/?p=12"),
        ("/a b/c", "/a%20b/c"),
        ("/a%20b/c", "/a%20b/c"),
        ("/ferry?of=the strait", "/ferry?of=the%20strait"),
        ("/паром/[1];p=2", "/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC/[1];p=2"),
        ("/100%/%FF", "/100%25/%FF"),
    ],
)
def test_old_addresses_lead_to_the_story(tmp_path, client, old, asked):
    import_lines(tmp_path, {**STORY, "old_url": old, "section": "reporting"})

    if asked == "/?p=12":  # The front answers at this path; only an address that nobody serves is redirected.
        asked = "/ferry"
    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, "/reporting/the-ferry-never-came-back/")


def test_a_link_to_an_old_address_with_a_space_is_tied_to_its_page(tmp_path):
    link = {"type": "paragraph", "html": '<p><a href="/a%20b/c=1">there</a></p>'}
    import_lines(tmp_path, {**STORY, "old_url": "/a b/c=1"}, {**STORY, "id": "s2", "body": [link]})

    assert f'<a linktype="page" id="{imported().pk}">' in imported("s2").body[0].value["text"].source


def test_stories_may_refer_to_each_other_in_any_order(tmp_path):
    link = [{"type": "paragraph", "html": '<p><a href="/reporting/second/">there</a></p>'}]
    import_lines(
        tmp_path,
        {**STORY, "related": ["s2"], "body": [*link, {"type": "related_story", "story": "s2"}]},
        {**STORY, "id": "s2", "slug": "second", "related": ["s1"]},
    )

    first, second = imported("s1"), imported("s2")
    assert [row.related_id for row in first.related_stories.all()] == [second.pk]
    assert first.body[1].value["story"].pk == second.pk
    assert f'<a linktype="page" id="{second.pk}">' in first.body[0].value["text"].source


def test_a_reference_to_a_story_that_never_comes_is_told_and_left_out(tmp_path):
    said = import_lines(tmp_path, {**STORY, "related": ["nowhere"]})

    assert said == "line 1: there is no story “nowhere” to refer to\n1 line: 1 new.\n"
    assert imported().live


def test_drafts_private_and_scheduled_stories_are_never_public(tmp_path, client):
    later = (timezone.now() + timedelta(days=3)).isoformat()
    import_lines(
        tmp_path,
        {**STORY, "id": "draft", "slug": "draft", "status": "draft"},
        {**STORY, "id": "private", "slug": "private", "status": "private"},
        {**STORY, "id": "later", "slug": "later", "status": "scheduled", "go_live_at": later, "published_at": None},
    )

    assert not StoryPage.objects.published().exists()
    assert [client.get(f"/reporting/{slug}/").status_code for slug in ("draft", "later")] == [404, 404]
    assert client.get("/reporting/private/").status_code == 302
    assert imported("later").revisions.get(approved_go_live_at__isnull=False)


def test_a_private_story_that_becomes_public_and_back_keeps_its_door_right(tmp_path):
    import_lines(tmp_path, {**STORY, "status": "private"})
    import_lines(tmp_path, STORY)
    assert imported() in StoryPage.objects.published()

    import_lines(tmp_path, {**STORY, "status": "draft"})
    assert not imported().live


def test_dates_and_order_of_an_archive_are_kept(tmp_path):
    lines = [
        {**STORY, "id": str(day), "headline": f"Day {day}", "published_at": f"2001-02-{day:02}T12:00:00+02:00"}
        for day in (3, 1, 2)
    ]

    import_lines(tmp_path, *lines)

    section = SectionPage.objects.get(slug="reporting")
    assert [story.title for story in section.stories().newest_first()] == ["Day 3", "Day 2", "Day 1"]
    assert imported("1").published_at.isoformat() == "2001-02-01T10:00:00+00:00"
    assert imported("1").first_published_at.year == 2001


def test_a_line_that_is_refused_leaves_no_trace_of_what_its_story_would_have_shown(tmp_path, media):
    import_lines(tmp_path, {**STORY, "lead_photo": QUAY}, media=media)
    before = sorted(Use.objects.values_list("object_id", "version", "photo_id"))
    too_early = {**STORY, "lead_photo": {**QUAY, "file": "photos/chart.png"}, "published_at": "2999-01-01T00:00:00Z"}

    said = import_lines(tmp_path, too_early, {**too_early, "id": "s2"}, media=media)

    assert "2 refused" in said
    assert sorted(Use.objects.values_list("object_id", "version", "photo_id")) == before


@pytest.mark.deep
def test_a_story_costs_the_same_among_many_as_among_few(tmp_path, media, monkeypatch):
    fields = {"authors": ["Ines"], "byline": "", "topics": ["Grain"], "also_in": ["video"], "lead_photo": QUAY}
    # A batch costs something, and a slow machine makes more of them.
    monkeypatch.setattr(importing, "BATCH_SECONDS", 600)

    def queries(first: int, count: int) -> float:
        lines = [
            {**STORY, **fields, "id": f"s{number}", "headline": f"Day {number}", "old_url": f"/{number}.html"}
            for number in range(first, first + count)
        ]
        asked = Counter()

        def count_it(execute, *arguments):
            asked["queries"] += 1
            return execute(*arguments)

        with connection.execute_wrapper(count_it):
            import_lines(tmp_path, *lines, media=media)
        return asked["queries"] / count

    import_lines(tmp_path, {**STORY, **fields}, media=media)
    few, many = queries(1, 20), queries(100, 120)

    assert many <= few * 1.05
    assert many < 50


PROMOTED_TWICE = [("reporting", "Womble?! gauge"), ("/", "womble gauge")]


def promotion(*results: dict, query: str = "Grain  Talks") -> dict:
    return {"type": "promotion", "query": query, "results": list(results)}


def test_what_is_promoted_stands_above_the_results_in_the_order_of_its_line(tmp_path):
    elsewhere = {"address": "https://example.org/give", "title": "Stand by us", "description": "Now."}
    line = promotion(elsewhere, {"story": "s1"}, {"page": "reporting"})

    said = import_lines(tmp_path, line, STORY)  # the story comes after what promotes it

    assert said == "2 lines: 2 new.\n"
    assert [(each.title, each.text) for each in promoted_for("grain talks")] == [
        ("Stand by us", "Now."),
        ("The ferry never came back", ""),
        ("Reporting", ""),
    ]


def test_a_promoted_story_that_does_not_come_is_told_and_the_rest_goes_in(tmp_path):
    said = import_lines(tmp_path, STORY, promotion({"story": "nowhere"}, {"page": "nor/here"}, {"story": "s1"}))

    assert "line 2: there is no story “nowhere” to refer to\n" in said
    assert "line 2: there is no page “nor/here” to refer to\n" in said
    assert said.endswith("2 lines: 2 new.\n")
    assert [each.title for each in promoted_for("grain talks")] == ["The ferry never came back"]


def test_a_promotion_that_changed_is_what_its_line_says(tmp_path):
    import_lines(tmp_path, STORY, promotion({"story": "s1"}, {"page": "reporting"}))

    said = import_lines(tmp_path, STORY, promotion({"page": "reporting", "description": "All of it."}))

    assert said == "2 lines: 1 changed, 1 unchanged.\n"
    assert [(each.title, each.text) for each in promoted_for("grain talks")] == [("Reporting", "All of it.")]


def test_a_second_promotion_of_the_same_words_is_refused_as_any_second_line_is(tmp_path):
    first, second = (promotion({"page": page}, query=words) for page, words in PROMOTED_TWICE)

    said = import_lines(tmp_path, STORY, first, second)

    assert "line 3: line 2 says already what the promotion “womble gauge” is; leave one of the two out\n" in said
    assert [each.title for each in promoted_for("womble gauge")] == ["Reporting"]


def test_a_promotion_changes_the_line_that_the_desk_has_for_its_words(tmp_path):
    import_lines(tmp_path, STORY)
    desk = Query.get("Womble?! gauge")
    desk.editors_picks.create(external_link_url="https://example.org/", external_link_text="There")

    import_lines(tmp_path, STORY, promotion({"page": "reporting"}, query="womble gauge"))

    assert [each.title for each in promoted_for("womble gauge")] == ["Reporting"]
    assert not desk.editors_picks.filter(page=None).exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (promotion({"story": "s1"}, query="!!!"), "query: there is no word in this that readers could search for"),
        (promotion({"story": "s1", "page": "reporting"}), "results, 1: this has to name one of: story, page, address"),
        (promotion({"description": "Of what?"}), "results, 1: this has to name one of: story, page, address"),
        (promotion({"address": "https://example.org/"}), "results, 1: an address has a “title”"),
        (promotion({"story": "s1", "title": "Mine"}), "a story or a page none"),
        (promotion({"address": "javascript:alert(1)", "title": "Mine"}), "is no web address"),
        (promotion(), "“results” is missing"),
    ],
)
def test_a_promotion_of_nothing_is_refused_with_its_reason(tmp_path, line, reason):
    said = import_lines(tmp_path, line, STORY)

    assert reason in said.splitlines()[0]
    assert imported() in StoryPage.objects.published()
    assert not Query.objects.exists()
