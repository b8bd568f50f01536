"""The client's second try at YAML that does not parse: put plain values in quotes."""

import re

from agents.definition.fences import BLANKS

_ENTRY = re.compile(rf"([a-zA-Z_-]+):[{BLANKS}]+([^{BLANKS}][^\r\n\u2028\u2029]*)")
_SPECIAL = re.compile(r"[{}\[\]*&#!|>%@`]|: ")
_LEADING_TABS = re.compile(r"^\t+")


def repair(frontmatter: str) -> str:
    """Return ``frontmatter`` as the client rewrites it, line for line.

    >>> repair("description: Use when: building")
    'description: "Use when: building"'
    """
    return "\n".join([repair_line(line) for line in frontmatter.split("\n")])


def repair_line(line: str) -> str:
    """Return one line as the client rewrites it."""
    return _LEADING_TABS.sub(lambda tabs: "  " * len(tabs[0]), _quoted_value(line))


def _quoted_value(line: str) -> str:
    entry = _ENTRY.fullmatch(line)
    if entry is None:
        return line
    key, value = entry.groups()
    if _is_quoted(value) or not _SPECIAL.search(value):
        return line
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _is_quoted(value: str) -> bool:
    return any(value.startswith(quote) and value.endswith(quote) for quote in "\"'")
