"""Two editors at one column and one story, by mouse and keyboard: what is chosen, and what they say to each other."""

import pytest

from accounts import roles
from tests.browser.test_an_editors_day import choose_action, logged_in

pytestmark = [pytest.mark.browser, pytest.mark.deep]

NEWSROOM = f"""
from tests.factories import *
home = make_site()
reporting = make_section(home, "Reporting")
column = make_column("Diplomacy Watch", section=reporting)
column.save_revision().publish()
for name in ("Ann Ost", "Bea West", "Cay North"):
    make_author(name)
for title in ("One ferry", "Two ferries"):
    make_story(reporting, title)
make_draft(reporting, "Three ferries")
make_user("edith", "{roles.EDITORS}")
make_user("otto", "{roles.EDITORS}")
"""


@pytest.fixture(scope="module")
def address(site):
    return site(NEWSROOM)


def test_authors_stand_in_the_order_in_which_they_were_ticked(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_story(page)

    page.get_by_role("button", name="Add author").click()
    dialog = page.locator(".modal-content")
    for name in ("Ann Ost", "Cay North"):  # listed by family name
        dialog.get_by_label(name).check()
    dialog.get_by_role("button", name="Confirm selection").click()

    page.locator("#inline_child_story_authors-0").get_by_text("Ann Ost").wait_for()
    page.locator("#inline_child_story_authors-1").get_by_text("Cay North").wait_for()


def test_related_stories_are_chosen_from_the_newest_in_the_order_of_ticking(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_story(page)
    page.get_by_role("tab", name="Promotion", exact=True).click()

    page.get_by_role("button", name="Add story").click()
    dialog = page.locator(".modal-content")
    for headline in ("One ferry", "Two ferries"):  # listed newest first
        dialog.get_by_label(headline, exact=True).check()
    dialog.get_by_role("button", name="Confirm selection").click()

    page.locator("#inline_child_related_stories-0").get_by_text("One ferry").wait_for()
    page.locator("#inline_child_related_stories-1").get_by_text("Two ferries").wait_for()


def test_a_comment_is_made_answered_and_resolved_without_leaving_the_editor(address, chromium):
    edith, otto = logged_in(chromium, address, "edith"), logged_in(chromium, address, "otto")
    open_the_comments(edith)
    edith.locator("#id_name").fill("Diplomacy Watch, half renamed")

    edith.get_by_label("New comment").focus()
    edith.keyboard.type("Is Friday still the day?")
    edith.keyboard.press("Tab")
    edith.keyboard.press("Enter")
    edith.get_by_role("status").get_by_text("Your comment has been added.").wait_for()

    assert edith.evaluate("document.activeElement.id") == "comments-new"
    assert edith.locator("#id_name").input_value() == "Diplomacy Watch, half renamed"
    open_the_comments(otto)
    otto.get_by_text("Is Friday still the day?").wait_for()
    otto.get_by_role("button", name="Resolve").press("Enter")
    otto.get_by_role("status").get_by_text("The comment is resolved.").wait_for()
    assert otto.get_by_text("Resolved (1)").is_visible()
    assert not otto.locator("[data-side-panel-toggle='snippet-comments'] [data-side-panel-toggle-counter]").is_visible()


def test_a_comment_that_cannot_be_sent_keeps_its_words(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_comments(page)
    page.get_by_label("New comment").fill("The photo is from last spring.")
    page.context.set_offline(True)

    page.get_by_role("button", name="Comment", exact=True).click()

    page.get_by_role("status").get_by_text("This could not be sent").wait_for()
    assert page.get_by_label("New comment").input_value() == "The photo is from last spring."


def open_the_story(page):
    page.goto("/admin/stories/")
    page.get_by_role("link", name="Three ferries").first.click()
    # Before that, nothing takes note of what is typed.
    page.locator("[data-w-unsaved-has-edits-value]").wait_for()
    page.wait_for_load_state("load")


def open_the_comments(page):
    page.goto("/admin/snippets/stories/column/")
    page.locator("td.title a").first.click()
    page.get_by_role("button", name="Toggle comments").click()


def test_what_is_typed_as_soon_as_the_editor_opens_is_saved_too(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_story(page)

    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        page.reload(wait_until="domcontentloaded")
        page.locator("#id_standfirst").fill("Typed in the first second.")
    page.wait_for_timeout(500)
    page.reload()

    assert page.locator("#id_standfirst").input_value() == "Typed in the first second."


def test_a_button_waits_for_what_is_being_saved_by_itself(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_story(page)
    page.evaluate(SLOW_SAVES)

    page.locator("#id_title").fill("Three ferries and a bridge")
    page.wait_for_function("() => sessionStorage.saves?.includes('asked')")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Page 'Three ferries and a bridge' has been").first.wait_for()

    saves = page.evaluate("sessionStorage.saves").split()
    assert saves[-1] == "left"
    assert saves.count("asked") == saves.count("answered") >= 1


def test_publish_pressed_while_something_is_being_saved_by_itself_publishes(address, chromium):
    page = logged_in(chromium, address, "edith")
    open_the_story(page)
    page.evaluate("delete sessionStorage.saves")
    page.evaluate(SLOW_SAVES)
    page.locator("#id_byline").fill("From our correspondents")
    page.wait_for_function("() => sessionStorage.saves?.includes('asked')")

    choose_action(page, "Publish")

    page.get_by_text("has been published").first.wait_for()


SLOW_SAVES = """() => {
  const ask = window.fetch, note = word => { sessionStorage.saves = `${sessionStorage.saves ?? ''} ${word}`; };
  window.fetch = async (...all) => {
    // The preview, and who else is here, are asked for too, at their own pace, and nothing waits for them.
    if (all[1]?.method?.toLowerCase() !== 'post' || /preview|ping/.test(all[0])) return ask(...all);
    note('asked');
    await new Promise(resolve => setTimeout(resolve, 1500));
    const answer = await ask(...all);
    note('answered');
    return answer;
  };
  addEventListener('pagehide', () => note('left'));
}"""
