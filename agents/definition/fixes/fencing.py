"""The lines that begin and end the frontmatter, put where the client looks for them."""

import re
from collections.abc import Iterator

from agents.definition.fences import BLANKS
from agents.definition.fixes.fix import Fix, deleting, replacing
from agents.definition.fixes.naming import with_frontmatter
from agents.definition.fixes.spot import Spot
from agents.definition.spans import end_of_line, offset

_OPENING = re.compile(rf"\ufeff?-{{3,}}[ \t]*(?P<tail>[^\n]*?)[{BLANKS.replace(chr(10), '')}]*(?:\n|\Z)")
_FENCED = re.compile(
    r"^---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[A-Za-z_][\w-]*:.*?^---[ \t]*(?:\r?\n|\Z)", re.M | re.S
)
_OF_FRONTMATTER = re.compile(r"[ \t]+\S|-[ \t]|#(?!#|[ \t]+[A-Z])|[A-Za-z_][\w-]*:(?:[ \t]|\r?\Z)")
_LINES = re.compile(r"[^\n]*\n")
_DOTS = re.compile(r"^\.\.\.[ \t]*\r?$", re.MULTILINE)


def close(spot: Spot) -> Iterator[Fix]:
    """Add the missing line behind the last one that looks like frontmatter."""
    label = "Add the closing ---"
    text = spot.text
    opening = _OPENING.match(text)
    if opening is None:
        return
    newline = "\r\n" if "\r\n" in opening[0] else "\n"
    if dots := _DOTS.search(text, opening.end()):
        yield replacing(label, dots.start(), dots.start() + 3, "---", changes="*")
    at = first = opening.end()
    for line in _LINES.findall(text, at):
        if not (_OF_FRONTMATTER.match(line) or (at == first and not line.strip())):
            break
        first += len(line) if at == first and not line.strip() else 0
        at += len(line)
    if at > first:
        yield replacing(label, at, at, f"---{newline}", changes="*")


def open_first(spot: Spot) -> Iterator[Fix]:
    """Put an opening line that is nearly one in order, or the frontmatter first, or make one."""
    text = spot.text
    blank = len(text) - len(text.lstrip(BLANKS))
    marks = len(text) - len(text.lstrip("\ufeff"))
    if marks > 1:
        yield replacing("Remove the byte order marks", 0, marks, "", changes="*")
    if blank and text.startswith("---", blank):
        yield replacing("Move the --- to the first line", 0, blank, "", changes="*")
    opening = _OPENING.match(text)
    if opening and text.lstrip("\ufeff").startswith("----") and not opening["tail"]:
        start = opening[0].index("-")
        yield replacing("Write exactly ---", start, len(opening[0].rstrip()), "---", changes="*")
    elif opening and re.match(r"[A-Za-z_]\w*:[ \t]", opening["tail"]):
        start = opening.start("tail")
        yield replacing("Give --- a line of its own", start, start, "\n", changes="*")
    if opening is None and (fenced := _FENCED.search(text, blank)) and fenced.start():
        moved = fenced[0] if fenced[0].endswith("\n") else fenced[0] + "\n"
        whole = moved + text[: fenced.start()] + text[fenced.end() :]
        yield replacing("Move the frontmatter to the top", 0, len(text), whole, changes="*")
    elif opening is None and not text.startswith("+++"):
        yield from with_frontmatter(spot)


def part_tail(spot: Spot) -> Iterator[Fix]:
    """Give the closing dashes a line of their own."""
    start = offset(spot.text, spot.problem.line)
    start = spot.text.index("---", start)
    end = end_of_line(spot.text, start)
    label = "Give --- a line of its own"
    if not spot.text[start:end].strip("-"):
        yield replacing(label, start + 3, end, "", changes="body")
    newline = spot.source.newline
    yield replacing(label, start + 3, start + 3, newline, changes="body")


def outdent(spot: Spot) -> Iterator[Fix]:
    """Begin the closing dashes in the first column."""
    start = offset(spot.text, spot.problem.line)
    dashes = spot.text.index("---", start)
    yield deleting("Begin --- in the first column", [(start, dashes)])
