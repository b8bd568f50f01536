"""Take link reference definitions (``[label]: target "title"``) off the top of a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

DEFINITION = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<bracketed>(?:[^<>\n\\]|\\.)*)>|(?P<bare>[^\s<]\S*))(?=[ \t\n]|$)",
    re.DOTALL,
)
TITLE = re.compile(
    r"(?:[ \t]*\n[ \t]*|[ \t]+)"
    r"(?P<title>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t]*(?:\n|$)",
    re.DOTALL,
)
LINE_END = re.compile(r"[ \t]*(?:\n|$)")


class Definition(NamedTuple):
    """What a label stands for."""

    label: str
    target: str
    title: str


def take_definitions(paragraph: str) -> tuple[list[Definition], str]:
    """Return the definitions ``paragraph`` begins with, and the rest of it."""
    definitions = []
    position = 0
    while paragraph.startswith("[", position):
        match = DEFINITION.match(paragraph, position)
        if match is None or not match["label"].strip():
            break
        title = TITLE.match(paragraph, match.end())
        end = title or LINE_END.match(paragraph, match.end())
        if end is None:
            break
        target = match["bracketed"] if match["bare"] is None else match["bare"]
        definitions.append(Definition(normal_label(match["label"]), target, title["title"][1:-1] if title else ""))
        position = end.end()
    return definitions, paragraph[position:]


def normal_label(label: str) -> str:
    """Return ``label`` as labels are compared: case and runs of white space do not count."""
    return " ".join(label.lower().split())
