"""The agents of a team under every name they go by, for asking whom a written name means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from agents.definition.edges.names import core, is_role, key, plain, without_agent

State = Literal["resolved", "ambiguous", "unresolved", "self", "dismissed"]

_TAIL = re.compile(r"\s+[-–—|]\s+.*|:\s.*|\s*\([^()]*\)\s*$", re.DOTALL)
_PREFIX = re.compile(r"^(?:you are |role|agent)\s*:?\s+", re.IGNORECASE)


class Reach(IntEnum):
    """How far from a name the written one may be."""

    EXACT = 1  # the name or the file's name
    NAMED = 2  # also with or without “agent”, or the first heading
    ROLE = 3  # also what the role is about


@dataclass(frozen=True)
class Named:
    """An agent with its names: frontmatter ``name``, file stem, first heading."""

    id: int
    name: str
    stem: str = ""
    title: str = ""


@dataclass(frozen=True)
class Resolution:
    """Whom a written name means: one, several (ambiguous), nobody we know, or nobody at all (dismissed)."""

    state: State
    ids: tuple[int, ...] = ()

    @property
    def id(self) -> int | None:
        return self.ids[0] if self.state == "resolved" else None


UNRESOLVED = Resolution("unresolved")
DISMISSED = Resolution("dismissed")


def stem_of(path: str) -> str:
    """The name a path gives: the file's, or the folder's for ``agent.md``.

    >>> stem_of("agents/web/frontend.md"), stem_of("agents/qa/agent.md")
    ('frontend', 'qa')
    """
    folder, _, file = path.rpartition("/")
    stem = file.removesuffix(".md")
    return folder.rpartition("/")[2] or stem if stem.casefold() in ("agent", "index", "readme") else stem


Names = dict[str, tuple[int, ...]]


@dataclass
class Roster:
    """Look-ups by key; building it is linear, asking it is one look-up for each step."""

    agents: Iterable[Named]
    aliases: Mapping[str, int | None] = field(default_factory=dict)
    _steps: tuple[tuple[Reach, Names], ...] = field(init=False)
    _known: dict[tuple[str, Reach], Resolution] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.agents = tuple(self.agents)
        self.aliases = {key(written): meant for written, meant in self.aliases.items()}
        exact: Names = {}
        stems: Names = {}
        bare: Names = {}
        titles: Names = {}
        cores: Names = {}
        for agent in self.agents:
            name, stem, title = key(agent.name), key(agent.stem), _title_key(agent.title)
            _add(exact, name, agent.id)
            _add(stems, stem, agent.id)
            for one in (name, stem):
                _add(bare, without_agent(one), agent.id)
                _add(cores, core(one), agent.id)
            _add(titles, title, agent.id)
            _add(titles, without_agent(title), agent.id)
        self._steps = (
            (Reach.EXACT, exact),
            (Reach.EXACT, stems),
            (Reach.NAMED, bare),
            (Reach.NAMED, titles),
            (Reach.ROLE, cores),
        )

    def resolve(self, written: str, *, reach: Reach = Reach.ROLE, self_id: int | None = None) -> Resolution:
        """Say whom ``written`` means; the first step at which anybody fits decides."""
        asked = (written, reach)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._look_up(key(written), reach)
        return Resolution("self", found.ids) if self_id is not None and self_id in found.ids else found

    def _look_up(self, wanted: str, reach: Reach) -> Resolution:
        if not wanted:
            return UNRESOLVED
        if wanted in self.aliases:
            meant = self.aliases[wanted]
            return DISMISSED if meant is None else Resolution("resolved", (meant,))
        for needed, names in self._steps:
            if needed > reach:
                break
            ids = names.get(_form(wanted, needed, is_title=names is self._steps[3][1]))
            if ids:
                return Resolution("resolved" if len(ids) == 1 else "ambiguous", ids)
        return UNRESOLVED


def _form(wanted: str, reach: Reach, *, is_title: bool) -> str:
    if reach is Reach.EXACT or is_title:
        return wanted
    return without_agent(wanted) if reach is Reach.NAMED else core(wanted)


def _title_key(title: str) -> str:
    """A first heading counts as a name when it says who somebody is."""
    text = _PREFIX.sub("", plain(title))
    found = key(_TAIL.sub("", text))
    return found if is_role(found) and "-" in found else ""


def _add(names: Names, name: str, owner: int) -> None:
    known = names.get(name, ())
    if name and owner not in known:
        names[name] = (*known, owner)
