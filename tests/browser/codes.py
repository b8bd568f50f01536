"""What an authenticator app shows, and the ways through the sign-in page that several tests go."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PASSWORD = "a sentence nobody guesses"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(page, username: str) -> None:
    """Take the first step of signing in."""
    page.goto("/account/sign-in/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
