"""One change from the first word to the file that goes out: three people, three browsers, two approvals.

Ben writes, Vera reviews, Ada owns the team and looks after security.  What each page does in detail is
shown by its own tests; here they have to fit together.
"""

import io
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Page, expect

from agents.models import Document, Membership, Proposal, Team
from agents.operations.documents import create_document
from agents.operations.relations import catch_up
from agents.queries.proposals import current_texts
from tests.browser.looks import flaws
from tests.browser.source import content, field
from tests.conftest import QA

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
HISTORY = "/platform/agents/qa/history/"
GIT = "---\nname: git\ndescription: Keeps the history. Use for branches.\n---\n\nYou keep the history.\n"
TESTED = "\n## What you hand over\n\nA list of what failed.\n"
SUGGESTED = "A list of what failed, with the line."


@pytest.fixture
def rules(team, ada, vera):
    """Two approvals, one of them by who looks after security; Vera hears of it by mail."""
    Team.objects.filter(pk=team.pk).update(approvals=2, security_reviewer=True)
    Membership.objects.filter(user=ada).update(is_security_reviewer=True)
    EmailAddress.objects.create(user=vera, email="vera@example.org", verified=True, primary=True)


@pytest.fixture
def library(qa, tone, team, ada):
    create_document(team, kind="agent", path="agents/git.md", source=GIT, by=ada)
    catch_up(team)


def test_a_change_goes_from_the_first_word_to_the_export(page_as, rules, library, ben, vera, ada, sends_mail):
    author, reviewer, owner = page_as(ben), page_as(vera), page_as(ada)

    author = writes_and_loses_the_tab(author)
    saves_something_else(reviewer)
    proposes(author)
    puts_the_other_side_and_the_guideline_into_it(author)
    saves_the_same_line(owner)
    settles_what_both_changed(author)

    hears_of_it(reviewer)
    sees_what_it_means(reviewer)
    suggests_other_words(reviewer)
    applies_them(author)

    approves(owner)
    changes_it_once_more(author)
    finds_the_approval_fallen(owner)
    approves(reviewer)
    cannot_merge_without_security(reviewer)
    cannot_approve_it(author)
    approves(owner)
    texts = approved_texts()
    merges(reviewer)

    takes_the_files(reviewer, texts)
    finds_out_who_approved_what(author)
    proposes_to_restore(author)


# Written


def writes_and_loses_the_tab(page: Page) -> Page:
    """The form and the source are one text; what was typed is there in another tab."""
    page.goto("/platform/agents/qa/edit/")
    page.get_by_role("textbox", name="Description").fill("Tests what others build. Use after every change, daily.")
    page.get_by_role("checkbox", name="WebFetch").check()
    expect(content(page)).to_contain_text("Bash, WebFetch")
    content(page).press("Control+End")
    page.keyboard.insert_text(TESTED)
    expect(page.locator("#preview").get_by_role("heading", name="What you hand over")).to_be_visible()
    expect(page.locator("#saved")).to_have_text(re.compile(r"Draft saved \d\d:\d\d"))

    tab = page.context.new_page()
    page.close()
    tab.goto("/platform/agents/qa/edit/")
    tab.get_by_role("region", name="Your draft").get_by_text("Restore").click()
    expect(content(tab)).to_contain_text("What you hand over")
    return tab


def saves_something_else(page: Page) -> None:
    replaces(page, "You test things.", "You test everything.")
    saved = Document.objects.get(slug="qa").head
    assert (saved.number, saved.author_name) == (2, "Vera")


def replaces(page: Page, old: str, new: str) -> None:
    page.goto("/platform/agents/qa/edit/")
    text = field(page).input_value()
    assert old in text
    content(page).press("Control+a")
    page.keyboard.insert_text(text.replace(old, new))
    content(page).press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Saved v").first).to_be_visible()


def proposes(page: Page) -> None:
    """What was saved meanwhile is in it."""
    page.get_by_role("button", name="Propose change").click()
    page.get_by_role("textbox", name="What it changes").fill("Let qa fetch pages")
    page.get_by_role("textbox", name="Why").fill("Reports name **pages**.")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_text("Proposed: #1 Let qa fetch pages.")).to_be_visible()

    (text,) = current_texts(Proposal.objects.get()).values()
    assert "You test everything." in text.source
    assert text.source.endswith(TESTED)


def puts_the_other_side_and_the_guideline_into_it(page: Page) -> None:
    """An edge is written from the graph's page, a guideline in the editor; both join the same proposal."""
    page.goto("/platform/agents/git/link/?to=qa")
    page.get_by_role("textbox", name="How they work together").fill("- Name the branch")
    page.get_by_role("button", name="Propose", exact=False).click()
    joins(page)
    page.goto("/platform/guidelines/tone/edit/")
    content(page).press("Control+End")
    page.keyboard.insert_text("\nName the page.\n")
    page.get_by_role("button", name="Propose change").click()
    joins(page)

    assert Proposal.objects.get().changes.count() == 3


def joins(page: Page) -> None:
    page.get_by_role("combobox", name="Put it into").select_option("1")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Let qa fetch pages")).to_be_visible()


def saves_the_same_line(page: Page) -> None:
    replaces(page, "Use after every change.", "Use before every release.")


def settles_what_both_changed(page: Page) -> None:
    """Both are shown, and nothing is lost."""
    page.goto(ONE)
    expect(page.get_by_text("conflicts with")).to_be_visible()
    page.get_by_role("button", name="Bring up to date").click()
    expect(page.get_by_role("heading", name="Choose what stays")).to_be_visible()
    choices = page.get_by_role("group")
    expect(choices.get_by_text("Use before every release.")).to_be_visible()
    expect(choices.get_by_text("Use after every change, daily.").first).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("radio", name="What is proposed").check()
    page.get_by_role("button", name="Bring up to date").click()
    expect(page.get_by_text("It is up to date.", exact=False)).to_be_visible()


