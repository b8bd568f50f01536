"""Settings come from AGENTSITE_* variables; without any, a safe local site on SQLite starts.

docs/settings.md lists every variable; tests/test_docs.py fails when one is missing there.
"""

import os
import sys
import tempfile
from pathlib import Path

from csp.constants import NONE, SELF

from agents import limits
from agentsite import databases, env, mail, secret, sso
from agentsite.signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

HOME_DIR = Path(tempfile.gettempdir()) / f"agentsite-tests-{os.getuid()}" if TESTING else Path.home() / ".local/share"
DATA_DIR = Path(env.text("AGENTSITE_DATA_DIR", str(HOME_DIR / "agentsite"))).expanduser()
DEBUG = env.flag("AGENTSITE_DEBUG", default=False)
SECRET_KEY = env.text("AGENTSITE_SECRET_KEY", "") or secret.load_or_create(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("AGENTSITE_HOSTS", "localhost 127.0.0.1 [::1]")
HTTPS = env.flag("AGENTSITE_HTTPS", default=False)
PROXY_HOPS = env.number("AGENTSITE_PROXY_HOPS", 0)
WORKERS = env.number("AGENTSITE_WORKERS", 1, least=1)
LOG_LEVEL = env.text("AGENTSITE_LOG_LEVEL", "INFO").upper()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "agents",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "agentsite.proxies.TrustedProxies",
    "agents.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "agents.middleware.CompressPages",
    "agents.middleware.SizeLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agents.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "agents.middleware.SignedIn",
    "agents.middleware.SignInRequired",
    "agents.middleware.DeniedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "agents.middleware.BusyDatabase",
]

ROOT_URLCONF = "agentsite.urls"
WSGI_APPLICATION = "agentsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agents.context.site",
            ],
            "builtins": ["template_partials.templatetags.partials", "agents.templatetags.look"],
        },
    }
]

DATABASES = {"default": databases.configure(env.text("AGENTSITE_DATABASE_URL", ""), default=DATA_DIR / "db.sqlite3")}
if TESTING and "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": databases.for_tests(DATA_DIR)}
CACHES = {
    "default": {  # what all processes count together: attempts to sign in, codes that were used
        "BACKEND": "agents.counting.SharedCache",
        "LOCATION": "agents_cache",
    },
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2_000},  # rendered prompts by blob id; a few KB each
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agents.User"
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the right ones are slow on purpose
globals().update(sso.configure())
INSTALLED_APPS += globals()["SSO_APPS"]
globals().update(mail.configure(env.text("AGENTSITE_MAIL_URL", ""), sender=env.text("AGENTSITE_MAIL_FROM", "")))

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "agentsite.static_storage.HashedFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = (
    DEBUG or TESTING
)  # each file is found when asked for; else every client of the tests lists them all

SESSION_ENGINE = "agents.sessions"
SESSION_COOKIE_AGE = limits.SESSION_DAYS * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_NAME = "__Host-agentsite" if HTTPS else "agentsite"
CSRF_COOKIE_NAME = "__Host-agentsite-csrf" if HTTPS else "agentsite-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "agents.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "agents.logs.AddRequestId"}},
    "formatters": {"json": {"()": "agents.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request"]}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
}
