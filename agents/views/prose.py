"""A prompt as people read it, kept by the name of its text: the same bytes are rendered once."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from agents.definition import preview
from agents.definition.client import Reading, read
from agents.definition.sections import Heading, outline
from agents.definition.source import split
from agents.memory import cache
from agents.models import Document, Revision
from agents.operations.indexing import verdict

PREVIEW_VERSION = 1  # raise it when the same text is to be rendered differently
KEPT_SECONDS = 24 * 3600
LARGEST_KEPT = 200_000
LONGEST_OUTLINE = 60
HEADING = re.compile(r'<h[1-6] data-line="(\d+)" id="([^"]+)"')


@dataclass(frozen=True)
class Prose:
    """The body of a revision as HTML, a sentence when it is shown plainly, and the list of its sections."""

    html: SafeString
    notice: str | None
    outline: SafeString


def prose(document: Document, revision: Revision, reading: Reading | None) -> Prose:
    """Render the body of ``revision``; the frontmatter is no part of it."""
    key = f"preview:{PREVIEW_VERSION}:{document.kind}:{revision.blob_id}"
    kept = cache.get(key)
    if kept is None:
        kept = _render(revision.source, reading)
        if len(kept[0]) <= LARGEST_KEPT:
            cache.set(key, kept, KEPT_SECONDS)
    html, notice, contents = kept
    return Prose(mark_safe(html), notice, mark_safe(contents))  # noqa: S308  preview.render cleans it


def _render(source: str, reading: Reading | None) -> tuple[str, str | None, str]:
    if reading is None:
        parts = split(source)
        body, line = parts.body, parts.body_line
    else:
        body, line = reading.body, reading.body_line
    shown = preview.render(body, first_line=line)
    headings = [] if shown.notice else _headings(source, shown.html)
    contents = render_to_string("agents/_document_outline.html", {"headings": headings}) if len(headings) > 2 else ""
    return shown.html, shown.notice, contents


def _headings(source: str, html: str) -> list[tuple[Heading, str]]:
    """The headings with the anchors the preview gave them, the two upper levels there are."""
    found = [heading for heading in outline(source) if heading.title]
    upper = sorted({heading.level for heading in found})[:2]
    anchors = _anchors(html)
    chosen = [heading for heading in found if heading.level in upper and heading.line in anchors]
    return [(heading, anchors[heading.line]) for heading in chosen[:LONGEST_OUTLINE]]


def _anchors(html: str) -> dict[int, str]:
    return {int(line): name for line, name in HEADING.findall(html)}


def reading_of(document: Document, source: str) -> Reading | None:
    """What Claude Code makes of an agent; None for a guideline, which it reads as it stands."""
    return read(source) if document.is_agent else None


def verdict_of(reading: Reading | None) -> str:
    """What the client makes of it in one word: skipped, noted or loads; "" for a guideline."""
    return verdict(reading).name.lower() if reading else ""
