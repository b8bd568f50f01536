"""Find what an eye would miss or stumble over in a text that is otherwise in order."""

import re

from agents.definition.reading import Problem

ODD = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)  # controls, private use, noncharacters
LONG_LINE = 20_000
_ASCII_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\n\r")


def oddity(text: str, *, first_line: int = 1) -> Problem | None:
    """Return the first control character, private character or endless line of ``text``, if any.

    >>> oddity("Ring\\nthe \\x07bell.").line
    2
    """
    if found := _odd_character(text):
        line = first_line + text.count("\n", 0, found.start())
        code = f"U+{ord(found[0]):04X}"
        if ord(found[0]) < 0xA0:
            message = f"The control character {code} stands here, which nobody can see. Remove it."
            return Problem(line, message, "text.control", "warning", about=found[0])
        message = f"The character {code} means something in one font or program only. Remove it."
        return Problem(line, message, "text.private", "warning", about=found[0])
    return _endless_line(text, first_line) if len(text) > LONG_LINE else None


def _odd_character(text: str) -> re.Match[str] | None:
    if text.isascii():
        raw = text.encode()
        if len(raw.translate(None, _ASCII_CONTROLS)) == len(raw):  # ten times faster than the search
            return None
    return ODD.search(text)


def _endless_line(text: str, first_line: int) -> Problem | None:
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > LONG_LINE:
            message = f"This line has {len(line):,} characters. Break it, so that changes can be read."
            return Problem(number, message, "text.long_line", "warning")
    return None
