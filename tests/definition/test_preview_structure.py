"""The preview against cmark-gfm, GitHub's own renderer, over real files.

A trace is the sequence of headings, lists, items, code blocks, tables, quotes and rules, opening and
closing.  Raw HTML is off with us, so the oracle gets the text with every "<" that could begin a tag
written as an entity: what is compared is what GitHub makes of the Markdown around the tags.  (GitHub
would take a line such as ``<example>`` and what follows it for a block of HTML and hide the tags.)
"""

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from agents.definition.preview import render

STRUCTURE = {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "table", "blockquote", "hr"}
TAG = re.compile(r"<(?=[a-zA-Z/!?])")
FRONTMATTER = re.compile(r"\ufeff?---\r?\n.*?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
HEADING_LINE = re.compile(r'<(h[1-6])[^>]* data-(?:line|sourcepos)="(\d+)')
LINE = re.compile(r'<(h[1-6]|li|pre|p|ul|ol|blockquote|hr)(?: [a-z]+="[^"]*")* data-(?:line|sourcepos)="(\d+)')


class Trace(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in STRUCTURE:
            self.tags.append(tag)

    def handle_endtag(self, tag):
        if tag in STRUCTURE - {"hr"}:
            self.tags.append("/" + tag)


def github(body):
    text = TAG.sub("&lt;", body)
    return cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_SOURCEPOS)


@pytest.fixture(scope="module")
def bodies(shared):
    found = {}
    for path in sorted((shared / "corpus").rglob("*.md")):
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        found[str(path.relative_to(shared))] = FRONTMATTER.sub("", text, count=1)
    return found


@pytest.mark.shared
def test_real_files_have_githubs_structure(bodies):
    differing = [name for name, body in bodies.items() if Trace(render(body).html).tags != Trace(github(body)).tags]

    print(f"{len(bodies) - len(differing)} of {len(bodies)} equal; differing: {differing}")
    assert len(differing) <= len(bodies) / 100, differing


@pytest.mark.shared
def test_blocks_of_real_files_know_their_lines(bodies):
    """Tables apart: cmark-gfm gives one that interrupts a paragraph the line of the paragraph."""
    wrong = [name for name, body in bodies.items() if LINE.findall(render(body).html) != LINE.findall(github(body))]

    assert wrong == []


@pytest.mark.shared
def test_headings_know_their_lines_in_the_whole_text(bodies):
    for name, body in bodies.items():
        shown = HEADING_LINE.findall(render(body, first_line=8).html)

        assert shown == [(tag, str(int(n) + 7)) for tag, n in HEADING_LINE.findall(github(body))], name


@pytest.mark.shared
def test_no_real_file_is_too_complex(bodies):
    assert [name for name, body in bodies.items() if render(body).notice] == []
