"""A real Chromium, signed in, with every complaint of the console counted as a failure."""

import os
import shutil
from pathlib import Path

import pytest

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
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "msedge")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MISSING = (
    "No browser: install Chromium with your package manager, or set AGENTSITE_CHROMIUM to one, "
    "or run “playwright install chromium”."
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def find_chromium() -> str | None:
    """The first browser there is: the one named, one on the path, then Playwright's own."""
    named = os.environ.get("AGENTSITE_CHROMIUM")
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return named or on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    default = Path.home() / ".cache/ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", default))
    found = sorted(folder.glob("chromium-*/chrome-*/*chrom*"))
    return next((str(path) for path in found if path.is_file() and os.access(path, os.X_OK)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = find_chromium()
    if path is None:
        if os.environ.get("AGENTSITE_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": path, "args": list(ARGS)}


@pytest.fixture
def page_as(browser, live_server):
    """Open a page that is signed in as a person: ``page_as(ada, color_scheme="dark")``."""
    opened, complaints = [], []

    def open_page(user, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.add_cookies([_session_cookie(user, live_server.url)])
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: _hear(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


def _session_cookie(user, url: str) -> dict:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": url}


def _hear(message, complaints: list[str]) -> None:
    if message.type == "error" and "status of 4" not in message.text:
        complaints.append(message.text)


@pytest.fixture
def find_violations():
    """Run axe on a page and return what it finds, each as one readable line."""
    from axe_playwright_python.sync_playwright import Axe

    def find(page) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": AXE_RULES}}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found for node in v["nodes"]]

    return find


@pytest.fixture
def scrolls_sideways():
    """Tell whether a page is wider than its window."""

    def measure(page) -> bool:
        return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    return measure
