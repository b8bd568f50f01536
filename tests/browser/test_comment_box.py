"""The box one writes comments in: names, the preview, and that nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from agents.definition.anchors import Lines
from agents.models import Comment, Session
from agents.operations.proposing import propose, revise
from agents.operations.reviewing import comment, resolve
from agents.queries.proposals import current_texts
from tests.browser.looks import findings, flaws
from tests.conftest import QA
from tests.views.proposing import add, change_of, proposed

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
UNSENT = "Object.keys(localStorage).filter((key) => key.includes('unsent'))"


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, QA.replace("You test things.", "You test all things."), by=ben)


@pytest.fixture
def said(proposal, ben):
    where = {"change": change_of(proposal), "side": "new", "lines": Lines(9, 9)}
    return comment(proposal, words="All?", by=ben, iteration=1, **where)


def whole(page: Page):
    return page.get_by_role("textbox", name="Comment", exact=True)


def reply(page: Page):
    return page.get_by_role("textbox", name="Reply to Ben")


def test_a_name_is_completed_by_keys_and_marked_in_the_preview(page_as, proposal, vera, ben, rita):
    page = page_as(vera)
    page.goto(ONE)
    whole(page).press_sequentially("Ask @")
    names = page.get_by_role("listbox", name="People of the team")
    expect(names.get_by_role("option")).to_have_count(4)
    expect(names.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert findings(page) == []

    page.keyboard.press("ArrowDown")
    expect(whole(page)).to_have_attribute("aria-activedescendant", "at-1")
    page.keyboard.press("Enter")
    expect(whole(page)).to_have_value("Ask @ben ")
    expect(names).to_be_hidden()
    whole(page).press_sequentially("or @Ri")
    expect(names.get_by_role("option")).to_have_text(["@ritaRita"])
    page.keyboard.press("Escape")
    expect(names).to_be_hidden()
    whole(page).press_sequentially("ta me@ex")
    expect(names).to_be_hidden()
    page.get_by_role("button", name="Preview", exact=True).last.click()

    preview = page.get_by_role("region", name="Preview")
    expect(preview.locator(".at")).to_have_text(["@ben", "@Rita"])
    assert findings(page) == []
    page.get_by_role("button", name="Write", exact=True).last.click()
    expect(whole(page)).to_be_focused()


def test_words_that_were_not_sent_are_there_again(page_as, proposal, said, vera):
    page = page_as(vera)
    page.goto(FILES)
    page.locator(f"#f{change_of(proposal).pk}R9").click()
    whole(page).fill("Half a thou")
    reply(page).fill("Half an ans")
    page.reload()
    expect(reply(page)).to_have_value("Half an ans")
    begun = page.locator("[data-begun]")
    expect(begun).to_contain_text("about agents/qa.md")
    assert flaws(page) == []
    begun.get_by_role("link").click()
    expect(whole(page)).to_have_value("Half a thou")

    whole(page).press("Control+Enter")
    expect(page.locator(".cmt .prose").get_by_text("Half a thou")).to_be_visible()
    page.locator("form", has=reply(page)).get_by_role("button", name="Discard it").click()
    expect(reply(page)).to_have_value("")

    assert page.evaluate(UNSENT) == []


def test_words_begun_on_lines_that_changed_since_lead_to_those_lines(page_as, proposal, ben, vera):
    page = page_as(vera)
    page.goto(FILES)
    change = change_of(proposal)
    page.locator(f"#f{change.pk}R9").click()
    whole(page).fill("Half a thou")
    text = current_texts(proposal)[change.pk]
    revise(change, text.source.replace("You test all", "First.\n\nYou test all"), base_text=text, by=ben)
    page.goto(FILES)
    page.locator("[data-begun]").get_by_role("link").click()
    expect(page.locator("form .quoted")).to_have_text("You test all things.")
    expect(whole(page)).to_have_value("Half a thou")

    whole(page).press("Control+Enter")
    expect(page.locator(".cmt .prose").get_by_text("Half a thou")).to_be_visible()
    assert (Comment.objects.get().iteration, Comment.objects.get().quoted) == (1, "You test all things.\n")


def test_out_of_reach_the_words_stay_and_go_when_it_is_back(page_as, proposal, said, vera):
    page = page_as(vera)
    page.goto(FILES)
    page.route("**/comment/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    reply(page).fill("Those.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("The server is out of reach. What you typed is kept")
    expect(reply(page)).to_have_value("Those.")
    page.unroute("**/comment/")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".cmt .prose").get_by_text("Those.")).to_be_visible()
    assert Comment.objects.filter(words="Those.").count() == 1
    assert page.evaluate(UNSENT) == []


def test_signed_out_the_words_stay(page_as, proposal, said, vera):
    page = page_as(vera)
    page.goto(FILES)
    reply(page).fill("Those.")
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("You are signed out. What you typed is kept")
    expect(reply(page)).to_have_value("Those.")
    assert page.evaluate(UNSENT) != []


def test_who_signed_in_again_sends_what_was_typed_from_the_same_page(page_as, proposal, said, vera, live_server):
    page = page_as(vera)
    page.goto(FILES)
    reply(page).fill("Those.")
    page.context.clear_cookies()
    page.context.add_cookies(page_as(vera).context.cookies())
    page.keyboard.press("Control+Enter")

    expect(page.locator(".cmt .prose").get_by_text("Those.")).to_be_visible()
    assert Comment.objects.filter(words="Those.").count() == 1


def test_a_button_that_could_not_be_pressed_says_so(page_as, proposal, said, vera):
    page = page_as(vera)
    page.goto(FILES)
    page.route("**/resolve/", lambda route: route.abort())
    page.get_by_role("button", name="Resolve").click()

    expect(page.get_by_role("alert")).to_have_text("The server is out of reach. Try again in a moment.")


def test_signing_out_leaves_no_words_behind(page_as, proposal, vera):
    page = page_as(vera)
    page.goto(ONE)
    whole(page).fill("Mine")
    page.reload()
    expect(whole(page)).to_have_value("Mine")
    page.goto("/platform/agents/")
    page.locator("form[action='/sign-out/']").first.evaluate("(form) => form.requestSubmit()")
    page.wait_for_url("**/sign-in/**")

    assert page.evaluate(UNSENT) == []


def test_too_many_words_are_told_before_they_are_sent(page_as, proposal, vera):
    page = page_as(vera)
    page.goto(ONE)
    whole(page).fill("x" * 14_000)
    expect(page.get_by_text("2,384 bytes left")).to_be_visible()
    whole(page).fill("x" * 16_385)
    expect(page.get_by_text("1 bytes too many")).to_be_visible()
    page.keyboard.press("Control+Enter")

    expect(whole(page)).to_be_focused()
    assert not Comment.objects.exists()


def test_a_link_opens_the_comment_in_a_file_that_was_not_there_yet(page_as, team, ben, vera):
    files = [add(f"agents/a{at:02}.md", f"---\nname: a{at}\n---\n" + "Line\n\n" * 20) for at in range(9)]
    one = propose(team, files, title="Nine", by=ben)
    where = {"change": change_of(one, "agents/a08.md"), "side": "new", "lines": Lines(5, 5)}
    far = comment(one, words="Far away", by=ben, iteration=1, **where)
    resolve(far, by=vera)
    page = page_as(vera)

    page.goto(f"{FILES}#c{far.pk}")

    expect(page.locator(f"#c{far.pk}")).to_be_focused()
    expect(page.locator(".cmt .prose").get_by_text("Far away")).to_be_visible()


def test_the_walk_goes_through_files_that_come(page_as, team, ben, vera):
    files = [add(f"agents/a{at:02}.md", f"---\nname: a{at}\n---\n" + "Line\n\n" * 20) for at in range(7)]
    propose(team, files, title="Seven", by=ben)
    page = page_as(vera)
    page.goto(FILES)
    expect(page.get_by_role("button", name="Next change")).to_be_visible()

    for at in range(7):
        page.keyboard.press("n")
        expect(page.locator("tr:focus")).to_have_attribute("data-change", "")
        expect(page.locator("article:has(:focus) h2")).to_have_text(f"agents/a{at:02}.md")


def test_escape_leaves_a_form_in_which_nothing_was_typed(page_as, proposal, vera):
    page = page_as(vera)
    page.goto(FILES)
    line = page.locator(f"#f{change_of(proposal).pk}R9")
    line.click()
    expect(whole(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.say")).to_have_count(0)
    line.click()
    whole(page).fill("Typed")
    page.keyboard.press("Escape")

    expect(whole(page)).to_have_value("Typed")


def test_a_quotation_begins_an_answer(page_as, proposal, said, vera):
    page = page_as(vera)
    page.goto(ONE)
    page.get_by_role("button", name="Quote Ben").click()

    expect(reply(page)).to_be_focused()
    expect(reply(page)).to_have_value("> All?\n\n")


def test_two_taps_make_a_range(page_as, proposal, vera):
    page = page_as(vera, has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(FILES)
    pk = change_of(proposal).pk
    page.locator(f"#f{pk}R9").tap()
    expect(page.get_by_role("spinbutton", name="Last line")).to_have_value("9")
    page.locator(f"#f{pk}R11").tap()

    expect(page.get_by_role("spinbutton", name="Last line")).to_have_value("11")
    expect(page.get_by_role("spinbutton", name="First line")).to_have_value("9")


def test_a_comment_is_deleted_and_brought_back(page_as, proposal, vera):
    one = comment(proposal, words="Never mind", by=vera, iteration=1)
    page = page_as(vera)
    page.goto(ONE)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Comment deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(f"#c{one.pk}")).to_be_focused()
    expect(page.locator(f"#c{one.pk} .prose").get_by_text("Never mind")).to_be_visible()


def test_words_are_plain_when_one_says_so(page_as, proposal, vera):
    page = page_as(vera)
    page.goto(FILES)
    word = page.locator(".diff ins").first
    expect(word).to_have_css("text-decoration-line", "underline")
    page.get_by_role("checkbox", name="Changed words").uncheck()
    expect(word).to_have_css("text-decoration-line", "none")
    page.reload()

    expect(page.get_by_role("checkbox", name="Changed words")).not_to_be_checked()
    expect(page.locator(".diff ins").first).to_have_css("text-decoration-line", re.compile("none"))


def test_the_verdict_opens_where_one_writes(page_as, proposal, vera):
    page = page_as(vera)
    page.goto(FILES)
    page.get_by_role("button", name="Finish review").click()
    summary = page.get_by_role("textbox", name="Summary")
    expect(summary).to_be_focused()
    page.keyboard.type("Very nice, @ve")
    expect(page.get_by_role("option")).to_have_text(["@veraVera"])
    page.keyboard.press("Tab")

    expect(summary).to_have_value("Very nice, @vera ")
    expect(page.get_by_text("0 of 1 viewed")).to_be_visible()  # the letters were no keys
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Finish review").click()
    expect(summary).to_have_value("Very nice, @vera ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your comments can be read now.")).to_be_visible()

    page.get_by_role("button", name="Finish review").click()
    expect(summary).to_have_value("")
    assert page.evaluate(UNSENT) == []
