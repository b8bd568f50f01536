"""Mark words of a rendered text as links to what they name, without changing a word of it.

The places are known by line and column of the source; the renderer keeps the line of each block.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

_LINE = re.compile(r'<[a-z]+\d?(?: class="[^"]*")? data-line="(\d+)"')
_TOKEN = re.compile(r"""<(?:[^<>"]|"[^"]*")*>|[^<]+|<""")
_LINK = re.compile(r"<(/?)a[ >]")


class Chip(NamedTuple):
    """The words at a place of the source, and the markup to put around them.

    ``opening`` and ``closing`` go into the page as they are: whoever makes a chip has escaped them.
    """

    line: int
    start: int
    words: str
    opening: str
    closing: str


def with_chips(html: str, chips: Iterable[Chip]) -> str:
    """Put each chip around its words; ``html`` comes from ``preview.render``.

    Words that are not found in their block, or stand in a link already, stay as they are.

    >>> with_chips('<p data-line="3">Ask git.</p>', [Chip(3, 4, "git", '<a href="/git/">', "</a>")])
    '<p data-line="3">Ask <a href="/git/">git</a>.</p>'
    """
    parts: list[str] = []
    end = 0
    for (start, stop), wanted in sorted(_by_block(html, chips).items()):
        if start >= end:
            parts += [html[end:start], _marked(html[start:stop], wanted)]
            end = stop
    return "".join([*parts, html[end:]]) if parts else html


def _by_block(html: str, chips: Iterable[Chip]) -> dict[tuple[int, int], list[Chip]]:
    """The chips of each part of the text that begins with the line of a block and ends with the next."""
    blocks = list(_LINE.finditer(html))
    lines = [int(found[1]) for found in blocks]
    wanted: dict[tuple[int, int], list[Chip]] = {}
    for chip in sorted(chips):
        after = bisect_right(lines, chip.line)
        if after and chip.words:
            start = blocks[bisect_left(lines, lines[after - 1])].start()
            stop = blocks[after].start() if after < len(blocks) else len(html)
            wanted.setdefault((start, stop), []).append(chip)
    return wanted


def _marked(html: str, chips: list[Chip]) -> str:
    waiting, depth, parts = list(chips), 0, []
    for token in _TOKEN.findall(html):
        link = _LINK.match(token)
        if link:
            depth += -1 if link[1] else 1
        parts.append(token if depth or token[0] == "<" else _in_text(token, waiting))
    return "".join(parts)


def _in_text(text: str, waiting: list[Chip]) -> str:
    """Mark what is found of ``waiting``, which loses it, from left to right."""
    parts, end = [], 0
    for chip in list(waiting):
        words = chip.words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        at = _find(text, words, end)
        if at >= 0:
            parts += [text[end:at], chip.opening, words, chip.closing]
            end = at + len(words)
            waiting.remove(chip)
    return "".join([*parts, text[end:]])


def _find(text: str, words: str, at: int) -> int:
    """Where ``words`` stand as words of their own, or -1."""
    while (at := text.find(words, at)) >= 0:
        around = text[at - 1 : at] + text[at + len(words) : at + len(words) + 1]
        if not any(sign.isalnum() or sign == "_" for sign in around):
            return at
        at += 1
    return -1
