"""What the inbox shows: lines in groups, one for each proposal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agents.definition.invisible import spelled_out
from agents.models import Notice, Proposal
from agents.queries.inbox import address_of, short_sentence


@dataclass(frozen=True)
class Line:
    """A notice, where it leads, and its sentence: short below the title of its proposal."""

    notice: Notice
    address: str
    sentence: str


@dataclass
class Group:
    """The notices of one proposal that are all read or all unread, the newest first; or one of something else."""

    is_read: bool
    proposal: Proposal | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Notice:
        return self.lines[0].notice

    @property
    def title(self) -> str:
        """The heading of several lines; one says by itself what it is about."""
        return f"#{self.proposal.number} {spelled_out(self.proposal.title)}" if len(self.lines) > 1 else ""


def grouped(notices: Iterable[Notice]) -> list[Group]:
    """The groups in the order of their first notices."""
    groups: dict[tuple[object, bool], Group] = {}
    for notice in notices:
        about = notice.proposal_id or f"alone {notice.pk}"
        is_read = notice.read_at is not None
        group = groups.setdefault((about, is_read), Group(is_read, notice.proposal))
        group.lines.append(Line(notice, address_of(notice), notice.sentence))
    for group in groups.values():
        if len(group.lines) > 1:
            group.lines = [Line(line.notice, line.address, short_sentence(line.notice)) for line in group.lines]
    return list(groups.values())
