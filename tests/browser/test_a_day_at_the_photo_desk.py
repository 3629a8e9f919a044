"""Photos come in one by one, many at once and while a story is written; what their files know is there already."""

import pytest

from accounts import roles
from tests.browser.test_an_editors_day import logged_in
from tests.test_media_having_had_a_picture_before import saved, scene
from tests.told_pictures import picture, xmp_notes

pytestmark = pytest.mark.browser

NEWSROOM = f"""
from django.core.files.base import ContentFile
from tests.factories import *
from tests.test_media_having_had_a_picture_before import saved, scene
from media import pictures
reporting = make_section(make_site(), "Reporting")
make_agency("Harbour Press")
photo = make_photo("The quay in March", file=ContentFile(saved(scene(3)), name="quay.jpg"))
pictures.make(photo)
make_story(reporting, "Talks resume", lead_photo=photo)
make_draft(reporting, "A bridge opens", lead_photo=photo)
make_draft(reporting, "The vote")
make_user("edith", "{roles.EDITORS}")
"""
FERRY = xmp_notes(
    "<dc:creator>Josephine Leemans</dc:creator><photoshop:Credit>HARBOUR PRESS</photoshop:Credit>"
    "<dc:description>A ferry leaves</dc:description><photoshop:DateCreated>2026-02-27</photoshop:DateCreated>"
)
IS_IN_SIGHT = """at => {
  const { x, y, width, height } = at.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === at;
}"""
AGAIN = saved(scene(3).crop((30, 20, 270, 190)), 60)


@pytest.fixture(scope="module")
def desk(site, chromium):
    return logged_in(chromium, site(NEWSROOM), "edith")


