"""A real server for a module, filled with everything (``world``), and a browser for all who look at it (``visit``)."""

import json

import pytest

from tests.server.conftest import like

OFFLINE = (
    "ERR_INTERNET_DISCONNECTED",
    "net::ERR_FAILED",
    "htmx:sendError",
)  # that the network is off is the test's doing
EXPECTED = (*OFFLINE, "status of 4", "Response Status Error Code 4", "htmx:afterRequest", "htmx:sendAbort")


@pytest.fixture(scope="session")
def filled_site(begun, tmp_path_factory):
    """A site with an empty team and a full one, at rest; and the session of everybody who looks at it."""
    with like(begun, tmp_path_factory.mktemp("filled")) as site:
        site.start()
        code = f"from tests.browser import world; world.main({str(site.folder)!r})"
        built = site.run("shell", "--command", code)
        assert built.returncode == 0, built.stderr
        site.sessions = json.loads(built.stdout.splitlines()[-1])
        site.stop()
        yield site


@pytest.fixture(scope="module")
def world(filled_site, tmp_path_factory):
    """The filled site for one module of tests, whatever others did to theirs."""
    with like(filled_site, tmp_path_factory.mktemp("world")) as site:
        site.sessions = filled_site.sessions
        site.start()
        yield site


@pytest.fixture(scope="module")
def contexts(world, browser):
    """A browser for everybody, kept for the whole module: signing in is not what is looked at here."""
    opened = {}
    for who in (*world.sessions, "nobody"):
        opened[who] = browser.new_context(
            base_url=f"http://127.0.0.1:{world.port}", reduced_motion="reduce", viewport={"width": 1280, "height": 800}
        )
    for who, key in world.sessions.items():
        opened[who].add_cookies([{"name": "agentsite", "value": key, "url": f"http://127.0.0.1:{world.port}"}])
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture
def visit(contexts):
    """Open a page as somebody: ``visit("ada /platform/")``; a complaint of the browser fails the test."""
    opened, complaints = [], []

    def open_page(whose: str):
        who, address = whose.split(" ", 1)
        page = contexts[who].new_page()
        opened.append(page)
        listen(page, complaints)
        page.goto(address)
        return page

    yield open_page
    for page in opened:
        page.close()
    assert complaints == []


def listen(page, complaints: list[str]) -> None:
    """Hear the console's errors (a breach of the content security policy is one) and uncaught exceptions.

    That an answer was 404 or 422, or that htmx let go of a question for a newer one, is none of them.
    """
    page.on("console", lambda message: _hear(message, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))


def _hear(message, complaints: list[str]) -> None:
    if message.type == "error" and not any(words in message.text for words in EXPECTED):
        complaints.append(message.text)
