"""A story's way through the newsroom, by mouse and keyboard: filed, approved, read, corrected, taken down."""

import re

import pytest

from accounts import roles
from tests.factories import picture_bytes

pytestmark = pytest.mark.browser

NEWSROOM = f"""
from tests.factories import *
from stories.models import ColumnAuthor
home = make_site()
reporting = make_section(home, "Reporting")
make_section(home, "Europe", role="region")
column = make_column("Diplomacy Watch", section=reporting)
ColumnAuthor.objects.create(column=column, author=make_author("Ines Moreau"))
make_author("Tomas Berg")
make_agency("Harbour Press")
make_user("will", "{roles.WRITERS}")
make_user("edith", "{roles.EDITORS}")
"""
HEADLINE = "Talks resume in the rain"


def test_a_story_is_filed_approved_read_corrected_and_taken_down(site, chromium):
    address = site(NEWSROOM)
    writer, editor = logged_in(chromium, address, "will"), logged_in(chromium, address, "edith")

    file_the_story(writer)
    approve_the_story(editor)
    story = read_the_story(visitor(chromium, address))
    correct_the_story(editor)
    corrected = visitor(chromium, address)
    corrected.goto(story)
    assert "The bridge is in Varn" in corrected.content()
    take_the_story_down(editor)
    afterwards = visitor(chromium, address)
    assert afterwards.goto(story).status == 404
    afterwards.goto("/")
    assert HEADLINE not in afterwards.content()


def visitor(chromium, address):
    """Return a page of somebody who has not been here before and keeps nothing of it."""
    page = chromium.new_context(base_url=address, viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(30_000)
    return page


def logged_in(chromium, address, name):
    page = visitor(chromium, address)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    return page


def file_the_story(page):
    page.get_by_role("link", name="Start instalment").click()
    page.locator("#id_title").fill(HEADLINE)
    assert page.locator("#id_title + output").inner_text() == "24 of 70 characters"
    page.locator("#id_standfirst").fill("Two delegations, one umbrella.")
    add_an_author(page, "Tomas Berg")
    add_a_block(page, "Block quote")
    page.locator("textarea[name$='-text']").last.fill("We counted the boats every evening.")
    page.locator("input[name$='-speaker']").last.fill("Anna Moreau")
    add_a_block(page, "Round-up")
    type_rich_text(page.locator("#panel-child-story-body-content .Draftail-Editor").last, "The port reopens.")
    upload_the_lead_photo(page)
    choose_action(page, "Submit to an editor for approval")


def add_an_author(page, name):
    page.get_by_role("button", name="Add author").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_label(name).check()
    dialog.get_by_role("button", name="Confirm selection").click()
    page.locator("#inline_child_story_authors-1").get_by_text(name).wait_for()


def add_a_block(page, name):
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=re.compile(f"^{name}")).first.click()


def type_rich_text(editor, text):
    editor.locator("[contenteditable=true]").click()
    editor.page.keyboard.type(text)
    # The editor writes into its form field a quarter of a second after the last key.
    editor.page.locator(f"input[type=hidden][value*='{text}']").wait_for(state="attached")


def upload_the_lead_photo(page):
    page.get_by_role("tab", name="Photo", exact=True).click()
    page.locator("#panel-child-photo-lead_photo-section").get_by_role("button", name="Choose a photo").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="Upload").click()
    form = dialog.locator("form[data-chooser-modal-creation-form]")
    form.locator("input[type=file]").set_input_files(
        {"name": "ferry.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes(900, 600)}
    )
    form.locator("[name$=title]").fill("A ferry at the quay")
    form.get_by_role("button", name="Upload").click()
    form.get_by_role("button", name="Use this photo").wait_for()
    form.locator("[name$=description]").fill("A white ferry at an empty quay")
    form.locator("[name$=agency]").select_option(label="Harbour Press")
    form.locator("[name$=person]").fill("Ana Bel")
    form.get_by_role("button", name="Use this photo").click()
    dialog.wait_for(state="hidden")


def choose_action(page, name):
    """Press a button of the editor's foot, which hides all but one in a menu."""
    page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def approve_the_story(page):
    page.goto("/admin/")
    page.get_by_role("link", name=HEADLINE).click()
    choose_action(page, "Approve and Publish")


def read_the_story(page) -> str:
    page.goto("/")
    page.get_by_role("link", name=HEADLINE).first.click()
    for words in (
        f"Diplomacy Watch: {HEADLINE}",
        "Ines Moreau",
        "Tomas Berg",
        "We counted the boats every evening.",
        "The port reopens.",
        "Harbour Press/Ana Bel",
    ):
        assert words in page.locator("main").inner_text()
    return page.url


def correct_the_story(page):
    page.goto("/admin/stories/")
    page.get_by_role("link", name=HEADLINE).first.click()
    page.get_by_role("tab", name="Publishing").click()
    page.get_by_role("button", name="Add correction").click()
    type_rich_text(page.locator("#inline_child_corrections-0 .Draftail-Editor"), "The bridge is in Varn.")
    choose_action(page, "Publish")


def take_the_story_down(page):
    page.goto("/admin/stories/")
    page.get_by_role("link", name=HEADLINE).first.click()
    page.locator("footer").get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Unpublish").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, unpublish it").click()
