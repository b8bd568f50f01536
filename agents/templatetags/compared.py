"""Lines of a comparison as rows of a table, and of a source with their authors; drawn fast, for there are many."""

from collections.abc import Iterator, Sequence

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from agents.definition.comparison import Part
from agents.definition.diff import Line, lines_of
from agents.definition.words import Spans
from agents.models import Document
from agents.templatetags.look import ago
from agents.templatetags.rows import SHOWN_LINES, line_number

register = template.Library()

NAMES = {"+": "add", "-": "del", " ": ""}
SIGNS = {
    "+": '<span aria-hidden="true">+</span><span class="vh">added</span>',
    "-": '<span aria-hidden="true">−</span><span class="vh">removed</span>',
    " ": "",
}
MARKS = {"+": "ins", "-": "del"}


@register.simple_tag
def unified_rows(part: Part) -> SafeString:
    """Draw the lines of ``part`` below each other: old number, new number, sign, text."""
    return mark_safe("".join(_unified(part)))  # noqa: S308  every text is escaped


@register.simple_tag
def split_rows(part: Part) -> SafeString:
    """Draw the lines of ``part`` beside each other: number, sign and text of the old, then of the new."""
    return mark_safe("".join(_split(part)))  # noqa: S308  every text is escaped


@register.simple_tag
def words(spans: Spans, sign: str) -> SafeString:
    """Draw spans with the changed ones marked; ``sign`` is + or -."""
    return mark_safe(_marked(spans, sign))  # noqa: S308  every text is escaped


def _unified(part: Part) -> Iterator[str]:
    before = " "
    for line, spans in part.lines:
        begins = " data-change" if before == " " != line.sign else ""
        before = line.sign
        numbers = f"{_number('L', line.old_line)}{_number('R', line.new_line)}"
        text = f'<td class="s">{SIGNS[line.sign]}</td><td class="t">{_text(line, spans)}</td>'
        yield f'<tr class="{NAMES[line.sign]}"{begins}>{numbers}{text}</tr>'


def _split(part: Part) -> Iterator[str]:
    was_same = True
    for row in part.rows:
        is_same = row.old is row.new
        begins = " data-change" if was_same and not is_same else ""
        was_same = is_same
        old = _half("L", row.old, row.old and row.old.old_line, row.old_spans)
        yield f"<tr{begins}>{old}{_half('R', row.new, row.new and row.new.new_line, row.new_spans)}</tr>"


def _half(side: str, line: Line | None, number: int | None, spans: Spans) -> str:
    if line is None:
        return '<td class="n none"></td><td class="s none"></td><td class="t none"></td>'
    name = NAMES[line.sign]
    sign, text = SIGNS[line.sign], _text(line, spans)
    return f'{_number(side, number, name)}<td class="s {name}">{sign}</td><td class="t {name}">{text}</td>'


def _number(side: str, number: int | None, name: str = "") -> str:
    if number is None:
        return f'<td class="n {name}"></td>'
    return f'<td class="n {name}" id="{side}{number}">{number}</td>'


def _text(line: Line, spans: Spans) -> str:
    note = f'<span class="diff-note">{escape(line.note)}</span>' if line.note else ""
    is_mixed = line.sign != " " and {kind for kind, _ in spans} == {"same", "changed"}
    return (_marked(spans, line.sign) if is_mixed else escape(line.shown)) + note


def _marked(spans: Spans, sign: str) -> str:
    mark = MARKS[sign]
    return "".join(f"<{mark}>{escape(text)}</{mark}>" if kind == "changed" else escape(text) for kind, text in spans)


@register.simple_tag
def blamed_lines(text: str, runs: Sequence, team_slug: str, document: Document) -> SafeString:
    """Draw ``text`` as items of an ol.src; the first line of each run says with which version it came."""
    items: list[str] = []
    lines = lines_of(text)[:SHOWN_LINES]
    for run in runs:
        label = _author(run, team_slug, document)
        for line in lines[len(items) : len(items) + run.count]:
            at, shown = len(items) + 1, escape(line.rstrip("\r\n"))
            items.append(f'<li id="L{at}">{line_number(at)}{label}<code>{shown}</code></li>')
            label = '<span class="by"></span>'
    return mark_safe("".join(items))  # noqa: S308  every line is escaped


def _author(run, team_slug: str, document: Document) -> str:
    url = reverse("revision", args=[team_slug, document.family, document.slug, run.number])
    earlier = " or earlier" if run.or_earlier else ""
    who = f'<span class="who">{escape(run.author_name)}, {ago(run.created_at)}</span>'
    return f'<a class="by" href="{escape(url)}"><b class="num">v{run.number}{earlier}</b> {who}</a>'
