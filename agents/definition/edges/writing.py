"""Write edges back into the prose they are read from, in the way the file already writes them.

An edit touches the lines of its own section or item; line ends, blank lines and a missing
final newline stay as they are.  What was added can be removed without a trace.
"""

import re
from collections.abc import Iterator

from agents.definition.edges.cutting import cut_name, named_alone
from agents.definition.edges.page import MOST_LINES, Page, open_page
from agents.definition.edges.patterns import Pattern, patterns
from agents.definition.edges.places import EdgeError, Places
from agents.definition.edges.reading import read_edges
from agents.definition.edges.roster import Named, Roster
from agents.definition.edges.written import Edge
from agents.definition.sections import section_lines

DEFAULT_TITLE = "Collaboration Patterns"

_BREAKS_OUT = re.compile(r"^[ \t]*(?:#{1,6}(?:[ \t]|\r?$)|```|~~~|[-=_*]{3,}[ \t]*\r?$|<)", re.MULTILINE)


def add_edge(text: str, target: Named, *, roster: Roster, self_id: int | None = None, note: str = "") -> str:
    """Add that this agent works with ``target``; ``note`` says how, a line for each point.

    The reader finds the new edge with its note, and all others as before; else EdgeError.
    """
    if _BREAKS_OUT.search(note):
        raise EdgeError("A note stands below a heading. Leave headings, fences and rules out of it.")
    before = read_edges(text, roster=roster, self_id=self_id)
    for draft, written_note in _drafts(text, target, before, note):
        edges = read_edges(draft, roster=roster, self_id=self_id)
        found = _added(before, edges, target.id)
        if found is None or found.note != written_note:
            continue
        if _leaves_no_trace(draft, found, text):
            return draft
    raise EdgeError(f"{target.name} cannot be added so that it is read again. Write the section in the editor.")


def _leaves_no_trace(draft: str, edge: Edge, text: str) -> bool:
    try:
        return remove_edge(draft, edge) == text
    except EdgeError:
        return False


def edit_note(text: str, edge: Edge, *, note: str) -> str:
    """Replace what stands below the heading, or in the list item, that names the other agent."""
    if note == edge.note:
        return text
    if _BREAKS_OUT.search(note):
        raise EdgeError("A note stands below a heading. Leave headings, fences and rules out of it.")
    places, newline = Places.of(text), Places.of(text).newline
    lines = note.replace("\r\n", "\n").split("\n") if note else []
    if edge.dialect == "heading":
        return _edit_section(places, edge, lines)
    page = open_page(text)
    line = page.line(edge.first_line)
    if line.begins < 0 or edge.dialect not in ("item", "mention"):
        raise EdgeError(f"{edge.target} is named in running text. Edit the sentence in line {edge.line}.")
    if edge.last_line - edge.first_line >= MOST_LINES:
        raise EdgeError(f"The item that names {edge.target} is very long. Edit it in line {edge.first_line}.")
    if not note.strip():
        raise EdgeError("An item without words names nobody. Remove it instead.")
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    start = places.start(edge.first_line) + line.begins
    block = [lines[0], *(indent + one if one else one for one in lines[1:])]
    return text[:start] + newline.join(block) + text[places.end(edge.last_line) :]


def remove_edge(text: str, edge: Edge) -> str:
    """Take the edge out of the text: its section, its item, or its name out of a list."""
    places, page = Places.of(text), open_page(text)
    if not named_alone(page, edge):
        return cut_name(places, edge)
    if edge.dialect == "heading":
        return _without_section(places, page, edge)
    if edge.dialect in ("item", "mention", "relation", "table") and edge.tier == "structure":
        is_item = edge.dialect in ("item", "mention") or page.line(edge.line).begins >= 0
        return places.without(*((edge.first_line, edge.last_line) if is_item else (edge.line, edge.line)))
    raise EdgeError(f"{edge.target} is named in running text. Edit the sentence in line {edge.line}.")


def _edit_section(places: Places, edge: Edge, lines: list[str]) -> str:
    text = places.text
    if not lines:
        return text[: places.end(edge.first_line)] + text[places.end(edge.last_line) :]
    if edge.last_line == edge.first_line:
        return places.insert_below(edge.first_line, lines, gap=1)
    first = next(line for line in range(edge.first_line + 1, edge.last_line + 1) if not places.is_blank(line))
    return text[: places.start(first)] + places.newline.join(lines) + text[places.end(edge.last_line) :]


def _without_section(places: Places, page: Page, edge: Edge) -> str:
    heading = page.levels[edge.first_line]
    lines = section_lines(places.text, heading)
    last = max(places.last_filled(lines.stop), edge.first_line)
    above = places.last_filled(edge.first_line)
    text = places.text[: places.end(above) if above else 0] + places.text[places.end(last) :]
    parent = next((one for one in reversed(page.headings) if one.line < heading.line), None)
    if parent is None or parent.line != above or parent.title != DEFAULT_TITLE or parent.level >= heading.level:
        return text
    rest = Places.of(text)
    end = section_lines(text, parent).stop
    if rest.last_filled(end) > parent.line:
        return text
    above = rest.last_filled(parent.line)
    return text[: rest.end(above) if above else 0] + text[rest.end(parent.line) :]


def _drafts(text: str, target: Named, edges: tuple[Edge, ...], note: str) -> Iterator[tuple[str, str]]:
    """Texts with the edge added, from the most fitting spelling to the plainest, each with the note in it."""
    places, page = Places.of(text), open_page(text)
    for pattern in patterns(page, places, edges):
        yield from _spelled(pattern, places, target, note)
    last = places.last_filled(len(places.starts) + 1)
    level = 1 if page.headings and all(one.level == 1 for one in page.headings[1:]) and len(page.headings) > 2 else 2
    unfenced = next((one.number for one in reversed(page.lines) if one.text.strip() and not one.is_fenced), last)
    for line in dict.fromkeys([last, unfenced, places.last_filled(page.first)]):
        opening = [f"{'#' * level} {DEFAULT_TITLE}", ""]
        yield from _spelled(Pattern.of_heading(line, level=level + 1, opening=opening), places, target, note)
    yield from _spelled(
        Pattern(unfenced, 0, "- Works with: @", "", "a-b", False), places, target, note
    )  # no heading helps


def _spelled(pattern: Pattern, places: Places, target: Named, note: str) -> Iterator[tuple[str, str]]:
    for name in pattern.spellings(target.name or target.stem):
        block, written = pattern.block(name, note)
        yield places.insert_below(pattern.below, block, gap=pattern.gap), written


def _added(before: tuple[Edge, ...], after: tuple[Edge, ...], target: int) -> Edge | None:
    """The one edge that is new; None when others came, went or changed their meaning."""
    known = [(edge.target, edge.id) for edge in before]
    now = [(edge.target, edge.id) for edge in after]
    for at, edge in reversed(list(enumerate(after))):
        if edge.id == target and now[:at] + now[at + 1 :] == known:
            return edge
    return None
