"""Vera, whose account has everything: an app, passkeys, few recovery codes left, and many browsers signed in."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from agents.models import User
from agents.sessions import SessionStore
from agents.views.two_factor import CODES_MADE
from tests.passkeys import add_passkey

BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1",
    "an-unbroken-name-of-a-program/" * 6,
    "",
)


def guard(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).instance
    codes.data["used_mask"] = 0b11111111
    codes.save()
    add_passkey(user, "Firefox on Linux")
    add_passkey(user, "unbroken" * 7, names_its_person=False)
    for browser in BROWSERS:
        key = session(user)
        user.sessions.filter(pk=key).update(browser=browser, address="2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff")


def session(user: User, *, confirmed_at: float = 0) -> str:
    """Sign ``user`` in; return the session's key.  ``confirmed_at`` is when they said again who they are."""
    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if confirmed_at:
        kept["account_authentication_methods"] = [{"method": "password", "at": confirmed_at, "reauthenticated": True}]
        kept["account_authentication_methods_user"] = str(user.pk)
        kept[CODES_MADE] = confirmed_at
    kept.create()
    return kept.session_key


def vera() -> tuple[User, str]:
    """Make Vera, who confirmed a moment ago that it is her, and has just made codes."""
    user = User.objects.create_user("vera", password="correct horse battery", display_name="Vera")
    guard(user)
    return user, session(user, confirmed_at=time.time() + 3600)
