"""How large a node is drawn.  Labels are set in a font of even width, so that this is known without a browser."""

import re
from collections.abc import Sequence
from unicodedata import category, east_asian_width

from agents.definition.graph.drawing import Look
from agents.definition.graph.model import Node

CHARACTER = {"card": 7.3, "chip": 7.3, "entry": 6.75}  # pixels of one character, at 12.5 and 11.5 px
LINE = 15.0
CHIP_HEIGHT = 30.0
ENTRY_HEIGHT = 24.0
CARD_HEIGHT = 52.0
CARD_MINIMUM = 132.0
_FRAME = {"card": 66.0, "chip": 34.0, "entry": 14.0}  # what is no text: tile, mark and padding
_MOST_COLUMNS = {"card": 24, "chip": 24, "entry": 28}  # characters on one line
_MOST_LINES = {"card": 2, "chip": 2, "entry": 1}
_SPACES, _UNSEEN, _NO_XML = ("Cc", "Zl", "Zp"), ("Cf", "Cs"), "\ufffe\uffff"
_BREAK = re.compile(r"(?<=[-_/. ])")


def width_of(text: str) -> int:
    """How many columns of an even font ``text`` takes; wide letters take two, marks none.

    >>> width_of("qa"), width_of("審査")
    (2, 4)
    """
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def lines_of(label: str, *, look: Look) -> tuple[str, ...]:
    """Break a label where its words end; what does not fit is cut with an ellipsis.

    >>> lines_of("multi-agent-coordinator-specialist", look="chip")
    ('multi-agent-coordinator-', 'specialist')
    """
    words = [word for word in _BREAK.split(" ".join(visible(label).split())) if word] or ["–"]
    most_columns = _MOST_COLUMNS[look]
    lines: list[str] = [""]
    for word in words:
        if lines[-1] and width_of((lines[-1] + word).rstrip()) > most_columns:
            lines.append("")
        lines[-1] += word
    most = _MOST_LINES[look]
    if len(lines) > most:
        lines[most - 1 :] = ["".join(lines[most - 1 :])]
    return tuple(_cut(line.strip(), most_columns) for line in lines)


def visible(label: str) -> str:
    """A label without what is not seen or cannot stand in XML: controls, directions, halves of letters."""
    return "".join(
        " " if category(c) in _SPACES else c for c in label if category(c) not in _UNSEEN and c not in _NO_XML
    )


def _cut(line: str, most: int) -> str:
    if width_of(line) <= most:
        return line
    while width_of(line) > most - 1:
        line = line[:-1]
    return line + "…"


def size_of(lines: Sequence[str], node: Node, *, look: Look, ports: int = 0) -> tuple[float, float]:
    """The width and height of a node; one where many links end is higher."""
    width = max(width_of(line) for line in lines) * CHARACTER[look] + _FRAME[look]
    if look == "card":
        width = max(width, width_of(node.note) * 6.6 + _FRAME[look], CARD_MINIMUM)
        height = CARD_HEIGHT + LINE * (len(lines) - 1)
    else:
        height = (ENTRY_HEIGHT if look == "entry" else CHIP_HEIGHT) + LINE * (len(lines) - 1)
    return round(width), max(height, min(8.0 * ports + 4, 80.0))