def jpeg(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_a_photo_comes_in_with_its_record_filled(desk):
    desk.goto("/admin/images/add/")
    desk.locator("input[type=file]").set_input_files(jpeg("DSC_0412.jpg", picture(xmp=FERRY, size=(800, 500))))
    desk.locator("#id_title").fill("DSC_0412")
    desk.get_by_role("button", name="Upload").click()

    desk.get_by_text("Taken from the file: ").wait_for()
    assert desk.locator("#id_caption").input_value() == "A ferry leaves"
    assert desk.locator("#id_person").input_value() == "Josephine Leemans"
    assert desk.locator("#id_taken_on").input_value() == "2026-02-27"
    assert desk.locator("#id_agency option:checked").inner_text() == "Harbour Press"
    desk.locator("#id_description").fill("A white ferry")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_text("is saved.").wait_for()


def test_many_photos_come_in_and_a_bad_one_spoils_none(desk):
    desk.goto("/admin/images/multiple/add/")
    files = [
        jpeg("one.jpg", picture(xmp=FERRY)),
        jpeg("broken.jpg", b"\xff\xd8\xff\xe0 no picture"),
        jpeg("again.jpg", AGAIN),
    ]
    desk.locator("#fileupload").set_input_files(files)

    good, bad, again = (desk.locator("#upload-list > li").nth(place) for place in range(3))
    again.get_by_role("button", name="Save the record").wait_for()
    assert "damaged and cannot be read" in bad.inner_text()
    assert good.locator("textarea[name$=caption]").input_value() == "A ferry leaves"
    assert "may have had this picture before" in again.inner_text()
    assert "The quay in March" in again.inner_text()
    assert again.locator("picture img").count() == 1
    good.locator("[name$=title]").fill("Ferry")
    good.get_by_role("button", name="Save the record").click()
    desk.locator("#upload-list > li").nth(2).wait_for(state="detached")


@pytest.mark.deep
def test_one_record_fills_what_the_files_of_many_leave_open_and_all_are_saved_at_once(desk):
    desk.goto("/admin/images/multiple/add/")
    enter(desk, "agency", "1")
    enter(desk, "person", "Ana Bel")
    enter(desk, "licence", "Contract 12")
    files = [jpeg("ferry.jpg", picture(xmp=FERRY)), jpeg("broken.jpg", b"\xff\xd8 no"), jpeg("quay.jpg", picture())]
    desk.locator("#fileupload").set_input_files(files)

    said = desk.locator(".upload-summary [role=status]")
    said.get_by_text("All files are through.").wait_for()
    assert (
        "2 of 3 photos are in. 1 was refused; its reason stands below. 2 records are still to be" in said.inner_text()
    )
    ferry, quay = (desk.locator("#upload-list form").nth(place) for place in range(2))
    assert [value(ferry, name) for name in ("person", "licence")] == ["Josephine Leemans", "Contract 12"]
    assert [value(quay, name) for name in ("agency", "person", "licence")] == ["1", "Ana Bel", "Contract 12"]
    assert quay.get_by_text("From the record for all.").count() == 3

    quay.locator("[name$=-licence]").fill("CC BY 4.0")
    enter(desk, "licence", "Contract 13")
    tags = desk.locator("[data-record-for-all] .tagit-new input")
    for tag in ("old port", "ferry"):
        tags.fill(tag)
        tags.press("Enter")
    assert [value(form, "licence") for form in (ferry, quay)] == ["Contract 13", "CC BY 4.0"]
    assert {value(form, "tags") for form in (ferry, quay)} == {'"old port",ferry'}

    quay.locator("[name$=-title]").fill("")
    quay.locator("[name$=-caption]").fill("The quay at dawn")
    desk.locator("#upload-list > li").last.scroll_into_view_if_needed()
    button = desk.get_by_role("button", name="Save all records")
    assert button.evaluate(IS_IN_SIGHT)
    button.focus()
    desk.keyboard.press("Enter")
    said.get_by_text("1 record was saved. 1 could not be saved: what is wrong with it stands in its form.").wait_for()
    left = desk.locator("#upload-list form")
    assert left.count() == 1
    assert "This field is required." in left.inner_text()
    assert [value(left, name) for name in ("caption", "person", "licence")] == [
        "The quay at dawn",
        "Ana Bel",
        "CC BY 4.0",
    ]

    left.locator("[name$=-title]").fill("Quay")
    desk.get_by_role("button", name="Save all records").click()
    said.get_by_text("1 record was saved. Every record is confirmed.").wait_for()


@pytest.mark.deep
def test_records_that_the_server_does_not_take_just_now_are_kept(desk):
    desk.goto("/admin/images/multiple/add/")
    desk.locator("#fileupload").set_input_files([jpeg("pier.jpg", picture(size=(90, 40)))])
    form = desk.locator("#upload-list form")
    form.locator("[name$=-caption]").fill("A pier")

    desk.route("**/admin/images/multiple/*/", lambda route: route.abort())
    desk.get_by_role("button", name="Save all records").click()
    said = desk.locator(".upload-summary [role=status]")
    said.get_by_text("For 1 the server gave no answer. Its form is kept: try again in a minute.").wait_for()
    assert value(form, "caption") == "A pier"

    desk.unroute("**/admin/images/multiple/*/")
    desk.get_by_role("button", name="Save all records").click()
    said.get_by_text("Every record is confirmed.").wait_for()


def value(form, name):
    return form.locator(f"[name$=-{name}]").input_value()


def enter(desk, name, entered):
    """Enter something into the record for all, and leave the field."""
    field = desk.locator(f"[name=for-all-{name}]")
    field.select_option(entered) if name == "agency" else field.fill(entered)
    field.press("Tab")


def test_while_choosing_the_photo_that_was_there_is_taken_instead(desk):
    desk.goto("/admin/stories/")
    desk.get_by_role("link", name="The vote").first.click()
    desk.get_by_role("tab", name="Photo", exact=True).click()
    lead = desk.locator("#panel-child-photo-lead_photo-section")
    lead.get_by_role("button", name="Choose a photo").click()
    dialog = desk.locator(".modal-content")
    dialog.get_by_role("tab", name="Upload").click()
    form = dialog.locator("form[data-chooser-modal-creation-form]").last
    form.locator("input[type=file]").set_input_files(jpeg("again.jpg", AGAIN))
    form.locator("[name$=title]").fill("Again")
    form.get_by_role("button", name="Upload").click()

    dialog.get_by_text("may have had this picture before").wait_for()
    before = dialog.locator(".look-alikes__photo").filter(has_text="The quay in March")
    before.get_by_role("button", name="Use this one instead").click()

    dialog.wait_for(state="hidden")
    assert "The quay in March" in lead.inner_text()


def test_where_it_was_used_is_one_click_away(desk):
    desk.goto("/admin/images/?q=quay")
    desk.get_by_role("link", name="The quay in March").first.click()
    desk.get_by_role("link", name="in 2 places").click()

    listed = desk.locator("main").inner_text()
    assert "Talks resume" in listed
    assert "A bridge opens" in listed
    assert "In a draft" in listed
