"""What somebody does while a slow page is still coming counts as if its scripts had been there."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from agents.operations.documents import create_document
from tests.browser.source import content, field

pytestmark = pytest.mark.usefixtures("two")


@pytest.fixture
def two(qa, team, ada):
    source = "---\nname: git\ndescription: Keeps history.\n---\nA zebra.\n"
    create_document(team, kind="agent", path="agents/git.md", source=source, by=ada)


@contextmanager
def before_the_scripts(page, address):
    """The page as it stands while its scripts are on their way; they come when the block ends."""
    page.route("**/*.js", lambda route: None)
    page.goto(address, wait_until="commit")
    yield
    page.unroute("**/*.js")
    page.wait_for_load_state()


def test_a_filter_chosen_early_is_applied(page):
    with before_the_scripts(page, "/platform/agents/"):
        page.get_by_label("Model", exact=True).select_option("sonnet")

    expect(page).to_have_url(re.compile(r"\?model=sonnet$"))
    expect(page.locator("a.nm")).to_have_text("qa")


def test_a_word_typed_early_is_looked_for(page):
    with before_the_scripts(page, "/platform/agents/"):
        page.get_by_role("searchbox").fill("zebra")

    expect(page).to_have_url(re.compile(r"\?q=zebra$"))
    expect(page.locator("a.nm")).to_have_text("git")


def test_the_graph_is_narrowed(page):
    with before_the_scripts(page, "/platform/graph/"):
        page.get_by_label("Guidelines", exact=True).select_option("Without guidelines")

    expect(page).to_have_url(re.compile(r"guidelines=no"))


def test_a_field_of_the_editor_filled_early_is_written(page):
    with before_the_scripts(page, "/platform/agents/git/edit/"):
        page.get_by_label("Description", exact=False).first.fill("Guards history.")

    expect(field(page)).to_have_value(re.compile("Guards history"))


def test_what_was_typed_into_the_source_early_stays(page):
    with before_the_scripts(page, "/platform/agents/git/edit/"):
        field(page).fill("---\nname: git\ndescription: Keeps history.\n---\nA lion.\n")

    expect(content(page)).to_contain_text("A lion.")
    expect(page.get_by_role("group", name="Preview")).to_contain_text("A lion.")
