"""Mail is sent when AGENTSITE_MAIL_URL says through whom."""

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

NAME = "AGENTSITE_MAIL_URL"
FORM = f"{NAME} must look like smtp://user:password@mail.example.org:587?tls=starttls or smtps://…"
PORTS = {"smtp": 25, "smtps": 465}
SENDER = "AGENTSITE_MAIL_FROM"


def configure(url: str, *, sender: str) -> dict[str, Any]:
    """Return Django's settings for mail through ``url`` from ``sender``; without a URL none is sent.

    >>> configure("smtps://mail.example.org", sender="agents@example.org")["EMAIL_PORT"]
    465
    """
    if not url:
        if sender:
            raise ImproperlyConfigured(f"{SENDER} is set, but {NAME} is not. Set both, or none to send no mail.")
        return {"MAIL_IS_CONFIGURED": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts, port = _read(url)
    return {
        "MAIL_IS_CONFIGURED": True,
        "EMAIL_BACKEND": "agents.mail.InBackground",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": _starttls(parts),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": _checked(sender),
    }


def _read(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(FORM) from error
    if not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ImproperlyConfigured(FORM)
    return parts, port


def _starttls(parts: SplitResult) -> bool:
    asked = parse_qs(parts.query, keep_blank_values=True)
    if not asked:
        return False
    if asked != {"tls": ["starttls"]} or parts.scheme != "smtp":
        raise ImproperlyConfigured(f"After the “?” of {NAME} only tls=starttls is known, and only for smtp://.")
    return True


def _checked(sender: str) -> str:
    address = sender.rpartition("<")[2].rstrip(">").strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{SENDER} must be an e-mail address, not {sender!r}.") from error
    if "\n" in sender or "\r" in sender:
        raise ImproperlyConfigured(f"{SENDER} must be one line.")
    return sender
