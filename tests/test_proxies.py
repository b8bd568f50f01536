"""Only our own proxies are believed when they say where a browser is and how it came."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from agentsite.proxies import TrustedProxies


def asked(hops, settings, **headers):
    """The request as the site sees it, asked from 10.0.0.9."""
    settings.PROXY_HOPS = hops
    meta = {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in headers.items()}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", **meta)
    TrustedProxies(lambda request: HttpResponse())(request)
    return request


def test_without_a_proxy_nothing_is_believed(settings):
    request = asked(0, settings, **{"for": "203.0.113.7", "proto": "https"})

    assert request.META["REMOTE_ADDR"] == "10.0.0.9"
    assert not request.is_secure()
    assert "HTTP_X_FORWARDED_FOR" not in request.META


@pytest.mark.parametrize(
    ("hops", "told"),
    [
        (1, "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7"),
        (2, "203.0.113.7, 10.0.0.2"),
        (2, "6.6.6.6,203.0.113.7, 10.0.0.2"),
    ],
)
def test_the_browser_is_whom_our_outermost_proxy_saw(settings, hops, told):
    request = asked(hops, settings, **{"for": told, "proto": "https"})

    assert request.META["REMOTE_ADDR"] == "203.0.113.7"
    assert request.is_secure()


def test_a_scheme_the_browser_wrote_itself_does_not_count(settings):
    request = asked(1, settings, **{"for": "203.0.113.7", "proto": "https, http"})

    assert not request.is_secure()


def test_a_request_around_a_proxy_is_not_believed(settings):
    request = asked(2, settings, **{"for": "203.0.113.7", "proto": "https"})

    assert request.META["REMOTE_ADDR"] == "10.0.0.9"
    assert not request.is_secure()


@pytest.mark.parametrize("scheme", ["ftp", "", "https\x00", "http, https, ftp"])
def test_a_scheme_that_is_none_changes_nothing(settings, scheme):
    assert asked(1, settings, **{"for": "203.0.113.7", "proto": scheme}).scheme == "http"


def test_behind_a_proxy_with_https_a_page_is_no_endless_redirect(client, db, settings):
    settings.SECURE_SSL_REDIRECT, settings.PROXY_HOPS = True, 1
    through = {"HTTP_X_FORWARDED_FOR": "203.0.113.7", "HTTP_X_FORWARDED_PROTO": "https"}

    assert client.get("/account/sign-in/", **through).status_code == 200
    assert client.get("/account/sign-in/", **through | {"HTTP_X_FORWARDED_PROTO": "http"}).status_code == 301
    assert client.get("/account/sign-in/").status_code == 301
