"""A review by mouse, by keys, and without JavaScript.  The way of a whole change is in test_review_journey.py."""

import re

import pytest
from playwright.sync_api import Page, expect

from agents.models import Comment, Membership, Proposal, Review, Role
from agents.operations.documents import create_document
from agents.operations.proposing import propose
from tests.browser.looks import flaws
from tests.conftest import QA
from tests.views.proposing import add, change_of, proposed

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
NEW = QA.replace("tools: Read, Grep, Bash", "tools: Read, Grep, Bash, WebFetch").replace(
    "You test things.", "You test all things."
)
LINE = 9


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben, title="Test more", reason="Because.")


@pytest.fixture
def change(proposal):
    return change_of(proposal)


def number(page: Page, change, line: int = LINE, *, side: str = "R"):
    return page.locator(f"#f{change.pk}{side}{line}")


def said(page: Page, words: str):
    """The words of a comment where they are read."""
    return page.locator(".cmt .prose").get_by_text(words)


def finish(page: Page, verdict: str) -> None:
    page.get_by_role("button", name=re.compile("^Finish review")).click()
    page.get_by_role("radio", name=verdict).check()
    page.get_by_role("button", name="Send review").click()


def test_a_range_is_dragged_and_a_shift_click_makes_one(page_as, vera, proposal, change):
    page = page_as(vera)
    page.goto(FILES)
    number(page, change, 9).hover()
    page.mouse.down()
    number(page, change, 11).hover()
    page.mouse.up()
    expect(page.get_by_role("spinbutton", name="First line")).to_have_value("9")
    expect(page.get_by_role("spinbutton", name="Last line")).to_have_value("11")
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("form.say")).to_have_count(0)

    number(page, change, 8).click()
    expect(page.get_by_role("spinbutton", name="Last line")).to_have_value("8")
    number(page, change, 10).click(modifiers=["Shift"])
    expect(page.get_by_role("spinbutton", name="Last line")).to_have_value("10")
    expect(page.get_by_role("spinbutton", name="First line")).to_have_value("8")


def test_the_whole_review_goes_by_keys(page_as, vera, proposal, change):
    page = page_as(vera)
    page.goto(FILES)
    expect(page.get_by_role("button", name="Next change")).to_be_visible()

    page.keyboard.press("n")
    expect(page.locator(":focus")).to_have_attribute("data-change", "")
    page.keyboard.press("s")
    suggestion = page.get_by_role("textbox", name="Instead of this line")
    expect(suggestion).to_be_focused()
    expect(suggestion).to_have_value("You test all things.")
    suggestion.fill("You test everything.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".cmt .sugg")).to_be_visible()
    expect(page.locator("[id^=c]:focus")).to_contain_text("Vera")
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="Comment", exact=True)).to_be_focused()
    page.keyboard.type("Why?")
    page.keyboard.press("Control+Enter")
    expect(said(page, "Why?")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("v")
    expect(page.get_by_text("Show it again")).to_be_visible()
    expect(page.get_by_text("1 of 1 viewed")).to_be_visible()
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("textbox", name="Summary")).to_be_focused()
    page.keyboard.type("All in all.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("All in all.")).to_be_visible()
    assert Comment.objects.filter(review__finished_at__isnull=False).count() == 2
    assert Review.objects.get().verdict == "comment"


def test_the_keys_are_in_the_list(page_as, vera, proposal):
    page = page_as(vera)
    page.goto(FILES)
    expect(page.get_by_role("button", name="Next change")).to_be_visible()
    page.keyboard.press("?")

    keys = page.locator("#keys")
    for words in ("Next change", "Previous change", "Tick the file as viewed", "Suggest other words", "Proposals"):
        expect(keys.get_by_text(words, exact=False).first).to_be_visible()


def test_files_come_as_one_scrolls(page_as, team, ben, vera):
    sources = {f"agents/a{at:02}.md": f"---\nname: a{at}\n---\n{'line ' * 9}\n" * 9 for at in range(9)}
    propose(team, [add(path, source) for path, source in sources.items()], title="Nine", by=ben)
    page = page_as(vera)
    page.goto(FILES)
    expect(page.locator("article table")).not_to_have_count(0)

    page.locator("article").last.scroll_into_view_if_needed()

    expect(page.locator("article").last.locator("table").first).to_be_visible()


def test_a_batch_is_applied_together(page_as, proposal, change, ben, vera):
    from agents.definition.anchors import Lines
    from agents.operations.reviewing import comment

    for line, words in ((9, "You test."), (15, "- Ask twice")):
        comment(
            proposal,
            words="",
            by=vera,
            iteration=1,
            change=change,
            side="new",
            lines=Lines(line, line),
            suggestion=words,
        )
    page = page_as(ben)
    page.goto(FILES)
    for box in page.get_by_role("checkbox", name="Add to batch").all():
        box.check()
    page.get_by_role("button", name="Apply the batch").click()

    expect(page.get_by_text("Applied the 2 suggestions by Vera", exact=False)).to_be_visible()
    assert Proposal.objects.get().iteration == 2


def test_a_whole_review_without_javascript(page_as, proposal, change, qa, vera):
    page = page_as(vera, java_script_enabled=False)
    page.goto(FILES)
    number(page, change).get_by_role("link").click()
    page.get_by_role("spinbutton", name="Last line").fill("11")
    page.get_by_role("textbox", name="Comment").fill("Which things?")
    page.get_by_role("button", name="Add to review").click()
    expect(said(page, "Which things?")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Viewed")).click()
    expect(page.get_by_text("1 of 1 viewed")).to_be_visible()
    page.goto(f"{ONE}review/")
    page.locator("main").get_by_role("radio", name="Approve").last.check()
    page.locator("main").get_by_role("button", name="Send review").last.click()
    expect(page.locator(".rv-side").get_by_text("Approved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Vera merged it", exact=False)).to_be_visible()

    qa.refresh_from_db()
    assert qa.head.source == NEW
    assert Comment.objects.values_list("first_line", "last_line").get() == (9, 11)


def test_what_opens_on_the_page_is_sound(page_as, proposal, change, vera, team, ada):
    create_document(team, kind="agent", path="agents/git.md", source="---\nname: git\n---\n", by=ada)
    page = page_as(vera)
    page.goto(FILES)
    number(page, change).click()
    expect(page.locator("form.say textarea").first).to_be_visible()
    page.locator("form.say").get_by_text("Suggest other words").click()
    opened = flaws(page)
    page.get_by_role("button", name=re.compile("^Finish review")).click()
    expect(page.get_by_role("textbox", name="Summary")).to_be_visible()

    assert opened == []
    assert flaws(page) == []


def test_it_is_printed_without_what_one_presses(page_as, proposal, vera):
    page = page_as(vera, viewport={"width": 720, "height": 1000})
    page.goto(FILES)
    page.emulate_media(media="print")

    assert page.locator("main :is(button, input, select, textarea):visible").count() == 0
    expect(page.get_by_text("This gives qa WebFetch.")).to_be_visible()


@pytest.mark.parametrize("times", [2])
def test_a_double_click_says_it_once(page_as, proposal, change, vera, times):
    page = page_as(vera)
    page.goto(ONE)
    page.get_by_role("textbox", name="Comment", exact=True).fill("Once")
    page.get_by_role("button", name="Comment", exact=True).click(click_count=times, no_wait_after=True)
    expect(said(page, "Once")).to_be_visible()

    assert Comment.objects.count() == 1
    assert Membership.objects.get(user=vera).role == Role.REVIEWER
