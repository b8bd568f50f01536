"""Build the tree of HTML elements that shows a tree of Markdown blocks.

Every block's element says in ``data-line`` on which line of its piece the block begins.
"""

from __future__ import annotations

import html
import itertools
import re
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from agents.definition.rendering.inline import inline_text
from agents.definition.rendering.leaves import Block
from agents.definition.rendering.tables import split_row

TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
NOT_IN_LANGUAGE = re.compile(r"[^\w+#.\-]")
MOST_COLUMNS_FILLED = 100  # a table's short rows are filled up to here


def build(document: Block) -> Element:
    """Return a ``div`` holding the elements of ``document``."""
    root = Element("div")
    _add_children(root, document, tight=False)
    return root


def _add_children(parent: Element, block: Block, *, tight: bool) -> None:
    for child in block.children:
        if child.kind == "paragraph":
            _add_paragraph(parent, child, tight=tight)
        else:
            BUILDERS[child.kind](parent, child)


def _element(parent: Element, tag: str, block: Block) -> Element:
    return SubElement(parent, tag, {"data-line": str(block.line)})


def _add_paragraph(parent: Element, block: Block, *, tight: bool) -> None:
    text = "\n".join(block.texts).rstrip()
    if not text:
        return
    if tight:
        _append_text(parent, text)
        return
    element = _element(parent, "p", block)
    if text.startswith("<") and "\n" in text:
        element.set("class", "tagged")  # looks like markup: keeps its line ends
    _append_text(element, text)


def _append_text(parent: Element, text: str) -> None:
    """Add text after what ``parent`` holds so far."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + inline_text(text)
    else:
        parent.text = inline_text(text)


def _add_heading(parent: Element, block: Block) -> None:
    _element(parent, f"h{block.level}", block).text = inline_text("\n".join(block.texts).rstrip())


def _add_code(parent: Element, block: Block) -> None:
    code = SubElement(_element(parent, "pre", block), "code")
    words = html.unescape(block.info).split(maxsplit=1)
    if words and (language := NOT_IN_LANGUAGE.sub("", words[0])):
        code.set("class", f"language-{language}")
    code.text = AtomicString(code_escape("".join(line + "\n" for line in block.texts)))


def _add_rule(parent: Element, block: Block) -> None:
    _element(parent, "hr", block)


def _add_quote(parent: Element, block: Block) -> None:
    _add_children(_element(parent, "blockquote", block), block, tight=False)


def _add_list(parent: Element, block: Block) -> None:
    element = _element(parent, "ul" if block.start is None else "ol", block)
    if block.start not in (None, 1):
        element.set("start", str(block.start))
    tight = not _is_loose(block)
    for item in block.children:
        _add_item(element, item, tight=tight)


def _is_loose(block: Block) -> bool:
    """Say whether blank lines part the items, or the blocks of one item."""
    rows = [block.children, *(item.children for item in block.children)]
    return any(later.line > earlier.end + 1 for row in rows for earlier, later in itertools.pairwise(row))


def _add_item(parent: Element, item: Block, *, tight: bool) -> None:
    element = _element(parent, "li", item)
    first = item.children[0] if item.children else None
    task = TASK.match(first.texts[0]) if first and first.kind == "paragraph" and first.texts else None
    if first and task:
        first.texts[0] = first.texts[0][task.end() :]
    _add_children(element, item, tight=tight)
    if task:
        element.set("class", "task")
        _add_box(element if tight else element[0], "☐" if task[1] == " " else "☑")


def _add_box(parent: Element, sign: str) -> None:
    """A sign, not a checkbox: nobody can tick it, and a control without a name says nothing to those who listen."""
    box = Element("span", {"class": "box"})
    box.text, box.tail, parent.text = sign, " " + (parent.text or ""), None
    parent.insert(0, box)


def _add_table(parent: Element, block: Block) -> None:
    frame = SubElement(parent, "div", {"class": "table-wrap"})
    table = _element(frame, "table", block)
    _add_row(SubElement(table, "thead"), block.texts[0], "th", block.aligns, block.line)
    if len(block.texts) > 1:
        body = SubElement(table, "tbody")
        for line, text in enumerate(block.texts[1:], block.line + 2):
            _add_row(body, text, "td", block.aligns, line)


def _add_row(parent: Element, text: str, tag: str, aligns: tuple[str, ...], line: int) -> None:
    row = SubElement(parent, "tr", {"data-line": str(line)})
    cells = split_row(text)[: len(aligns)]
    cells += [""] * (min(len(aligns), MOST_COLUMNS_FILLED) - len(cells))
    for cell, align in zip(cells, aligns, strict=False):
        element = SubElement(row, tag, {"align": align} if align else {})
        element.text = inline_text(cell)


BUILDERS = {
    "heading": _add_heading,
    "code": _add_code,
    "rule": _add_rule,
    "quote": _add_quote,
    "list": _add_list,
    "table": _add_table,
}
