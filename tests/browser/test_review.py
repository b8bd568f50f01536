"""A review by three people in three browsers, by mouse, by keys, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from agents.models import Comment, Membership, Proposal, Review, Role, Team
from agents.operations.documents import create_document, save_document
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


def test_three_people_take_a_change_from_comment_to_merge(page_as, qa, proposal, change, ben, vera, ada):
    author, reviewer, owner = page_as(ben), page_as(vera), page_as(ada)

    # The author cannot approve what he wrote.
    author.goto(ONE)
    author.get_by_role("button", name=re.compile("^Finish review")).click()
    expect(author.get_by_role("radio", name="Approve")).to_be_disabled()
    expect(author.get_by_text("You wrote part of this", exact=False)).to_be_visible()

    # The reviewer sees what it gives, and suggests other words for a line.
    reviewer.goto(FILES)
    expect(reviewer.get_by_text("This gives qa WebFetch.")).to_be_visible()
    number(reviewer, change).click()
    form = reviewer.locator("form.say")
    form.get_by_role("textbox", name="Comment").fill("Which things?")
    form.get_by_text("Suggest other words").click()
    form.get_by_role("textbox", name="Instead of this line").fill("You test all things that changed.")
    form.get_by_role("button", name="Add to review").click()
    expect(said(reviewer, "Which things?")).to_be_visible()
    expect(reviewer.locator("#waiting")).to_have_text(re.compile("^1"))
    author.goto(FILES)
    expect(said(author, "Which things?")).to_have_count(0)
    finish(reviewer, "Request changes")
    expect(reviewer.get_by_text("Vera asks for changes.")).to_be_visible()

    # The author answers and applies it; that is a new iteration which credits both.
    author.goto(FILES)
    author.get_by_role("textbox", name="Reply to Vera").fill("Those.")
    author.get_by_role("button", name="Reply", exact=True).click()
    expect(said(author, "Those.")).to_be_visible()
    author.get_by_role("button", name="Apply", exact=True).click()
    expect(author.get_by_text("Applied in iteration 2.")).to_be_visible()

    # Approved, then changed again: the approval falls, and the page says so.
    reviewer.goto(f"{FILES}?since=1")
    expect(reviewer.locator("ins", has_text="that changed").first).to_be_visible()
    finish(reviewer, "Approve")
    owner.goto(ONE)
    expect(owner.get_by_text("Vera approved", exact=False)).to_be_visible()
    revise_again(change, ben)
    owner.get_by_role("button", name="Merge", exact=True).click()
    expect(owner.get_by_text("The proposal was changed since you looked at it", exact=False)).to_be_visible()
    expect(owner.get_by_text("Approved an earlier version")).to_be_visible()
    expect(owner.get_by_role("button", name="Merge", exact=True)).to_be_disabled()

    # Approved as it is now, it is merged.
    reviewer.goto(ONE)
    finish(reviewer, "Approve")
    expect(reviewer.locator(".rv-side").get_by_text("Approved", exact=True)).to_be_visible()
    owner.goto(ONE)
    owner.get_by_role("button", name="Merge", exact=True).click()
    expect(owner.get_by_text("Ada merged it", exact=False)).to_be_visible()
    qa.refresh_from_db()
    assert "You test all things that changed." in qa.head.source
    assert qa.head.source.endswith("At last.\n")
    assert Proposal.objects.get().state == "merged"


def revise_again(change, ben):
    from agents.operations.proposing import revise
    from agents.queries.proposals import current_texts

    text = current_texts(Proposal.objects.get())[change.pk]
    revise(change, f"{text.source}\nAt last.\n", base_text=text, by=ben)


def test_more_powers_need_the_security_reviewer(page_as, proposal, vera, ada, team):
    Team.objects.filter(pk=team.pk).update(security_reviewer=True)
    reviewer, owner = page_as(vera), page_as(ada)
    reviewer.goto(ONE)
    finish(reviewer, "Approve")
    expect(reviewer.get_by_text("A security reviewer has to approve it", exact=False)).to_be_visible()
    expect(reviewer.get_by_role("button", name="Merge", exact=True)).to_be_disabled()

    Membership.objects.filter(team=team, user=ada).update(is_security_reviewer=True)
    owner.goto(ONE)
    finish(owner, "Approve")

    expect(owner.get_by_role("button", name="Merge", exact=True)).to_be_enabled()


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


def test_a_conflict_is_settled_on_a_page_that_is_sound(page_as, qa, proposal, ben, ada):
    save_document(qa, QA.replace("You test things.", "You check things."), base=qa.head, by=ada)
    page = page_as(ben)
    page.goto(ONE)
    page.get_by_role("button", name="Bring up to date").click()
    expect(page.get_by_role("heading", name="Choose what stays")).to_be_visible()
    shown = flaws(page)
    page.get_by_role("radio", name="What was saved").check()
    page.get_by_role("button", name="Bring up to date").click()

    expect(page.get_by_text("It is up to date.", exact=False)).to_be_visible()
    assert shown == []
    assert Proposal.objects.get().iteration == 2


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
