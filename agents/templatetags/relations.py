"""What a text says of somebody, in one line."""

import re

from django import template
from django.utils.text import Truncator

register = template.Library()

LONGEST = 220
BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|>|#+)\s+")
MARKS = re.compile(r"\*\*|__|`")
BLANKS = re.compile(r"\s+")
END = (".", "!", "?", ";", ":", ",")


@register.filter
def said(note: str) -> str:
    """Write the lines of a note as one line, without the marks of lists and emphasis."""
    lines = [MARKS.sub("", BULLET.sub("", line)).strip() for line in note[:2_000].splitlines()]
    return Truncator(BLANKS.sub(" ", joined([line for line in lines if line]))).chars(LONGEST)


def joined(lines: list[str]) -> str:
    """Lines one after the other; one that does not end a sentence is ended by a semicolon.

    >>> joined(["Ask first", "Tell then.", "Wait"])
    'Ask first; Tell then. Wait'
    """
    ended = [line if line.endswith(END) else f"{line};" for line in lines[:-1]]
    return " ".join([*ended, *lines[-1:]])
