"""What is missing or unsafe on this server, each with what to do about it.

Nothing here needs the database; ``doctor_database`` asks that.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from agentsite import env
from agentsite.serving import LOOPBACK

MEGABYTE = 1024 * 1024
LEAST_DISK = 200 * MEGABYTE
LITTLE_DISK = 1024 * MEGABYTE
KEY_LENGTH = 50
KEY_CHARACTERS = 5
OTHERS = 0o077
LOCAL_NAMES = LOOPBACK | {"[::1]"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at.  ``mark`` is ok, note or wrong; ``remedy`` says what to do."""

    mark: str
    about: str
    what: str
    remedy: str = ""


def ok(about: str, what: str) -> Finding:
    return Finding("ok", about, what)


def note(about: str, what: str, remedy: str) -> Finding:
    return Finding("note", about, what, remedy)


def wrong(about: str, what: str, remedy: str) -> Finding:
    return Finding("wrong", about, what, remedy)


def look_around() -> Iterator[Finding]:
    """Look at the settings and the machine."""
    yield debug()
    yield secret_key()
    yield hosts()
    yield https()
    yield proxy()
    yield data_directory()
    yield secret_file()
    yield disk()
    yield workers()
    yield mail()


def debug() -> Finding:
    if settings.DEBUG:
        return wrong("debug", "Error pages show settings and code to everybody.", "Unset AGENTSITE_DEBUG.")
    return ok("debug", "off")


def secret_key() -> Finding:
    key = settings.SECRET_KEY
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_CHARACTERS or key.startswith("django-insecure"):
        return wrong(
            "secret key",
            "It can be guessed, and who knows it can sign in as anybody.",
            f"Set AGENTSITE_SECRET_KEY to {KEY_LENGTH} random characters or more, or unset it to have one made.",
        )
    return ok("secret key", f"{len(key)} characters")


def hosts() -> Finding:
    names = settings.ALLOWED_HOSTS
    if "*" in names:
        return wrong(
            "hosts", "Any name is answered, so links can be forged.", "Name the site's own names in AGENTSITE_HOSTS."
        )
    if not _is_public() and _listens_to_others():
        return wrong(
            "hosts",
            "The site listens to other machines and refuses every name they use.",
            "Name the site's names in AGENTSITE_HOSTS.",
        )
    return ok("hosts", " ".join(names))


def https() -> Finding:
    if settings.HTTPS:
        return ok("https", f"secure cookies, redirects, HSTS for {settings.SECURE_HSTS_SECONDS // 86400} days")
    if _is_public() or _listens_to_others():
        return wrong(
            "https",
            "Passwords and sessions travel readable for everybody on the way.",
            "Put a proxy with a certificate before the site and set AGENTSITE_HTTPS=true; see docs/server.md.",
        )
    return ok("https", "not needed on this machine alone")


def proxy() -> Finding:
    if settings.HTTPS and not settings.PROXY_HOPS:
        return wrong(
            "proxy",
            "AGENTSITE_HTTPS is true but no proxy is trusted to say so: every page redirects to itself.",
            "Set AGENTSITE_PROXY_HOPS to the number of proxies before the site, usually 1.",
        )
    if settings.PROXY_HOPS and _listens_to_others():
        return note(
            "proxy",
            "Who reaches the port without the proxy can claim any address.",
            "Listen on 127.0.0.1, or let a firewall keep others away from the port.",
        )
    return ok("proxy", f"{settings.PROXY_HOPS} trusted")


def data_directory() -> Finding:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        return note("data directory", f"{folder} is not there yet.", "Run agentsite up, which makes it.")
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong(
            "data directory", f"{folder} cannot be written.", f"Give it to the user who runs this: chown {folder}"
        )
    if folder.stat().st_mode & OTHERS:
        return wrong("data directory", f"Other users of this machine can look into {folder}.", f"chmod 700 {folder}")
    return ok("data directory", str(folder))


def secret_file() -> Finding:
    file = Path(settings.DATA_DIR) / "secret_key"
    if file.exists() and file.stat().st_mode & OTHERS:
        return wrong("secret file", f"Other users of this machine can read {file}.", f"chmod 600 {file}")
    return ok("secret file", "only its owner reads it" if file.exists() else "none: the key comes from the environment")


def disk() -> Finding:
    folder = Path(settings.DATA_DIR)
    usage = shutil.disk_usage(folder if folder.is_dir() else Path.home())
    left = f"{usage.free // MEGABYTE:,} MB are left on the disk of {folder}"
    if usage.free < LEAST_DISK:
        return wrong("disk", f"Only {left}; saving will fail soon.", "Make room.")
    if usage.free < LITTLE_DISK:
        return note("disk", f"Only {left}.", "Make room before it is full.")
    return ok("disk", left)


def workers() -> Finding:
    if settings.WORKERS > 1 and "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        return note(
            "workers",
            f"{settings.WORKERS} processes share one SQLite file, where only one writes at a time.",
            "Use PostgreSQL, or set AGENTSITE_WORKERS=1.",
        )
    return ok("workers", str(settings.WORKERS))


def mail() -> Finding:
    if not settings.MAIL_IS_CONFIGURED:
        return note(
            "mail",
            "None is sent: invitations and links for forgotten passwords are handed over by hand.",
            "Set AGENTSITE_MAIL_URL and AGENTSITE_MAIL_FROM to have them sent.",
        )
    through = f"through {settings.EMAIL_HOST}:{settings.EMAIL_PORT} from {settings.DEFAULT_FROM_EMAIL}"
    if settings.EMAIL_HOST_PASSWORD and not (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS):
        return wrong(
            "mail", f"Its password travels readable {through}.", "Use smtps://, or add ?tls=starttls to the address."
        )
    return ok("mail", through)


def _is_public() -> bool:
    return any(name not in LOCAL_NAMES for name in settings.ALLOWED_HOSTS)


def _listens_to_others() -> bool:
    return env.text("AGENTSITE_HOST", "127.0.0.1") not in LOOPBACK
