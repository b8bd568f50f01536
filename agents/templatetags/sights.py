"""Addresses of the graph, the words of notes, and the matrix, which is drawn fast: it has many cells."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from agents.definition.graph.model import Node
from agents.definition.graph.sizes import visible
from agents.definition.graph.table import Matrix
from agents.models import Document
from agents.views.sights import NAME, Sight, name_of

register = template.Library()

MARKS = re.compile(r"^\s*(?:[-*+]|\d+[.)]|#{1,6})\s+|\*\*|`")
LONGEST_POINT = 400
MOST_POINTS = 6
SIGNS = {
    "both": ("↔", "and {row} name each other"),
    "names": ("→", "is named by {row} alone"),
    "follows": ("§", "is followed by {row}"),
}


@register.simple_tag
def sight_address(sight: Sight, **changes: Any) -> str:
    """The address of ``sight`` with other words."""
    return sight.but(**changes).address


@register.simple_tag
def beside(sight: Sight, document: Document) -> str:
    """The address that shows a document beside the same picture."""
    return f"{sight.but(at=node_name(document)).address}#inspector"


@register.simple_tag
def beside_name(sight: Sight, key: str) -> str:
    """The address that shows a name nobody bears beside the same picture."""
    return f"{sight.but(at=NAME + key).address}#inspector"


@register.simple_tag
def node_name(document: Document) -> str:
    """How an address of the graph names a document."""
    return name_of(kind=document.kind, slug=document.slug)


@register.filter
def points(note: str) -> list[str]:
    """The first lines of a note without the marks of Markdown."""
    lines = [MARKS.sub("", line).strip() for line in note.splitlines()]
    return [line[:LONGEST_POINT] for line in lines if line][:MOST_POINTS]


@register.simple_tag
def matrix_head(matrix: Matrix) -> SafeString:
    """The heads of the columns: who is named."""
    heads = (f'<th scope="col"><span>{_label(matrix.nodes[i])}</span>' for i in _columns(matrix))
    return mark_safe("".join(heads))  # noqa: S308  every label is escaped


@register.simple_tag
def matrix_rows(matrix: Matrix) -> SafeString:
    """A row for each agent, which is who can name others."""
    order = _columns(matrix)
    rows = ((node, [cells[i] for i in order]) for node, cells in zip(matrix.nodes, matrix.cells, strict=True))
    columns = [matrix.nodes[i] for i in order]
    drawn = (_row(node, cells, columns) for node, cells in rows if node.kind == "agent")
    return mark_safe("\n".join(drawn))  # noqa: S308  every label is escaped


def _columns(matrix: Matrix) -> list[int]:
    """Agents first, then guidelines, then names nobody bears."""
    kinds = ("agent", "guideline", "missing")
    return sorted(range(len(matrix.nodes)), key=lambda i: kinds.index(matrix.nodes[i].kind))


def _row(row: Node, cells: Sequence[str], columns: Sequence[Node]) -> str:
    head = f'<tr><th scope="row"><a href="{escape(row.href)}">{_label(row)}</a>'
    return head + "".join(_cell(row, cell, column) for cell, column in zip(cells, columns, strict=True))


def _cell(row: Node, cell: str, column: Node) -> str:
    if not cell:
        return '<td class="me">' if row is column else "<td>"
    sign, words = SIGNS[cell]
    if column.kind == "missing":
        sign, words = "?", "is named by {row}, and nobody bears that name"
    told = f"{_label(column)} {words.format(row=_label(row))}"
    return f'<td class="{cell}" title="{told}"><span aria-hidden="true">{sign}</span><span class="vh">{told}</span>'


def _label(node: Node) -> str:
    return escape(visible(node.label))
