"""Signing in and a forgotten password as one meets them: by keys alone, with and without JavaScript."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from tests.browser.looks import flaws

pytestmark = pytest.mark.usefixtures("ada", "team", "qa")
PASSWORD = "correct horse battery"
NEW = "several words of mine"


@pytest.fixture
def ada(ada):
    ada.email = "ada@example.org"
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("scripts", [True, False])
def test_one_is_asked_to_sign_in_and_led_to_where_one_wanted_to_go(outside, scripts):
    page = outside(java_script_enabled=scripts)

    page.goto("/platform/agents/qa/")
    expect(page.get_by_label("Username or e-mail")).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/platform/agents/qa/$"))
    expect(heading(page)).to_contain_text("qa")


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(outside):
    page = outside()
    page.goto("/account/sign-in/")
    page.get_by_label("Username or e-mail").fill("ada")
    page.get_by_label("Password").fill("something else")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Username or e-mail")).to_have_value("ada")
    expect(page.get_by_label("Password")).to_be_focused()
    assert flaws(page) == []


def test_a_forgotten_password_is_made_anew_by_mail(outside, sends_mail, mailoutbox, live_server):
    elsewhere, page = outside(), outside()
    elsewhere.goto("/account/sign-in/")
    elsewhere.get_by_label("Username or e-mail").fill("ada@example.org")
    elsewhere.get_by_label("Password").fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere).to_have_url(re.compile("/platform/$"))

    page.goto("/account/sign-in/")
    page.get_by_role("link", name="Forgot your password?").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type("ada@example.org")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Look into your mail")

    page.goto(re.search(rf"{live_server.url}\S+", mailoutbox[0].body)[0])
    page.get_by_label("New password", exact=True).fill("agentsite2024!")
    page.get_by_label("New password again").fill("agentsite2024!")
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_text("Others would try this password first.")).to_be_visible()
    assert flaws(page) == []
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill(NEW)
    page.get_by_role("button", name="Save and sign in").click()

    expect(page).to_have_url(re.compile("/platform/$"))
    expect(page.locator("#toasts")).to_contain_text("You are signed out everywhere else.")
    elsewhere.goto("/platform/agents/")
    expect(heading(elsewhere)).to_have_text("Sign in")
    assert [message.subject for message in mailoutbox] == ["Choose a new password", "Your password was changed"]


def test_the_password_is_changed_from_the_settings(page_as, ada, team):
    page = page_as(ada)
    page.goto("/account/password/")
    page.get_by_label("Current password").fill("something else")
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill("another one entirely")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    expect(page.get_by_text("This is not the same as above.")).to_be_visible()
    assert flaws(page) == []

    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill(NEW)
    page.get_by_role("button", name="Save").click()

    expect(heading(page)).to_have_text("Settings")
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_what_matters_is_asked_again_and_what_was_typed_is_kept(page_as, ada, team):
    page = page_as(ada)
    page.goto("/account/mail/")
    page.get_by_label("New address").fill("ada@example.com")
    page.get_by_role("button", name="Change").click()

    expect(heading(page)).to_have_text("Confirm it is you")
    expect(page.get_by_label("Password")).to_be_focused()
    assert flaws(page) == []
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("E-mail address")
    expect(page.locator("#main")).to_contain_text("ada@example.com")


def test_too_many_tries_are_told_with_the_time_to_wait(outside):
    page = outside()
    page.goto("/account/sign-in/")
    for at in range(11):
        page.get_by_label("Username or e-mail").fill(f"nobody{at}")
        page.get_by_label("Password").fill("something else")
        page.get_by_role("button", name="Sign in").click()

    expect(heading(page)).to_have_text("Too many tries")
    expect(page.get_by_text("Wait five minutes, then try again.")).to_be_visible()
    assert flaws(page) == []


def test_a_phone_can_sign_in(outside):
    page = outside(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto("/account/sign-in/")
    page.get_by_label("Username or e-mail").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()

    expect(page).to_have_url(re.compile("/platform/$"))
