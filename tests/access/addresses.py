"""Every address of the site as the URL conf has it."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

SOMETIMES = {"patterns": "only while developing"} | dict.fromkeys(
    (
        *("openid_connect_login", "openid_connect_callback", "github_login", "github_callback", "gitlab_login"),
        *("gitlab_callback", "socialaccount_login_cancelled"),
    ),
    "only where a provider is configured; see tests/server/test_sso.py",
)


def patterns(among=None) -> Iterator[URLPattern]:
    for one in get_resolver().url_patterns if among is None else among:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


ADDRESSES = {pattern.name: pattern for pattern in patterns()}
