"""A team is let in: the first start, an invitation, a second person in another browser, and what their role allows."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import flaws

PASSWORD = "violet harbour tractor"


@pytest.fixture
def open_browser(new_page, site):
    """Open a browser of somebody's own."""
    return lambda **options: new_page(f"http://127.0.0.1:{site.port}", reduced_motion="reduce", **options)


def start(site, open_browser, **options):
    """The owner's browser, signed in by the link of the first start."""
    site.start("--demo")
    page = open_browser(**options)
    page.goto(f"/welcome/?key={site.key}")
    if options.get("java_script_enabled") is False:
        page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/welcome/")
    return page


def invite(page, *, role: str) -> str:
    """Invite somebody; return the link."""
    page.goto("/demo/people/")
    page.get_by_role("radio", name=role).check()
    page.get_by_role("button", name="Make a link").click()
    if "/account/password/first/" in page.url:
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password again").fill(PASSWORD)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/demo/people/?role=*")
        expect(page.get_by_role("radio", name=role)).to_be_checked()
        page.get_by_role("button", name="Make a link").click()
    return page.get_by_label("The invitation’s link").input_value()


def join(page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Come into Demo team")
    page.get_by_label("Username").fill("cleo")
    page.get_by_label("Your name").fill("Cleo Vance")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account and come in").click()
    page.wait_for_url("**/demo/")


def give(page, role: str) -> None:
    page.goto("/demo/people/")
    row = page.get_by_role("listitem").filter(has_text="Cleo Vance")
    row.get_by_label("Role of Cleo Vance").select_option(role)
    row.get_by_role("button", name="Change").click()
    expect(
        page.get_by_role("status").filter(has_text=f"Cleo Vance is a {role.lower()}".replace("a a", "an a"))
    ).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_second_person_comes_in_and_does_what_the_role_allows(site, open_browser, scripts):
    owner = start(site, open_browser, java_script_enabled=scripts)
    link = invite(owner, role="Reader")
    second = open_browser(java_script_enabled=scripts)
    join(second, link)

    second.goto("/demo/agents/qa/")
    expect(second.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    assert second.goto("/demo/agents/qa/edit/").status == 403
    assert second.goto("/team/").status == 404
    assert second.goto("/demo/settings/").status == 403

    give(owner, "Author")
    assert second.goto("/demo/agents/qa/edit/").status == 200

    owner.get_by_role("link", name="Remove").click()
    owner.get_by_role("button", name="Remove").click()
    owner.wait_for_url("**/demo/people/")
    assert second.goto("/demo/agents/qa/").status == 404
    second.goto("/")
    expect(second.get_by_role("heading", level=1)).to_have_text("You are not in a team")
    assert second.goto(link).status == 410


def test_the_link_is_sound_and_copied(site, open_browser):
    page = start(site, open_browser, permissions=["clipboard-read", "clipboard-write"])
    link = invite(page, role="Author")

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert flaws(page) == []
    page.goto("/demo/people/")
    assert link not in page.content()
    expect(page.get_by_text("By link")).to_be_visible()


def test_one_switches_teams_by_the_menu_and_by_the_palette(site, open_browser):
    page = start(site, open_browser)
    page.goto("/demo/agents/")

    page.get_by_role("button", name="Switch team").click()
    page.get_by_role("link", name="My team").click()
    page.wait_for_url("**/team/")

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run an action").fill("switch to demo")
    page.get_by_role("option", name="Switch to Demo team").click()
    page.wait_for_url("**/demo/")
    assert flaws(page) == []
