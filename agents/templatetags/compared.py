"""Lines of a comparison as rows of a table, and of a source with their authors; drawn fast, for there are many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Beside:
    """What a review puts among the lines of one file of many.

    ``prefix`` keeps their ids apart, ``address`` and the place (R12) lead to where one comments on it, and
    ``below`` holds rows of the table by the line they stand under.
    """

    prefix: str = ""
    address: str = ""
    below: Mapping[tuple[str, int], str] = field(default_factory=dict)
    is_in_front: bool = False  # something stands among the lines of the frontmatter

    def after(self, old: int | None, new: int | None) -> str:
        return self.below.get(("L", old or 0), "") + self.below.get(("R", new or 0), "")


PLAIN = Beside()


@register.simple_tag
def unified_rows(part: Part, beside: Beside | str = "") -> SafeString:
    """Draw the lines of ``part`` below each other: old number, new number, sign, text."""
    return mark_safe("".join(_unified(part, beside or PLAIN)))  # noqa: S308  every text is escaped


@register.simple_tag
def split_rows(part: Part, beside: Beside | str = "") -> SafeString:
    """Draw the lines of ``part`` beside each other: number, sign and text of the old, then of the new."""
    return mark_safe("".join(_split(part, beside or PLAIN)))  # noqa: S308  every text is escaped


@register.simple_tag
def words(spans: Spans, sign: str) -> SafeString:
    """Draw spans with the changed ones marked; ``sign`` is + or -."""
    return mark_safe(_marked(spans, sign))  # noqa: S308  every text is escaped


def _unified(part: Part, beside: Beside) -> Iterator[str]:
    before = " "
    for line, spans in part.lines:
        begins = " data-change" if before == " " != line.sign else ""
        before = line.sign
        numbers = f"{_number('L', line.old_line, beside=beside)}{_number('R', line.new_line, beside=beside)}"
        text = f'<td class="s">{SIGNS[line.sign]}</td><td class="t">{_text(line, spans)}</td>'
        yield f'<tr class="{NAMES[line.sign]}"{begins}>{numbers}{text}</tr>'
        yield beside.after(line.old_line, line.new_line)


def _split(part: Part, beside: Beside) -> Iterator[str]:
    was_same = True
    for row in part.rows:
        is_same = row.old is row.new
        begins = " data-change" if was_same and not is_same else ""
        was_same = is_same
        numbers = (row.old and row.old.old_line, row.new and row.new.new_line)
        old = _half("L", row.old, numbers[0], row.old_spans, beside)
        yield f"<tr{begins}>{old}{_half('R', row.new, numbers[1], row.new_spans, beside)}</tr>"
        yield beside.after(*numbers)


def _half(side: str, line: Line | None, number: int | None, spans: Spans, beside: Beside) -> str:
    if line is None:
        return '<td class="n none"></td><td class="s none"></td><td class="t none"></td>'
    name = NAMES[line.sign]
    sign, text = SIGNS[line.sign], _text(line, spans)
    return (
        f'{_number(side, number, name, beside=beside)}<td class="s {name}">{sign}</td><td class="t {name}">{text}</td>'
    )


def _number(side: str, number: int | None, name: str = "", *, beside: Beside = PLAIN) -> str:
    if number is None:
        return f'<td class="n {name}"></td>'
    if beside.address:
        link = f'<a href="{escape(beside.address)}{side}{number}" tabindex="-1">{number}</a>'
        return f'<td class="n {name}" id="{beside.prefix}{side}{number}">{link}</td>'
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
