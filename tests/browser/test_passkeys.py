"""Passkeys with Chromium's own virtual authenticator: added, used as second step and alone, refused in words."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.codes import PASSWORD, give_password
from tests.browser.looks import flaws
from tests.passkeys import add_passkey

ADD = "/account/two-factor/passkeys/add/"


@pytest.fixture
def device(outside, ada, team):
    """A signed-out browser on a device with a fingerprint reader."""
    ada.set_password(PASSWORD)
    ada.save()

    def open_page(**options):
        page = outside(reduced_motion="reduce")
        page.reader = page.context.new_cdp_session(page)
        page.reader.send("WebAuthn.enable")
        page.reader_id = add_reader(page, **options)
        return page

    return open_page


def add_reader(page, **options) -> str:
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    asked = kind | {"isUserVerified": True, "automaticPresenceSimulation": True} | options
    return page.reader.send("WebAuthn.addVirtualAuthenticator", {"options": asked})["authenticatorId"]


def sign_in(page) -> None:
    give_password(page, "ada")
    page.wait_for_url(re.compile("^(?!.*/sign-in/).*$"))


def sign_out(page) -> None:
    page.goto("/settings/sessions/")
    page.get_by_role("button", name="Sign out of this browser").click()
    page.wait_for_url(re.compile("/welcome/|/sign-in/"))


def open_to_add(page) -> None:
    page.goto(ADD)
    if "/again/" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(re.compile(ADD))


def add_one(page, name: str) -> None:
    open_to_add(page)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()


def test_one_is_added_and_signs_in_alone_and_as_second_step(device):
    page = device()
    sign_in(page)
    add_one(page, "Work laptop")
    page.get_by_role("link", name="I have kept them").click()
    row = page.locator("#passkeys li").filter(has_text="Work laptop")
    expect(row).to_contain_text("Signs you in by itself")
    sign_out(page)

    page.goto("/account/sign-in/?next=/settings/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    sign_out(page)

    give_password(page, "ada")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("link", name="Settings").first).to_be_visible()


def test_one_that_was_removed_signs_nobody_in(device, ada):
    page = device()
    sign_in(page)
    add_one(page, "Work laptop")
    add_passkey(ada, "On another device")
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("link", name="Remove Work laptop").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    sign_out(page)

    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert").filter(has_text="This passkey is not known here")).to_be_visible()
    assert flaws(page) == []


def test_a_device_is_added_once(device):
    page = device()
    sign_in(page)
    add_one(page, "Work laptop")
    open_to_add(page)

    page.get_by_role("button", name="Add the passkey").click()

    expect(page.get_by_text("This device holds a passkey for you here already.")).to_be_visible()
    assert flaws(page) == []


def test_the_wrong_finger_is_told_in_words_and_can_be_tried_again(device):
    page = device()
    sign_in(page)
    add_one(page, "Work laptop")
    sign_out(page)
    page.goto("/account/sign-in/")
    verified = {"authenticatorId": page.reader_id, "isUserVerified": False}
    page.reader.send("WebAuthn.setUserVerified", verified)

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    assert flaws(page) == []
    page.reader.send("WebAuthn.setUserVerified", verified | {"isUserVerified": True})
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("link", name="Settings").first).to_be_visible()


def test_a_security_key_that_names_nobody_is_a_second_step(device):
    page = device(
        protocol="u2f", transport="usb", hasResidentKey=False, hasUserVerification=False, isUserVerified=False
    )
    sign_in(page)
    add_one(page, "Old key")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("#passkeys li")).to_contain_text("Second step after the password")
    sign_out(page)

    give_password(page, "ada")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("link", name="Settings").first).to_be_visible()


def test_it_confirms_who_one_is(device, ada):
    page = device()
    sign_in(page)
    add_one(page, "Work laptop")

    page.goto("/account/again/passkey/?next=/settings/sessions/")
    assert flaws(page) == []
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()


def test_where_the_browser_knows_no_passkeys_the_page_says_what_they_need(device, ada):
    page = device()
    sign_in(page)
    open_to_add(page)
    add_passkey(ada, "On another device")
    page.add_init_script("delete window.PublicKeyCredential")
    page.reload()

    expect(page.get_by_text("Passkeys need JavaScript, a browser that knows them")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()
    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.locator("[data-passkey=sign-in]")).to_have_count(1)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
