"""Two-factor, set up and used: by the code of an app, by a recovery code, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.codes import PASSWORD, code_of, give_password
from tests.browser.looks import flaws

HALFWAY = re.compile("/account/sign-in/code/$")


@pytest.fixture
def with_password(ada, team):
    ada.set_password(PASSWORD)
    ada.save()
    return ada


def set_up_an_app(page) -> str:
    """From the settings to the recovery codes; return the app's key."""
    page.goto("/settings/#two-factor")
    page.get_by_role("link", name="Set up two-factor").click()
    page.get_by_role("link", name="Set up an app").click()
    confirm_with_password(page)
    secret = page.locator("#secret").text_content()
    page.get_by_label("Code the app shows").fill(f"{code_of(secret)[:3]} {code_of(secret)[3:]}")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    return secret


def confirm_with_password(page) -> None:
    """Who signed in just now may not be asked."""
    page.wait_for_url(re.compile("/again/|/app/"))
    if "/again/" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(re.compile("/app/$"))


def sign_out(page) -> None:
    page.goto("/settings/sessions/")
    page.get_by_role("button", name="Sign out of this browser").click()
    page.wait_for_url(re.compile("/welcome/|/sign-in/"))


def enter_code(page, code: str) -> None:
    page.wait_for_url(HALFWAY)
    page.get_by_label("Code").fill(code)
    page.get_by_label("Code").press("Enter")


def expect_to_be_in(page) -> None:
    expect(page.get_by_role("link", name="Settings").first).to_be_visible()


def test_from_no_password_to_two_factor_and_back_in(page, outside):
    page.goto("/settings/")
    page.get_by_role("link", name="Set a password").click()
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("input[type=password]").last.press("Enter")
    page.wait_for_url(re.compile("^(?!.*/password/first/).*$"))
    secret = set_up_an_app(page)
    codes = [code.text_content() for code in page.locator("#codes li").all()]
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 of 10 left")).to_be_visible()
    sign_out(page)

    give_password(page, "ada")
    page.wait_for_url(HALFWAY)
    expect(page.get_by_label("Code")).to_be_focused()
    enter_code(page, code_of(secret))
    expect_to_be_in(page)

    other = outside()
    give_password(other, "ada")
    enter_code(other, f"{codes[3][:4]} {codes[3][4:]}")
    expect_to_be_in(other)
    expect(other.get_by_text("That recovery code is used up now. 9 are left.")).to_be_visible()


def test_a_wrong_code_is_told_and_the_field_has_the_focus(outside, with_password):
    page = outside()
    give_password(page, "ada")
    page.wait_for_url(re.compile("^(?!.*/sign-in/).*$"))
    set_up_an_app(page)
    sign_out(page)
    give_password(page, "ada")

    enter_code(page, "000000x")

    expect(page.get_by_text("That code is not right")).to_be_visible()
    expect(page.get_by_label("Code")).to_be_focused()
    expect(page.get_by_label("Code")).to_have_value("")
    assert flaws(page) == []


def test_it_all_works_without_javascript(outside, with_password):
    page = outside(java_script_enabled=False)
    give_password(page, "ada")
    page.wait_for_url(re.compile("^(?!.*/sign-in/).*$"))

    secret = set_up_an_app(page)
    expect(page.locator("#codes li")).to_have_count(10)
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    sign_out(page)
    give_password(page, "ada")
    enter_code(page, code_of(secret))

    expect_to_be_in(page)


def test_the_codes_are_copied_downloaded_and_printed(outside, with_password):
    page = outside(permissions=["clipboard-read", "clipboard-write"])
    give_password(page, "ada")
    page.wait_for_url(re.compile("^(?!.*/sign-in/).*$"))
    set_up_an_app(page)
    codes = [code.text_content() for code in page.locator("#codes li").all()]

    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_text("They are shown only now")).to_be_hidden()
    expect(page.get_by_text("signs ada in once")).to_be_visible()
    page.emulate_media(media="screen")

    assert page.evaluate("navigator.clipboard.readText()").splitlines() == codes
    assert set(codes) <= set(download.value.path().read_text().splitlines())
    assert flaws(page) == []


def test_a_browser_that_is_signed_out_elsewhere_is_out_on_its_next_page(outside, with_password):
    here, there = outside(), outside()
    for page in (here, there):
        give_password(page, "ada")
        expect_to_be_in(page)

    here.goto("/settings/sessions/")
    here.get_by_role("button", name=re.compile("^Sign out Chrome on Linux")).click()
    expect(here.get_by_text("Chrome on Linux is signed out.")).to_be_visible()
    there.goto("/settings/")

    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()
    expect_to_be_in(here)
