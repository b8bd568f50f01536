"""Render one piece of a text with Python-Markdown, clean it, and make it fit for any line.

What comes out is a template: the same piece further down, or below a heading of the same name, needs
other line numbers and names, never another rendering.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import ElementTree

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser

from agents.definition.rendering.blocks import parse
from agents.definition.rendering.elements import build
from agents.definition.rendering.inline import add_inline_marks
from agents.definition.rendering.links import SCHEMES, Links
from agents.definition.rendering.references import Definition

LINED = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "blockquote", "hr", "table", "tr")
ATTRIBUTES = {tag: {"data-line"} for tag in LINED} | {
    "p": {"data-line", "class"},
    "li": {"data-line", "class"},
    "ol": {"data-line", "start"},
    "div": {"class"},
    "code": {"class"},
    "th": {"align"},
    "td": {"align"},
    "a": {"href", "title", "rel", "class"},
    "span": {"class"},
}
ATTRIBUTES |= {f"h{level}": {"data-line", "id"} for level in range(1, 7)}
TAGS = {*ATTRIBUTES, "thead", "tbody", "em", "strong", "del", "br"}
CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)

# In cleaned HTML a "<" always begins a tag, and a quote within a value is written &quot;.
OPENING = re.compile(r'(<(?:[a-z]+\d?)(?: class="[^"]*")? data-line=")(\d+)"(?:( id="user-content-)([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Template:
    """HTML with places for line numbers (counted in the piece from 1) and heading names."""

    html: str
    places: tuple[int | str, ...]


class PieceParser(BlockParser):
    """Stands where Python-Markdown reads blocks, and reads them as GitHub does."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        document, _ = parse("\n".join(lines))
        return ElementTree(build(document))


def render_piece(text: str, *, references: tuple[Definition, ...] = ()) -> Template:
    """Return the clean HTML of ``text``, which uses what the whole text defines."""
    md = _markdown()
    md.reset()
    md.references.update({label: (target, title) for label, target, title in references})
    return _template(CLEANER.clean(md.convert(text)))


_local = threading.local()


def _markdown() -> Markdown:
    """Return this thread's Python-Markdown: it holds state while it converts."""
    md: Markdown | None = getattr(_local, "markdown", None)
    if md is None:
        md = _local.markdown = Markdown(output_format="html")
        md.parser = PieceParser(md)
        md.preprocessors.deregister("normalize_whitespace")
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(Links(md), "links", -10)  # after escapes are undone
        md.postprocessors.deregister("raw_html")
        add_inline_marks(md)
    return md


def _template(html: str) -> Template:
    places: list[int | str] = []

    def hold(match: re.Match[str]) -> str:
        places.append(int(match[2]))
        if match[3] is None:
            return f'{match[1]}%s"'
        places.append(match[4])
        return f'{match[1]}%s"{match[3]}%s"'

    return Template(OPENING.sub(hold, html.replace("%", "%%")), tuple(places))
