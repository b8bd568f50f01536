"""Guess from its bytes whether a loose file is an agent, and which files agents refer to.

Guesses only choose a folder for files that came without one; what stands below ``agents/``
is an agent whatever it holds.
"""

import re
from collections.abc import Iterable

_START = re.compile(rb"(?:\xef\xbb\xbf)*\s*---")
_LOOKED_AT = 8_192
_NAME = re.compile(rb"""^[ \t{]*["']?name["']?[ \t]*:""", re.MULTILINE)
_DESCRIPTION = re.compile(rb"""^[ \t{]*["']?description["']?[ \t]*:""", re.MULTILINE)
_AGENT_ONLY = re.compile(rb"^(?:tools|model|color|permissionMode|disallowedTools)[ \t]*:", re.MULTILINE)
_REFERENCE = re.compile(rb"(?:[`@(<\"']|\]\()(?:\.{1,2}/|~/|/)*([A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,250}\.md)\b")
_COMMON_NAMES = frozenset({"readme.md", "claude.md", "agents.md", "index.md", "changelog.md", "license.md"})


def is_agent_like(content: bytes) -> bool:
    """Tell whether ``content`` begins like an agent: frontmatter, even a broken one, with a name.

    >>> is_agent_like(b"---\\nname: qa\\n"), is_agent_like(b"---\\ntitle: About\\ndescription: us\\n---\\n")
    (True, False)
    """
    if _START.match(content) is None:
        return False
    head = content[:_LOOKED_AT]
    return bool(_NAME.search(head) or (_DESCRIPTION.search(head) and _AGENT_ONLY.search(head)))


def references(contents: Iterable[bytes]) -> set[str]:
    """Collect the Markdown files that texts name in backticks, links or after ``@``."""
    named: set[str] = set()
    for content in contents:
        named.update(found.decode().removeprefix(".claude/") for found in _REFERENCE.findall(content))
    return named


def refers_to(named: set[str], path: str) -> bool:
    """Tell whether one of the references ends at ``path``.

    >>> refers_to({"context/api.md"}, "guidelines/context/api.md"), refers_to({"README.md"}, "x/README.md")
    (True, False)
    """
    segments = path.split("/")
    for at in range(len(segments)):
        tail = "/".join(segments[at:])
        if tail in named and tail.casefold() not in _COMMON_NAMES:
            return True
    return False
