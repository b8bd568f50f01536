"""The checks and links of a proposal in a few lines, beside every page of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.memory import cache
from agents.views.review_checks import Check, checks
from agents.views.review_impact import Impact

if TYPE_CHECKING:  # the desk shows what is made here
    from agents.views.desk import Desk

KEPT_SECONDS = 600
SHOWN = 4


@dataclass(frozen=True)
class Short:
    """What a reviewer should know: paths and numbers.

    ``skipped`` holds paths with the word whether that is new; ``half`` who does not mention whom.
    """

    agents: int = 0
    loads: int = 0
    skipped: tuple[tuple[str, bool], ...] = ()
    noted: tuple[tuple[str, int], ...] = ()
    twice: tuple[str, ...] = ()
    broken: int = 0
    half: tuple[tuple[str, str], ...] = ()
    unread: int = 0

    @property
    def warns_of_checks(self) -> bool:
        return bool(self.skipped or self.noted or self.twice)

    @property
    def more(self) -> int:
        """How many lines are not shown."""
        return sum(max(0, len(lines) - SHOWN) for lines in (self.skipped, self.twice, self.noted))

    @property
    def warns_of_links(self) -> bool:
        return bool(self.broken)


def in_short(desk: "Desk") -> Short | None:
    """What is known already; else None, and the page asks again when it is there.

    Who sees nothing of the library is told what the client makes of the files, which takes no time.
    """
    if not desk.knows_library:
        return _of_checks(checks(desk))
    return cache.get(_key(desk))


def made_short(desk: "Desk") -> Short:
    """Read what there is time for; ``unread`` says how many texts are left."""
    made = _short(checks(desk), Impact(desk))
    if not made.unread:
        cache.set(_key(desk), made, KEPT_SECONDS)
    return made


def _key(desk: "Desk") -> str:
    return f"proposal-short:{desk.proposal.pk}:{desk.proposal.iteration}:{desk.present.moment}"


def _short(found: list[Check], impact: Impact) -> Short:
    names = {pk: row.name for pk, row in impact.worlds.after.agents.items()}
    return replace(
        _of_checks(found),
        broken=len(impact.broken) + sum(one.is_broken for one in impact.elsewhere),
        half=tuple((names.get(one.target, ""), names.get(one.source, "")) for one in impact.one_sided),
        unread=impact.unread,
    )


def _of_checks(found: list[Check]) -> Short:
    agents = [one for one in found if one.after]
    return Short(
        agents=len(agents),
        loads=sum(one.after.loads for one in agents),
        skipped=tuple((one.change.path, one.kind != "same") for one in agents if not one.after.loads),
        noted=tuple((one.change.path, new) for one in agents if one.after.loads and (new := _new_notes(one))),
        twice=tuple(one.change.path for one in agents if one.twins),
    )


def _new_notes(check: Check) -> int:
    return sum(one.severity != "note" for one in check.new_problems)
