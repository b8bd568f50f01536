"""Name the entries of a frontmatter so that versions can be compared, and bring two orders together.

A key names its entry, wherever it stands; a comment is named after the key below it, which
is the one it is about.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from agents.definition.schema import FIELDS
from agents.definition.source import Entry, Source

Slot = tuple[str, int, bool]  # key, how many of this key come later, whether it is what stands above that key
Place = tuple[Entry, int]  # an entry and the line it begins on

_LAST: Slot = ("", 0, True)
_ORDER = {known.name: number for number, known in enumerate(FIELDS)}


def slots(source: Source) -> dict[Slot, Place]:
    """Name each entry of ``source``, in their order.

    Of duplicate keys the last is the same in every version, as it is the one that counts.
    """
    found: list[tuple[Slot, Place]] = []
    seen: Counter[str] = Counter()
    below, line = _LAST[:2], source.closing_line
    for entry in reversed(source.entries):
        line -= entry.text.count("\n")
        if entry.key:
            below = (entry.key, seen[entry.key])
            seen[entry.key] += 1
        found.append(((*below, not entry.key), (entry, line)))
    return dict(reversed(found))


def merged_order(base: Iterable[Slot], ours: Iterable[Slot], theirs: Iterable[Slot]) -> list[Slot] | None:
    """Return all slots of both sides in an order that keeps what each moved and added.

    None when each side moved them differently.
    """
    in_ours, in_theirs = list(ours), list(theirs)
    shared = set(in_ours).intersection(in_theirs)
    old = [slot for slot in base if slot in shared]
    shared.intersection_update(old)
    mine, other = ([slot for slot in order if slot in shared] for order in (in_ours, in_theirs))
    if mine != other and old not in (mine, other):
        return None
    spine = mine if other == old else other
    my_followers, other_followers = _followers(in_ours, shared), _followers(in_theirs, shared)
    order = dict.fromkeys(_interleaved(my_followers.get(None, []), other_followers.get(None, [])))
    for slot in spine:
        order[slot] = None
        order.update(dict.fromkeys(_interleaved(my_followers.get(slot, []), other_followers.get(slot, []))))
    return list(order)


def _followers(order: list[Slot], shared: set[Slot]) -> dict[Slot | None, list[Slot]]:
    """Group what only one version has, or both added, by the shared slot it stands behind."""
    found: dict[Slot | None, list[Slot]] = {}
    behind: Slot | None = None
    for slot in order:
        if slot in shared:
            behind = slot
        else:
            found.setdefault(behind, []).append(slot)
    return found


def _interleaved(ours: list[Slot], theirs: list[Slot]) -> list[Slot]:
    """Bring two rows into one, each in its order; where either may come first, the usual order decides."""
    in_ours, in_theirs = set(ours), set(theirs)
    order: dict[Slot, None] = {}
    x = y = 0
    while x < len(ours) and y < len(theirs):
        first, second = ours[x], theirs[y]
        if first in order or second in order:
            x, y = x + (first in order), y + (second in order)
            continue
        must_wait, other_must_wait = first in in_theirs, second in in_ours
        is_first = _rank(first) <= _rank(second) if must_wait == other_must_wait else other_must_wait
        order[first if is_first else second] = None
    return list(dict.fromkeys(chain(order, ours[x:], theirs[y:])))


def _rank(slot: Slot) -> tuple[bool, int, str, int, bool]:
    key, later, is_above = slot
    return slot == _LAST, _ORDER.get(key, len(_ORDER)), key, -later, not is_above
