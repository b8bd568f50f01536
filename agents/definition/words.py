"""Which words of a changed line are new, so that one word in a long description is seen at once.

A changed line is shown beside the line it became.  Spans are cut from what a page shows
of a line (``Line.shown``), so a changed invisible character is a changed word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

from agents.definition.diff import Line
from agents.definition.matching import matching_runs

Kind = Literal["same", "changed"]
Span = tuple[Kind, str]
Spans = tuple[Span, ...]

BUDGET = 1_000_000  # for all pairs of one page
MOST_FOR_A_PAIR = 20_000
MOST_PLACES = 200

_MARKS = r"!-/:-@\[-^`{-~\u2010-\u2027\u2030-\u205e"  # they stand alone; _ is part of a word
_SIGNS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that part no words
_WORDS = re.compile(rf"‹[^›]*›|\s+|[{_MARKS}{_SIGNS}]|[^\s{_MARKS}{_SIGNS}]+")


@dataclass(frozen=True)
class Row:
    """An old line beside the new one; None where there is none.  An unchanged line stands on both sides."""

    old: Line | None
    new: Line | None
    old_spans: Spans = ()
    new_spans: Spans = ()


def rows(lines: Sequence[Line], *, budget: int = BUDGET) -> list[Row]:
    """Put the lines of a diff side by side, with the words marked that changed."""
    pairs = list(_side_by_side(lines))
    changed_pairs = sum(old is not None and new is not None and old is not new for old, new in pairs)
    share = min(MOST_FOR_A_PAIR, budget // max(1, changed_pairs))
    return [_row(old, new, budget=share) for old, new in pairs]


def changed_words(old: str, new: str, *, budget: int = MOST_FOR_A_PAIR) -> tuple[Spans, Spans]:
    """Cut two lines into spans that are the same and spans that changed.

    The spans of a line joined are the line.  Lines with little in common changed as a whole.

    >>> changed_words("tools: Read", "tools: Read, Bash")[1]
    (('same', 'tools: Read'), ('changed', ', Bash'))
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    runs = matching_runs(before, after, budget=budget)
    common = sum(len("".join(before[x : x + length]).strip()) for x, _, length in runs)
    if common * 3 < max(len(old.strip()), len(new.strip())):
        return _whole(old), _whole(new)
    kept = {x + i for x, _, length in runs for i in range(length)}
    still = {y + i for _, y, length in runs for i in range(length)}
    return _spans(before, kept), _spans(after, still)


def _side_by_side(lines: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    for is_same, group in groupby(lines, key=lambda line: line.sign == " "):
        block = list(group)
        if is_same:
            yield from ((line, line) for line in block)
            continue
        removed = [line for line in block if line.sign == "-"]
        added = [line for line in block if line.sign == "+"]
        lead = _best_lead(removed, added)
        shorter: list[Line | None] = [*[None] * lead, *min(removed, added, key=len)]
        yield from zip_longest(removed, shorter) if len(removed) > len(added) else zip_longest(shorter, added)


def _best_lead(removed: list[Line], added: list[Line]) -> int:
    """How far down the shorter side belongs, so that most words stand beside their like."""
    shorter, longer = sorted((removed, added), key=len)
    places = len(longer) - len(shorter) + 1
    if not shorter or places == 1 or places * len(shorter) > MOST_PLACES:
        return 0
    words = [set(_WORDS.findall(line.text)) for line in shorter]
    others = [set(_WORDS.findall(line.text)) for line in longer]
    likeness = [sum(len(a & b) for a, b in zip(words, others[lead:], strict=False)) for lead in range(places)]
    return likeness.index(max(likeness))


def _row(old: Line | None, new: Line | None, *, budget: int) -> Row:
    if old is None or new is None or old is new:
        kind: Kind = "same" if old is new else "changed"
        return Row(old, new, _whole(old.shown, kind) if old else (), _whole(new.shown, kind) if new else ())
    return Row(old, new, *changed_words(old.shown, new.shown, budget=budget))


def _whole(text: str, kind: Kind = "changed") -> Spans:
    return ((kind, text),) if text else ()


def _spans(words: list[str], same: set[int]) -> Spans:
    """Join words to spans; a blank between two changed words belongs to the change."""
    kinds = [i in same for i in range(len(words))]
    for i in range(1, len(words) - 1):
        if words[i].isspace() and not kinds[i - 1] and not kinds[i + 1]:
            kinds[i] = False
    grouped = groupby(zip(kinds, words, strict=True), key=lambda pair: pair[0])
    return tuple(("same" if kind else "changed", "".join(word for _, word in group)) for kind, group in grouped)
