"""Guess whom a written name means that no agent bears; a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from agents.definition.edges.names import core

CLOSE = 0.82  # how alike two spellings are
SHARED = 0.5  # how many of all words two names have in common
_PLAIN = frozenset(
    {"agent", "specialist", "expert", "assistant", "engineer", "developer", "lead", "senior", "and", "of"}
)


@dataclass
class Guesser:
    """The keys of a team's agents, ready to be asked; ``names`` are keys with whom they mean."""

    names: Mapping[str, int]
    _cores: dict[str, set[int]] = field(init=False, default_factory=dict)
    _words: dict[str, set[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, owner in self.names.items():
            self._cores.setdefault(core(name), set()).add(owner)
            for word in _words(name):
                self._words.setdefault(word, set()).add(name)

    def guess(self, name: str, *, but: Iterable[int] = ()) -> int | None:
        """The agent that ``name`` most likely means: the same role, nearly the same spelling, the same words.

        None when nobody is near, or several are equally so.  Those of ``but`` are not meant.

        >>> Guesser({"code-reviewer": 1, "qa-specialist": 2}).guess("code-review"), Guesser({"git": 1}).guess("tea")
        (1, None)
        """
        apart = frozenset(but)
        same = self._cores.get(core(name), set()) - apart
        if len(same) == 1:
            return next(iter(same))
        return _clearly(self._spelled(name, apart)) or _clearly(self._worded(name, apart))

    def _spelled(self, name: str, apart: frozenset[int]) -> dict[int, float]:
        near: dict[int, float] = {}
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(core(name))
        for other, owner in self.names.items():
            if owner in apart:
                continue
            matcher.set_seq1(core(other))
            if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE:
                ratio = matcher.ratio()
                if ratio >= CLOSE:
                    near[owner] = max(near.get(owner, 0.0), ratio)
        return near

    def _worded(self, name: str, apart: frozenset[int]) -> dict[int, float]:
        mine = _words(name)
        near: dict[int, float] = {}
        for other in sorted({other for word in mine for other in self._words.get(word, ())}):
            theirs, owner = _words(other), self.names[other]
            shared = len(mine & theirs) / len(mine | theirs)
            if shared >= SHARED and owner not in apart:
                near[owner] = max(near.get(owner, 0.0), shared)
        return near


def _words(name: str) -> frozenset[str]:
    return frozenset(name.split("-")) - _PLAIN


def _clearly(near: Mapping[int, float]) -> int | None:
    """The nearest, when no other is as near."""
    best = max(near.values(), default=0.0)
    nearest = [owner for owner, how in near.items() if how == best]
    return nearest[0] if len(nearest) == 1 else None
