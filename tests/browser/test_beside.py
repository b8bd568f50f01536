"""Two people at one text: who else is there, what they saved meanwhile, and how it is brought in."""

from playwright.sync_api import Page, expect

from agents.models import Draft
from agents.operations.documents import save_document
from agents.operations.drafts import keep_draft, new_sheet
from tests.browser.looks import findings
from tests.browser.source import content, field, go_to
from tests.browser.test_drafts import KEPT, banner, open_editor, state, type_at_end
from tests.conftest import QA


def test_a_draft_of_another_device_is_restored_brought_up_to_date_and_saved(page_as, ada, ben, qa):
    first = qa.head
    keep_draft(qa, QA + "From the train.\n", base=first, sheet=new_sheet(), by=ada)
    save_document(qa, QA.replace("sonnet", "opus"), base=first, by=ben)
    page = open_editor(page_as(ada))
    expect(banner(page)).to_contain_text("It was made from v1")

    banner(page).get_by_role("link", name="Restore").click()
    expect(field(page)).to_have_value(QA + "From the train.\n")
    expect(page.locator("#newer")).to_contain_text("Ben saved v2 while you edited v1")
    page.get_by_role("button", name="Bring it in").click()

    merged = QA.replace("sonnet", "opus") + "From the train.\n"
    expect(field(page)).to_have_value(merged)
    expect(page.locator("#base")).to_have_text("Base v2")
    expect(page.locator("#newer .note")).to_have_count(0)
    expect(state(page)).to_have_text(KEPT)
    assert Draft.objects.get().base.number == 2
    page.get_by_role("button", name="Save", exact=False).first.click()
    expect(page.locator("#toasts")).to_contain_text("Saved v3: 1 line changed")
    assert Draft.objects.count() == 0


def test_undoing_what_was_brought_in_moves_the_base_back(page_as, ada, ben, qa):
    page = open_editor(page_as(ada))
    type_at_end(page, "Mine.\n")
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)
    look(page)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator("#base")).to_have_text("Base v2")

    content(page).press("Control+z")

    expect(field(page)).to_have_value(QA + "Mine.\n")
    expect(page.locator("#base")).to_have_text("Base v1")


def test_a_conflict_on_bringing_in_leads_to_the_choice_and_back(page_as, ada, ben, qa):
    page = open_editor(page_as(ada))
    go_to(page, QA.index("You test things."))
    page.keyboard.insert_text("Ada says: ")
    save_document(qa, QA.replace("You test", "Ben says: you test"), base=qa.head, by=ben)
    look(page)

    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("qa was changed meanwhile")
    assert findings(page) == []
    open_editor(page)
    expect(banner(page)).to_contain_text("Your draft from")
    page.go_back()

    draft = Draft.objects.get()
    assert draft.source == QA.replace("You test", "Ada says: You test")


def look(page: Page) -> None:
    """Have the editor look beside, as it does every twenty seconds."""
    with page.expect_response("**/beside/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def look_until_alone(page: Page) -> None:
    """A browser says that it left after the page is gone, so nothing on that page tells when the site has heard it."""
    for _ in range(50):
        look(page)
        if page.locator("#others").text_content() == "":
            return


def test_two_people_see_each_other_and_what_the_other_saves(page_as, ada, ben, qa):
    mine = open_editor(page_as(ada))
    with mine.expect_response("**/beside/"):
        theirs = open_editor(page_as(ben))
        look(mine)
    expect(theirs.locator("#others")).to_have_text("Ada is editing")
    expect(mine.locator("#others")).to_have_text("Ben is editing")

    type_at_end(theirs, "Theirs.\n")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator("#toasts")).to_contain_text("Saved v2")
    expect(theirs.locator("main")).to_contain_text("Ada is editing")
    look_until_alone(mine)

    expect(mine.locator("#newer")).to_contain_text("Ben saved v2 while you edited v1")
    expect(mine.locator("#others")).to_have_text("")
