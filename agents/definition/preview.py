"""Show Markdown as GitHub shows it, as HTML that is safe in any page of ours.

The text is cut into pieces, each rendered once and kept: a keystroke costs one piece.  Raw HTML and
tags like ``<example>`` are text.  What may take Python-Markdown long is rendered in another process,
under a deadline.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from time import thread_time

from agents.definition.rendering.blocks import parse
from agents.definition.rendering.cache import Key, TemplateCache
from agents.definition.rendering.cut import Piece, cut
from agents.definition.rendering.pieces import Template, render_piece
from agents.definition.rendering.references import Definition, normal_label
from agents.definition.rendering.risk import is_suspicious
from agents.definition.rendering.worker import TooComplex, Worker

MOST_BYTES = 256 * 1024
MOST_OUTPUT = 2_000_000
MOST_GROWTH = 40  # times the text, for texts of some size
MOST_KEPT = 32_000_000  # characters
DEADLINE = 1.2  # seconds, then there is still time to answer within two
TOO_LARGE = "This text is too large to preview. Saving still works."
TOO_COMPLEX = "This text is too complex to preview. Saving still works."

LINE_END = re.compile(r"\r\n?")
UNSAFE = re.compile(r"[\x00\x02\x03\ud800-\udfff]")  # Python-Markdown uses them for its own marks
MAY_DEFINE = re.compile(r"^[ \t>*+\-\d.)]*\[", re.MULTILINE)


@dataclass(frozen=True)
class Preview:
    """Safe HTML, and the sentence to show with it when it is only the plain text."""

    html: str
    notice: str | None = None


def render(body: str, *, first_line: int = 1) -> Preview:
    """Return the preview of ``body``, whose first line is line ``first_line`` of the whole text.

    >>> render("# Role", first_line=5).html
    '<h1 data-line="5" id="user-content-role">Role</h1>'
    """
    return _renderer().render(body, first_line=first_line)


@cache
def _renderer() -> Renderer:
    return Renderer(deadline=DEADLINE)


class Renderer:
    """Renders texts, with a memory of pieces and a process for the suspicious ones."""

    def __init__(self, *, deadline: float) -> None:
        self.deadline = deadline
        self._worker = Worker(deadline)
        self._kept = TemplateCache(MOST_KEPT)

    def render(self, body: str, *, first_line: int = 1) -> Preview:
        """Return the preview of ``body``; a text that is too much comes back as plain text."""
        text = UNSAFE.sub("\N{REPLACEMENT CHARACTER}", LINE_END.sub("\n", body))
        if len(text.encode()) > MOST_BYTES:
            return _plain(text, first_line, TOO_LARGE)
        pieces = cut(text)
        definitions = _definitions(pieces)
        keys = [(piece.text, definitions if "[" in piece.text else ()) for piece in pieces]
        try:
            templates = self._templates(keys)
            return Preview(_join(pieces, [templates[key] for key in keys], first_line, most=_most(text)))
        except (TooComplex, RecursionError):
            return _plain(text, first_line, TOO_COMPLEX)

    def _templates(self, keys: list[Key]) -> dict[Key, Template]:
        known = self._kept.find(keys)
        missing = [key for key in dict.fromkeys(keys) if key not in known]
        if not missing:
            return known
        if any(is_suspicious(text) for text, _ in missing):
            texts, references = zip(*missing, strict=True)
            made = dict(zip(missing, self._worker.render(texts, references), strict=True))
        else:
            made = self._render_here(missing)
        self._kept.keep(made)
        return known | made

    def _render_here(self, keys: list[Key]) -> dict[Key, Template]:
        end = thread_time() + self.deadline
        made = {}
        for text, references in keys:
            if thread_time() > end:
                raise TooComplex
            made[text, references] = render_piece(text, references=references)
        return made


def _definitions(pieces: list[Piece]) -> tuple[Definition, ...]:
    """Return the link definitions of the whole text; of two with one label, the first counts."""
    found: dict[str, Definition] = {}
    for piece in pieces:
        if "]:" in piece.text and MAY_DEFINE.search(piece.text):
            for label, target, title in parse(piece.text)[1]:
                name = normal_label(label)
                found.setdefault(name, Definition(name, target, title))
    return tuple(found.values())


def _join(pieces: list[Piece], templates: Iterable[Template], first_line: int, *, most: int) -> str:
    """Put the lines and names in their places; raise TooComplex when it gets longer than ``most``."""
    names: Counter[str] = Counter()
    parts = []
    length = 0
    for piece, template in zip(pieces, templates, strict=True):
        before = first_line + piece.line - 2
        part = template.html % tuple(
            place + before if isinstance(place, int) else _unique(place, names) for place in template.places
        )
        length += len(part)
        if length > most:
            raise TooComplex
        if part:
            parts.append(part)
    return "\n".join(parts)


def _unique(name: str, names: Counter[str]) -> str:
    """Number the headings that share a name, as GitHub does."""
    unique = name
    while unique in names:
        unique = f"{name}-{names[name]}"
        names[name] += 1
    names[unique] = 1
    return unique


def _most(text: str) -> int:
    return min(MOST_OUTPUT, 20_000 + MOST_GROWTH * len(text))


def _plain(text: str, first_line: int, notice: str) -> Preview:
    return Preview(f'<pre data-line="{first_line}">{html.escape(text)}</pre>', notice)
