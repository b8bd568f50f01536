"""Where exactly in a text a problem stands: the words it is about, else the value, else the line."""

import re
from dataclasses import dataclass

from agents.definition.reading import Problem
from agents.definition.source import Entry, Source

_KEY_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)?(?P<key>[^\s:#][^:\n]*?)[ \t]*:(?:[ \t]+(?P<value>\S[^\n]*?))?[ \t\r]*\Z")
_OF_KEYS = ("field.unknown", "field.repeated", "hooks.malformed", "hooks.dropped")
_OF_LINES = ("body.", "file.", "frontmatter.", "text.", "strict.")
_OF_VALUES_BELOW = ("hooks.", "tools.", "disallowedTools.", "mcpServers.", "skills.")
_LONGEST_REACH = 200  # lines of an entry in which the words of a problem are looked for


@dataclass(frozen=True, slots=True)
class Span:
    """From one place to another, lines and columns counted from 1; the end is behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def offset(text: str, line: int) -> int:
    r"""Where ``line`` begins in ``text``; a line beyond the last begins at the end.

    >>> offset("one\ntwo", 2)
    4
    """
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


def end_of_line(text: str, start: int) -> int:
    """Where the line that begins at ``start`` ends, before its line end."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if end > start and text[end - 1] == "\r" else end


def entry_at(source: Source, line: int) -> tuple[Entry, int] | None:
    """The frontmatter entry that ``line`` belongs to, and where its text begins."""
    at, number = len(source.opening), source.opening.count("\n") + 1
    for entry in source.entries:
        number += entry.text.count("\n")
        if line < number or (line == number and not entry.text.endswith("\n")):
            return (entry, at) if entry.key else None
        at += len(entry.text)
    return None


def extent(text: str, source: Source, problem: Problem) -> tuple[int, int]:
    """From which character to which a problem is about."""
    start = offset(text, problem.line)
    end = end_of_line(text, start)
    if problem.about and (found := _words(text, source, problem, start, end)):
        return found
    whole = _trimmed(text, start, end)
    if problem.code.startswith(_OF_LINES) or entry_at(source, problem.line) is None:
        return whole
    parts = _KEY_VALUE.match(text, start, end)
    if parts is None:
        return whole
    if problem.code in _OF_KEYS or not parts["value"]:
        return parts.span("key")
    return parts.span("value")


def locate(text: str, source: Source, problem: Problem) -> Span:
    """The place of ``problem``, as an editor counts."""
    start, end = extent(text, source, problem)
    line_start = text.rfind("\n", 0, start) + 1
    end_start = text.rfind("\n", 0, end) + 1 if end > start else line_start
    line = text.count("\n", 0, start) + 1
    return Span(line, start - line_start + 1, line + text.count("\n", start, end), end - end_start + 1)


def _words(text: str, source: Source, problem: Problem, start: int, end: int) -> tuple[int, int] | None:
    pattern = whole_words(problem.about)
    if found := pattern.search(text, start, end):
        return found.span()
    owner = entry_at(source, problem.line) if problem.code.startswith(_OF_VALUES_BELOW) else None
    if owner is None:
        return None
    reach = min(owner[1] + len(owner[0].text), offset(text, problem.line + _LONGEST_REACH))
    found = pattern.search(text, end, reach)
    return found.span() if found else None


def whole_words(words: str) -> re.Pattern[str]:
    """Match ``words`` where they do not go on with a letter, digit, hyphen or underscore."""
    before = r"(?<![\w-])" if words[0].isalnum() or words[0] in "-_" else ""
    after = r"(?![\w-])" if words[-1].isalnum() or words[-1] in "-_" else ""
    return re.compile(before + re.escape(words) + after)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    first = len(line) - len(line.lstrip(" \t"))
    return (start + first, start + len(line.rstrip(" \t\r"))) if line.strip(" \t\r") else (start, end)
