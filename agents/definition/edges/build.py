"""What all recognisers share: how strongly a place speaks of agents, and how a name found there is kept."""

import re
from collections.abc import Iterator
from functools import lru_cache

from agents.definition.edges.names import is_people, is_plural, is_role, key, members
from agents.definition.edges.page import Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import AGENTS, COLLABORATION, VERB, kind_of
from agents.definition.edges.written import WORKS_WITH, Dialect, Kind, Tier, Unknown, Written

LONGEST = 80
_EVERYBODY = frozenset(["all", "any", "other", "others", "another", "each", "every", "both", "multiple", "more"])
_ANY = re.compile(r"(?:all|any|other|another|each|every|these|those|both|multiple|more|which|what|this|no)-")
_FORMATTED = re.compile(r"`[^`]+`|^@|^\**[a-z0-9]+(?:[-‑][a-z0-9]+)+\**$")
_GROUP = re.compile(r"(?:[A-Z][\w&-]*[ ]){1,3}[Aa]gents")


@lru_cache(maxsize=4096)
def strength(words: str) -> int:
    """How much a heading or an opening line is about other agents: 0 not, 1 perhaps, 2 surely."""
    if AGENTS.search(words):
        return 2
    return 1 if COLLABORATION.search(words) else 0


def context(line: Line) -> int:
    """The strongest of what stands above a line."""
    found = strength(line.lead) if line.lead else 0
    for title in line.trail:
        found = max(found, strength(title))
    return found


def inherited_kind(line: Line) -> Kind:
    """The kind the opening line or the heading says for all below it."""
    if line.lead:
        return kind_of(line.lead)
    return kind_of(line.heading) if line.heading else WORKS_WITH


def is_name_like(written: str) -> bool:
    """Tell whether nobody would take ``written`` for a topic: worth keeping when no agent fits."""
    name = key(written)
    if not name or len(name) > 60 or _ANY.match(name) or name in _EVERYBODY:
        return False
    if name.endswith("agents"):
        return bool(_GROUP.fullmatch(written)) and not VERB.match(written)
    if written[:1] in "/(" or is_people(name) or is_plural(name) or name == "agent":
        return False
    return bool(_FORMATTED.search(written.strip())) or is_role(name)


def find(
    page: Page,
    line: Line,
    span: tuple[int, int],
    *,
    dialect: Dialect,
    tier: Tier,
    reach: Reach,
    kind: Kind,
    unknown: Unknown = "dropped",
    place: tuple[int, int, str] | None = None,
) -> Written:
    """Keep the name that stands at ``span`` of ``line``."""
    start, end = span
    first, last, note = place or page.place(line)
    target = line.text[start:end]
    keeps: Unknown = "kept" if unknown == "kept" and is_name_like(target) else "dropped"
    return Written(target, dialect, tier, kind, line.heading, note, first, last, line.number, start, end, reach, keeps)


def spans_of_list(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole of a written list, then each of its names."""
    yield start, end
    parts = [(start + a, start + b) for a, b in members(text[start:end])]
    if len(parts) > 1 or (parts and parts[0] != (start, end)):
        yield from parts


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks and blanks around the name in it."""
    while start < end and text[start] in " \t*_`\"'“”[(@<":
        start += 1
    while end > start and text[end - 1] in " \t*_`\"'“”])>:：,;.!+&/":
        end -= 1
    if "(" in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return start, end
