"""Signing in with an account elsewhere, when the settings name where: OpenID Connect, GitHub, GitLab.

Without them nothing of it is installed, imported or shown.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from agentsite import env

NEEDED = ("requests", "jwt")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """One place to come from.  ``kind`` is allauth's word for it, ``name`` is what people read."""

    kind: str
    name: str
    app: dict[str, Any]


def configure() -> dict[str, Any]:
    """Return Django's settings for the providers that are named; what is named by half is refused."""
    found = [provider for provider in (_oidc(), _github(), _gitlab()) if provider]
    if not found:
        return {"SSO_PROVIDERS": [], "SSO_APPS": []}
    if not all(find_spec(package) for package in NEEDED):
        raise ImproperlyConfigured(
            "A provider to sign in with is set, but the packages for it are not there. Install agentsite[sso]."
        )
    return {
        "SSO_PROVIDERS": found,
        "SSO_APPS": ["allauth.socialaccount", *(f"allauth.socialaccount.providers.{each.kind}" for each in found)],
        "SOCIALACCOUNT_PROVIDERS": {each.kind: {"APPS": [each.app]} for each in found},
        "SOCIALACCOUNT_ADAPTER": "agents.sso.SocialAdapter",
        "SOCIALACCOUNT_QUERY_EMAIL": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
    }


def _oidc() -> Provider | None:
    issuer = env.text("AGENTSITE_SSO_OIDC_ISSUER", "")
    client = env.text("AGENTSITE_SSO_OIDC_CLIENT_ID", "")
    secret = env.text("AGENTSITE_SSO_OIDC_SECRET", "")
    name = env.text("AGENTSITE_SSO_OIDC_NAME", "your organisation")
    if not _whole(
        AGENTSITE_SSO_OIDC_ISSUER=issuer, AGENTSITE_SSO_OIDC_CLIENT_ID=client, AGENTSITE_SSO_OIDC_SECRET=secret
    ):
        return None
    app = {"settings": {"server_url": _address("AGENTSITE_SSO_OIDC_ISSUER", issuer), "oauth_pkce_enabled": True}}
    return Provider("openid_connect", name, _app("oidc", client, secret, **app, name=name))


def _github() -> Provider | None:
    client, secret = env.text("AGENTSITE_SSO_GITHUB_CLIENT_ID", ""), env.text("AGENTSITE_SSO_GITHUB_SECRET", "")
    if not _whole(AGENTSITE_SSO_GITHUB_CLIENT_ID=client, AGENTSITE_SSO_GITHUB_SECRET=secret):
        return None
    return Provider("github", "GitHub", _app("github", client, secret))


def _gitlab() -> Provider | None:
    client, secret = env.text("AGENTSITE_SSO_GITLAB_CLIENT_ID", ""), env.text("AGENTSITE_SSO_GITLAB_SECRET", "")
    if not _whole(AGENTSITE_SSO_GITLAB_CLIENT_ID=client, AGENTSITE_SSO_GITLAB_SECRET=secret):
        return None
    address = _address("AGENTSITE_SSO_GITLAB_URL", env.text("AGENTSITE_SSO_GITLAB_URL", "https://gitlab.com"))
    known = {"gitlab_url": address, "verified_email": True}  # GitLab tells an address only when it was confirmed there
    return Provider("gitlab", "GitLab", _app("gitlab", client, secret, settings=known))


def _app(provider_id: str, client: str, secret: str, **more: Any) -> dict[str, Any]:
    return {"provider_id": provider_id, "client_id": client, "secret": secret, **more}


def _whole(**given: str) -> bool:
    """Whether all are set; some without the others are a mistake."""
    absent = [name for name, value in given.items() if not value]
    if absent and len(absent) < len(given):
        there = next(name for name, value in given.items() if value)
        raise ImproperlyConfigured(f"{there} is set, but {absent[0]} is not. Set all of them, or none.")
    return not absent


def _address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    except ValueError:
        is_safe = False
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} must be an address that begins with https://, not {value!r}.")
    return value.rstrip("/")
