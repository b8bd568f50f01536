"""Merge two edits of a frontmatter by what they mean: entry by entry, whatever their order.

Two good edits never make a frontmatter that cannot be read: where they would, a person decides.
"""

from collections import Counter

from agents.definition.diff import lines_of
from agents.definition.entries import read_entries
from agents.definition.entry_order import Place, Slot, merged_order, slots
from agents.definition.matching import BUDGET
from agents.definition.source import Entry, Source
from agents.definition.three_way import SIDES, Stretch, line_stretches
from agents.definition.yaml_guard import YamlInvalid


def front_stretches(base: Source, ours: Source, theirs: Source) -> list[Stretch] | None:
    """Cut three frontmatters, without their closing fences, at the entries.

    None is returned where there are no whole entries to cut.
    """
    if not all(_is_cut(source) for source in (base, ours, theirs)):
        return None
    opening = Stretch(base.opening, ours.opening, theirs.opening)
    whole = Stretch(_front(base), _front(ours), _front(theirs), (2, 2, 2), "frontmatter")
    stretches = _by_entries(base, ours, theirs)
    if stretches is None or _loses(stretches, whole) or _breaks(stretches, whole):
        return [opening, whole]
    return [opening, *stretches]


def _is_cut(source: Source) -> bool:
    """Entries that all end their lines can be put together anew."""
    return bool(source.opening) and all(entry.text.endswith("\n") for entry in source.entries)


def _front(source: Source) -> str:
    return "".join([entry.text for entry in source.entries])


def _by_entries(*sources: Source) -> list[Stretch] | None:
    found = [slots(source) for source in sources]
    order = merged_order(*found)
    if order is None:
        return None
    budget = BUDGET // max(1, len(order))
    absent = [(Entry("", ""), source.closing_line) for source in sources]
    stretches: list[Stretch] = []
    for slot in order:
        places = [version.get(slot, end) for version, end in zip(found, absent, strict=True)]
        stretches += _decided(slot, *places, budget=budget)
    return stretches


def _decided(slot: Slot, old: Place, mine: Place, other: Place, *, budget: int) -> list[Stretch]:
    """What both sides changed is merged line by line, an entry only when that reads as the entry again."""
    starts = (old[1], mine[1], other[1])
    key = "" if slot[2] else slot[0]
    whole = Stretch(old[0].text, mine[0].text, other[0].text, starts, key)
    if whole.merged is not None:
        return [whole]
    lines = line_stretches(whole.base, whole.ours, whole.theirs, starts=starts, budget=budget)
    if not key:
        return lines
    merged = _merged(lines)
    return lines if merged is not None and _keys(merged) == {key} else [whole]


def _loses(stretches: list[Stretch], whole: Stretch) -> bool:
    """Tell whether a line that neither side took away could be gone.

    A comment may go with the key it stands above while the other side changes the next one.
    """
    if _merged(stretches) in (whole.ours, whole.theirs):
        return False
    old, mine, other = (Counter(lines_of(text)) for text in (whole.base, whole.ours, whole.theirs))
    kept = [line for line, count in old.items() if line.strip() and count <= min(mine[line], other[line])]
    for side in SIDES:
        outcome = Counter(lines_of("".join([stretch.chosen(side) for stretch in stretches])))
        if any(outcome[line] < old[line] for line in kept):
            return True
    return False


def _breaks(stretches: list[Stretch], whole: Stretch) -> bool:
    """Tell whether all three can be read, but not what became of them."""
    merged = _merged(stretches)
    if merged in (None, whole.ours, whole.theirs) or _keys(merged or "") is not None:
        return False
    return None not in [_keys(text) for text in (whole.base, whole.ours, whole.theirs)]


def _merged(stretches: list[Stretch]) -> str | None:
    texts = [stretch.merged for stretch in stretches]
    return None if None in texts else "".join([text or "" for text in texts])


def _keys(frontmatter: str) -> set[str] | None:
    """The keys the client finds; None when it cannot read them."""
    try:
        value = read_entries(frontmatter)[0].value
    except YamlInvalid:
        return None
    return set(value) if isinstance(value, dict) else None