# Judged


def hears_of_it(page: Page) -> None:
    """By mail and in the inbox; the mail's link leads to the proposal."""
    call_command("mail", address="http://site.invalid")
    message = next(one for one in mail.outbox if one.to == ["vera@example.org"])
    assert "Ben asks for a review of #1" in message.subject + message.body
    page.goto("/inbox/")
    page.get_by_role("button", name="Unread: Ben asks for a review of #1").click()
    expect(page).to_have_url(re.compile(re.search(r"http://site\.invalid(/platform/proposals/\d+/)", message.body)[1]))


def sees_what_it_means(page: Page) -> None:
    """Powers, relations, fields and words."""
    page.goto(FILES)
    qa, git = (page.get_by_role("article", name=f"agents/{name}.md") for name in ("qa", "git"))
    expect(qa.get_by_text("This gives qa WebFetch.")).to_be_visible()
    expect(qa.locator("ins", has_text=", daily").first).to_be_visible()
    expect(git.get_by_text("It names")).to_contain_text("qa")
    expect(page.get_by_role("article", name="guidelines/tone.md").get_by_text("Name the page.")).to_be_visible()


def suggests_other_words(page: Page) -> None:
    page.get_by_role("row").filter(has_text="A list of what failed.").get_by_role("link").last.click()
    form = page.locator("form.say")
    form.get_by_role("textbox", name="Comment").fill("Which line?")
    form.get_by_text("Suggest other words").click()
    form.get_by_role("textbox", name="Instead of this line").fill(SUGGESTED)
    form.get_by_role("button", name="Add to review").click()
    expect(page.locator(".cmt .prose").get_by_text("Which line?")).to_be_visible()
    finishes(page, "Request changes")
    expect(page.get_by_text("Vera asks for changes.")).to_be_visible()


def finishes(page: Page, verdict: str) -> None:
    page.get_by_role("button", name=re.compile("^Finish review")).click()
    page.get_by_role("radio", name=verdict).check()
    page.get_by_role("button", name="Send review").click()


def applies_them(page: Page) -> None:
    page.goto(FILES)
    page.get_by_role("textbox", name="Reply to Vera").fill("Yes, the line.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator(".cmt .prose").get_by_text("Yes, the line.")).to_be_visible()
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_text("Applied the suggestion by Vera", exact=False)).to_be_visible()


def approves(page: Page) -> None:
    page.goto(ONE)
    finishes(page, "Approve")
    expect(page.locator(".rv-side").get_by_text("Approved", exact=True).first).to_be_visible()


def changes_it_once_more(page: Page) -> None:
    page.goto(FILES)
    page.get_by_role("link", name="Edit guidelines/tone.md").click()
    expect(content(page)).to_contain_text("Name the page.")
    content(page).press("Control+End")
    page.keyboard.insert_text("And the line.\n")
    page.get_by_role("button", name="Save to #1").click()
    expect(page.get_by_text("Put into #1 Let qa fetch pages, as iteration", exact=False)).to_be_visible()


def finds_the_approval_fallen(page: Page) -> None:
    page.goto("/inbox/")
    page.get_by_role("button", name=re.compile("your approval no longer counts")).first.click()
    expect(page.locator(".rv-side").get_by_text("Approved an earlier version")).to_be_visible()
    expect(page.get_by_role("button", name="Merge", exact=True)).to_be_disabled()


def cannot_merge_without_security(page: Page) -> None:
    expect(page.get_by_text("A security reviewer has to approve it", exact=False)).to_be_visible()
    expect(page.get_by_text("It needs one more approval", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Merge", exact=True)).to_be_disabled()


def cannot_approve_it(page: Page) -> None:
    page.goto(ONE)
    page.get_by_role("button", name=re.compile("^Finish review")).click()
    expect(page.get_by_role("radio", name="Approve")).to_be_disabled()
    expect(page.get_by_text("You wrote part of this", exact=False)).to_be_visible()


def approved_texts() -> dict[str, str]:
    return {text.change.path: text.source for text in current_texts(Proposal.objects.get()).values()}


# Merged


def merges(page: Page) -> None:
    page.goto(ONE)
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Merged #1 Let qa fetch pages.")).to_be_visible()
    expect(page.get_by_role("link", name="one step that can be undone")).to_be_visible()
    expect(page.get_by_role("button", name="Revert")).to_be_visible()


def takes_the_files(page: Page, texts: dict[str, str]) -> None:
    """The zip holds exactly what was approved, byte for byte."""
    page.get_by_role("link", name="Export these 3 files").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download zip").click()
    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))

    held = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    assert held == {f".claude/{path}": text.encode() for path, text in texts.items()}
    assert SUGGESTED in texts["agents/qa.md"]


def finds_out_who_approved_what(page: Page) -> None:
    page.goto(HISTORY)
    newest, head = page.get_by_role("listitem").filter(has_text="v4"), Document.objects.get(slug="qa").head
    expect(newest).to_contain_text("Ben")
    expect(newest).to_contain_text("#1, approved by Ada and Vera")
    expect(newest).to_contain_text(head.blob_id[:10])
    page.get_by_role("radio", name="Compare from v1").check()
    page.get_by_role("button", name="Compare the two marked").click()
    expect(page.get_by_text(SUGGESTED)).to_be_visible()


def proposes_to_restore(page: Page) -> None:
    page.goto(HISTORY)
    page.get_by_role("button", name="Propose to restore v1").click()
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_text("Proposed: #2 Restore v1 of qa.")).to_be_visible()

    restored = Proposal.objects.get(number=2)
    assert [text.source for text in current_texts(restored).values()] == [QA]
