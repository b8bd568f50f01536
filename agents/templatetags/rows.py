"""Rows of the library and lines of a source, drawn fast.

A row is a pure function of the facts it shows, so drawn rows are kept by these facts: there
is nothing to invalidate, and a page of fifty costs a tenth of drawing them anew.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from agents.models import Document

register = template.Library()

KEPT_ROWS = 4_096
SHOWN_TOOLS = 6
SHOWN_LINES = 5_000
LINE_END = re.compile(r"\r\n|\n|\r")


@register.simple_tag
def document_rows(rows: list[dict[str, Any]], prefix: str, can_edit: bool) -> SafeString:
    """Draw the rows of ``library.rows``; ``prefix`` is the address of the library they are in."""
    return _joined(_row(tuple(row.items()), prefix, (("can_edit", can_edit),)) for row in rows)


@register.simple_tag
def archived_rows(rows: list[dict[str, Any]], prefix: str, can_propose: bool, can_restore: bool) -> SafeString:
    """Draw the rows of the archive, with the way back out of it that the person has."""
    ways = (("archived", True), ("can_propose", can_propose), ("can_restore", can_restore))
    return _joined(_row(tuple(row.items()), prefix, ways) for row in rows)


def _joined(drawn: Iterable[str]) -> SafeString:
    return mark_safe("".join(drawn))  # noqa: S308


@lru_cache(maxsize=KEPT_ROWS)
def _row(facts: tuple[tuple[str, Any], ...], prefix: str, ways: tuple[tuple[str, bool], ...]) -> str:
    row = SimpleNamespace(**dict(facts))
    tools = _tools(row.tool_list)
    context = {
        "row": row,
        "url": f"{prefix}{row.slug}/",
        "is_agent": row.kind == Document.Kind.AGENT,
        "verdict": Document.Verdict(row.verdict).name.lower(),
        "tools": tools and tools[:SHOWN_TOOLS],
        "more_tools": len(tools or ()) - SHOWN_TOOLS,
    } | dict(ways)
    return get_template("agents/_document_row.html").render(context)


def _tools(stored: str | None) -> list[str] | None:
    return None if stored is None else [name for name in stored.split("|") if name]


@register.simple_tag
def numbered_lines(text: str) -> SafeString:
    """Draw ``text`` as items of an ol.src, line by line, each with an anchor: #L10.

    Of the numbers one can be reached by Tab; from there the arrows go on.
    """
    lines = LINE_END.split(text.removesuffix("\n"))[:SHOWN_LINES]
    items = (f'<li id="L{at}">{line_number(at)}<code>{escape(line)}</code></li>' for at, line in enumerate(lines, 1))
    return mark_safe("".join(items))  # noqa: S308  every line is escaped


def line_number(at: int) -> str:
    """The number of a line as a link to it."""
    return f'<a class="no" href="#L{at}" tabindex="{0 if at == 1 else -1}">{at}</a>'
