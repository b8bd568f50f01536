"""The site's settings with Django's admin beside it: the yardstick of bench/pages.py, never served."""

from agentsite.settings import *  # noqa: F403
from agentsite.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
GATE = "agents.middleware.DeniedByDefault"
MIDDLEWARE = ["bench.admin_gate.DeniedButAdmin" if name == GATE else name for name in MIDDLEWARE]
ROOT_URLCONF = "bench.admin_urls"
TEMPLATES = [
    TEMPLATES[0]
    | {
        "OPTIONS": {
            **TEMPLATES[0]["OPTIONS"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
        "APP_DIRS": False,
    }
]
LOGGING = {"version": 1, "disable_existing_loggers": True}
ALLOWED_HOSTS = ["*"]
