"""Keys that are misspelt or written twice."""

from collections.abc import Iterator

from agents.definition.fixes.fix import Fix, deleting, replacing
from agents.definition.fixes.spot import Spot
from agents.definition.spans import offset, whole_words

_AS_READ = {"disallowedTools": "disallowed_tools"}


def rename_key(spot: Spot) -> Iterator[Fix]:
    """Write the key that was meant, unless it is there already."""
    meant = spot.problem.meant
    if spot.owner is None or not meant or spot.source.entry(meant):
        return
    entry, start = spot.owner
    if entry.key != spot.problem.about or entry.key not in entry.head:
        return
    at = start + entry.head.index(entry.key)
    changes = _AS_READ.get(meant, meant)
    yield replacing(f"Write {meant}", at, at + len(entry.key), meant, changes=changes)


def drop_ignored(spot: Spot) -> Iterator[Fix]:
    """Of two equal keys remove the first, which the client does not use."""
    if spot.owner is None:
        return
    key = spot.problem.about
    at = len(spot.source.opening)
    earlier = None
    for entry in spot.source.entries:
        if entry is spot.owner[0]:
            break
        if entry.key == key:
            earlier = (at, at + len(entry.text))
        at += len(entry.text)
    if earlier:
        line = spot.text.count("\n", 0, earlier[0]) + 1
        yield deleting(f"Remove line {line}, which is not used", [earlier])


def rename_event(spot: Spot) -> Iterator[Fix]:
    """Write the hook event that was meant."""
    if spot.owner is None or not spot.problem.meant:
        return
    entry, start = spot.owner
    begin = max(offset(spot.text, spot.problem.line), start) + len(entry.head)
    found = whole_words(spot.problem.about).search(spot.text, begin, start + len(entry.text))
    if found and spot.problem.meant not in entry.text:
        yield replacing(f"Write {spot.problem.meant}", *found.span(), spot.problem.meant, changes="hooks")
