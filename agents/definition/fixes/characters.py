"""Characters nobody can see, and line ends that nobody meant."""

import re
from collections.abc import Iterator

from agents.definition.fixes.fix import Edit, Fix, deleting, replacing
from agents.definition.fixes.spot import Spot
from agents.definition.identity import DECEIVING, ZERO_WIDTH
from agents.definition.oddities import ODD
from agents.definition.remarks import BREAKS, CONTROLS

_LONE_ENDS = re.compile(r"\r\n?")
_NUL = re.compile("\0")


def drop_byte_order_mark(spot: Spot) -> Iterator[Fix]:
    """Take the mark from the beginning."""
    if spot.text.startswith("\ufeff"):
        yield replacing("Remove the byte order mark", 0, 1, "")


def plain_line_ends(spot: Spot) -> Iterator[Fix]:
    """End every line in LF."""
    edits = tuple(Edit(*found.span(), "\n") for found in _LONE_ENDS.finditer(spot.text))
    if edits and len(edits) <= spot.text.count("\n") + spot.text.count("\r"):
        yield Fix("End every line in LF", edits, frozenset({"*"}))


def clean_frontmatter(spot: Spot) -> Iterator[Fix]:
    """Take what readers disagree about out of the frontmatter."""
    start, end = spot.frontmatter
    pattern = BREAKS if spot.problem.code == "frontmatter.line_separator" else CONTROLS
    put = " " if pattern is BREAKS else ""
    yield from _without(spot, pattern, start, end, put=put, changes="*")


def clean_value(spot: Spot) -> Iterator[Fix]:
    """Take the invisible characters out of a value."""
    if spot.owner is None:
        return
    entry, start = spot.owner
    pattern = DECEIVING if spot.problem.code == "value.invisible" else ZERO_WIDTH
    yield from _without(spot, pattern, start, start + len(entry.text), changes=entry.key)
    value = getattr(spot.reading, entry.key, None)
    if isinstance(value, str) and (words := pattern.sub("", value)):
        yield from spot.setting(entry.key, words, "Remove the invisible characters", changes=entry.key)


def clean_body(spot: Spot) -> Iterator[Fix]:
    """Take the characters out of the body that nobody can see, or that mean something in one font only."""
    start = len(spot.text) - len(spot.source.body)
    yield from _without(spot, ODD, start, len(spot.text), changes="body")


def drop_nul(spot: Spot) -> Iterator[Fix]:
    """Take every NUL out of the text."""
    yield from _without(spot, _NUL, 0, len(spot.text), changes="*")


def _without(
    spot: Spot, pattern: re.Pattern[str], start: int, end: int, *, put: str = "", changes: str = ""
) -> Iterator[Fix]:
    places = [found.span() for found in pattern.finditer(spot.text, start, end) if found[0] != "\r"]
    if places:
        label = "Remove the character" if len(places) == 1 else f"Remove {len(places)} characters"
        yield deleting(label, places, put=put, changes=changes)
