"""Every address of the site as the URL conf has it."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

SOMETIMES = {"patterns": "only while developing"}


def patterns(among=None) -> Iterator[URLPattern]:
    for one in get_resolver().url_patterns if among is None else among:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


ADDRESSES = {pattern.name: pattern for pattern in patterns()}
