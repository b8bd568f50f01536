"""What the editor shows of a text: its definition as fields, its preview, and the checks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from agents import limits
from agents.definition import preview
from agents.definition.blob import estimate_tokens
from agents.definition.client import read
from agents.definition.findings import Finding, find
from agents.definition.reading import Problem, Reading
from agents.definition.source import Source, split
from agents.definition.spans import Span
from agents.forms import asked
from agents.models import Document

WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Checks:
    """The verdict in the status bar, what led to it, and how long the text is."""

    kind: str
    icon: str
    words: str
    findings: tuple[Finding, ...]
    word_count: int
    tokens: int

    @property
    def count(self) -> int:
        return len(self.findings)

    @property
    def is_noted(self) -> bool:
        return any(finding.problem.severity != "note" for finding in self.findings)

    @property
    def fixable(self) -> int:
        """How many one press can fix; notes are left to their author."""
        return sum(finding.fix is not None and finding.problem.severity != "note" for finding in self.findings)


@dataclass(frozen=True)
class Panes:
    """A text and its three views.  ``definition`` is None for a guideline, which has no fields."""

    text: str
    source: Source
    reading: Reading | None
    frontmatter: str
    preview: preview.Preview
    checks: Checks

    def definition(self, **kept: Mapping[str, str]) -> asked.Definition | None:
        return asked.lay_out(self.source, self.reading, **kept) if self.reading else None


def view(text: str, *, kind: str, stem: str = "") -> Panes:
    """Read and render ``text``; ``stem`` is what its file is called, without .md."""
    source = split(text)
    reading = read(text) if kind == Document.Kind.AGENT else None
    return Panes(text, source, reading, fingerprint(source), _preview(source), _checks(text, reading, stem))


def fingerprint(source: Source) -> str:
    """Tell whether the definition has to be drawn anew."""
    frontmatter = source.opening + "".join([entry.text for entry in source.entries]) + source.closing
    has_body = "1" if source.body.strip() else "0"
    return f"{crc32(frontmatter.encode('utf-8', 'surrogatepass')):08x}{has_body}"


def _preview(source: Source) -> preview.Preview:
    return preview.render(source.body, first_line=source.body_line)


def _checks(text: str, reading: Reading | None, stem: str) -> Checks:
    size = (len(WORD.findall(text)), estimate_tokens(text))
    too_large = len(text) * 4 > limits.DOCUMENT_BYTES and len(text.encode("utf-8", "replace")) > limits.DOCUMENT_BYTES
    if too_large:
        message = f"The text is larger than {limits.DOCUMENT_BYTES:,} bytes and cannot be kept; shorten it."
        return Checks("bad", "circle-x", "Too large to save", (_whole(Problem(1, message, "file.too_large")),), *size)
    if reading is None:
        return Checks("mut", "book-open-text", "Guideline", (), *size)
    findings = tuple(find(text, reading, stem=stem))
    if reading.reason:
        return Checks("bad", "circle-x", "Claude Code would skip this file", findings, *size)
    return Checks("ok", "circle-check", "Claude Code will load this file", findings, *size)


def _whole(problem: Problem) -> Finding:
    return Finding(problem, Span(1, 1, 1, 1), None, "file-too-large")
