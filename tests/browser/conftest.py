"""A real Chromium, signed in, with every complaint of the console counted as a failure.

Pages come from two servers: ``page`` and ``page_as`` show pytest-django's, whose database the test
shares; ``site`` is the real one, as ``agentsite up`` starts it, with a database of its own.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connections

from tests.browser.visits import contexts, filled_site, listen, visit, world  # noqa: F401
from tests.server.conftest import begun, site  # noqa: F401

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in our thread

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "msedge")
EXPECTED = ("status of 4", "Response Status Error Code 4", "htmx:")  # refusals, and requests htmx gave up
MISSING = (
    "No browser: install Chromium with your package manager, or set AGENTSITE_CHROMIUM to one, "
    "or run “playwright install chromium”."
)


def pytest_collection_modifyitems(items):
    """Mark what drives a browser.  ``available_apps`` lets the flush empty PostgreSQL's search table too.

    A browser on a machine at its limits may miss a wait: such a test runs once more, and the summary names it.
    """
    from django.conf import settings

    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.flaky(reruns=1))
        if "live_server" in item.fixturenames:
            item.add_marker(pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS))


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each context says its own; the plugin's fixture of this name is a method, of which pytest warns."""


@pytest.fixture(scope="session")
def playwright(first_connection_closed, playwright):
    """The plugin's, whose event loop gives this thread a second database connection: it is closed before it is lost."""
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def first_connection_closed(django_db_setup):
    """Close the connection this thread had: Django does not see it while an event loop runs."""
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    path = find_chromium(playwright)
    if path is None:
        if os.environ.get("AGENTSITE_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": path, "args": list(ARGS)}


def find_chromium(playwright) -> str | None:
    """The first browser there is: the one named, one on the path, then Playwright's own."""
    named = os.environ.get("AGENTSITE_CHROMIUM")
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    return named or on_path or (own if Path(own).exists() else None)


@pytest.fixture
def new_page(browser):
    """Open a page in a browser of its own, at a site: ``new_page(url, color_scheme="dark")``.

    A complaint of any of them fails the test.
    """
    opened, complaints = [], []

    def open_page(url, *, cookies=(), **options):
        context = browser.new_context(base_url=url, **options)
        context.add_cookies(cookies)
        opened.append(context)
        page = context.new_page()
        listen(page, complaints)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def page_as(new_page, live_server, forget_search):
    """Open a page that is signed in as a person: ``page_as(ada, color_scheme="dark")``."""

    def open_page(user, **options):
        return new_page(live_server.url, cookies=[_session_cookie(user, live_server.url)], **options)

    return open_page


@pytest.fixture
def outside(new_page, live_server, forget_search):
    """Open a page nobody is signed in with: ``outside(java_script_enabled=False)``."""
    return lambda **options: new_page(live_server.url, **options)


@pytest.fixture
def page(page_as, ada, team):
    """A page signed in as Ada, the owner of the platform team."""
    return page_as(ada)


def _session_cookie(user, url: str) -> dict:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.fixture
def find_violations():
    """Run axe on a page and return what it finds, each as one readable line."""
    from tests.browser.looks import findings

    return findings


@pytest.fixture
def scrolls_sideways():
    """Tell whether a page is wider than its window."""
    from tests.browser.looks import is_too_wide

    return is_too_wide
