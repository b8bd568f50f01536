"""One file of a proposal as a reviewer reads it: what it may do then, whom it names, its lines, its threads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from agents.definition.anchors import Lines, moved, quoted
from agents.definition.blob import blob_id
from agents.definition.client import read
from agents.definition.comparison import Comparison, compare
from agents.definition.edges.changes import EdgeChanges, compared
from agents.definition.power_words import Told, told
from agents.definition.powers import changed_powers
from agents.models import Change, Comment, ProposedText
from agents.queries import review
from agents.queries.review import Thread
from agents.views.desk import Desk
from agents.views.review_texts import Places, Relating, Sides, Text, readings, sides_of, worlds

LANDING = -1


@dataclass(frozen=True)
class Placed:
    """A thread with the lines of the text at hand it speaks of; None when they are changed or gone."""

    thread: Thread
    lines: Lines | None
    side: str = ""

    @property
    def is_outdated(self) -> bool:
        return self.lines is None and self.thread.first.first_line is not None


class File:
    """A change with the texts that are compared: ``old`` is the base, or an earlier iteration's.

    With ``since`` LANDING they are the head and what the merge would make of it.  With ``then`` it is the file
    as it was in that iteration.
    """

    def __init__(self, desk: Desk, change: Change, texts: dict[int, tuple[str, str]], *, since: int, then: int) -> None:
        self.desk, self.change = desk, change
        self.text = (desk.at(change, then) if then else None) or desk.current[change.pk]
        self._texts = texts
        earlier = desk.at(change, since) if since > 0 else None
        self.base, self.new = self._ends(self.text)
        self.old = self._ends(earlier)[1] if earlier else self.base
        self.since = since if earlier else 0
        self.is_landing = since == LANDING and desk.lands(change) is not None
        if self.is_landing:
            self.old, self.new = desk.lands(change)

    def _ends(self, text: ProposedText) -> tuple[str, str]:
        old, new = self._texts[text.pk]
        return old, "" if self.change.kind == Change.Kind.ARCHIVE else new

    @property
    def pk(self) -> int:
        return self.change.pk

    @property
    def name(self) -> str:
        document = self.change.document
        return document.name if document else self.change.path.rpartition("/")[2].removesuffix(".md")

    @property
    def kind(self) -> str:
        return self.change.document_kind

    @property
    def color(self) -> str:
        return self.change.document.color if self.change.document else ""

    @property
    def is_agent(self) -> bool:
        return self.kind == "agent"

    @property
    def was_path(self) -> str:
        """The path before, when it is another one."""
        base = self.text.base
        is_renamed = base is not None and self.change.kind != Change.Kind.ADD and base.path != self.change.path
        return base.path if is_renamed else ""

    @property
    def is_viewed(self) -> bool:
        return self.pk in self.desk.viewed

    @cached_property
    def compared(self) -> Comparison:
        return compare(self.old, self.new)

    @cached_property
    def powers(self) -> tuple[Told, ...]:
        """What it gives the agent and takes from it."""
        if not self.is_agent:
            return ()
        is_gone, is_new = self.change.kind == Change.Kind.ARCHIVE, not self.old
        change = changed_powers(None if is_new else self.old, None if is_gone else self.new)
        return told(change, name=self.name)

    @cached_property
    def no_longer_loads(self) -> str:
        """Why Claude Code would skip the agent from now on; "" when it loads, or did not load before either."""
        if not self.is_agent or not self.new:
            return ""
        reason = read(self.new).reason
        return reason.message if reason and (not self.old or read(self.old).loads) else ""

    @property
    def sides(self) -> Sides:
        """The texts that are compared, as their names are looked for; both may be of any iteration."""
        old = Text(blob_id(self.old), self.old, self.kind) if self.old else None
        new = Text(blob_id(self.new), self.new, self.kind) if self.new else None
        return Sides(old, new)

    def relations(self, asked: Relating) -> EdgeChanges:
        """Whom and what it names then and did not before, and the other way round."""
        return compared(*asked.both(self.sides, self.change, was=self.was_path or self.change.path))

    @cached_property
    def is_called_otherwise(self) -> bool:
        """Whether the words changed by which Claude decides to call it."""
        changed = {field.key for field in self.compared.fields}
        return self.is_agent and bool(changed & {"description", "name"})

    @cached_property
    def placed(self) -> list[Placed]:
        """The threads about this file, each where its words stand in the texts at hand."""
        return [self._place(thread) for thread in self.desk.threads if thread.first.change_id == self.pk]

    def _place(self, thread: Thread) -> Placed:
        first = thread.first
        if first.first_line is None:
            return Placed(thread, None)
        lines = Lines(first.first_line, first.last_line or first.first_line)
        then = self.desk.at(self.change, first.iteration)
        if then is None:
            return Placed(thread, None)
        was_old, was_new = self._ends(then)
        if first.side == Comment.Side.OLD:
            return Placed(thread, moved(was_old, self.old, lines), "L")
        return Placed(thread, moved(was_new, self.new, lines), "R")

    def quoted(self, lines: Lines, *, side: str) -> str:
        return quoted(self.old if side == "L" else self.new, lines)


def files(desk: Desk, changes: Sequence[Change], *, since: int = 0, then: int = 0) -> list[File]:
    """Lay out ``changes`` in one query: the present texts, or those of ``then``, with all that is looked at beside."""
    shown, asked = [change for change in changes if change.pk in desk.current], {since, then} - {0, LANDING}
    desk.read_earlier([change for change in shown if _is_older_asked(desk, change, asked)])
    texts = _texts({text.pk: text for change in shown for text in _needed(desk, change, asked)})
    return [File(desk, change, texts, since=since, then=then) for change in shown]


def _texts(needed: dict[int, ProposedText]) -> dict[int, tuple[str, str]]:
    """What stood there before and what is proposed; only what was not read yet is asked for."""
    here = {pk: text for pk, text in needed.items() if "source" not in text.get_deferred_fields()}
    found = {pk: (text.base.source if text.base else "", text.source) for pk, text in here.items()}
    missing = needed.keys() - here.keys()
    return found | (review.sources(missing) if missing else {})


def _iterations(desk: Desk, change: Change, asked: set[int]) -> set[int]:
    """The iterations of which this page shows something of ``change``: those ``asked`` for, and those spoken of."""
    return asked | {thread.first.iteration for thread in desk.threads if thread.first.change_id == change.pk}


def _is_older_asked(desk: Desk, change: Change, asked: set[int]) -> bool:
    now = desk.current[change.pk].iteration
    return any(iteration < now for iteration in _iterations(desk, change, asked))


def _needed(desk: Desk, change: Change, asked: set[int]) -> Iterable[ProposedText]:
    yield desk.current[change.pk]
    for iteration in _iterations(desk, change, asked):
        if (text := desk.at(change, iteration)) is not None:
            yield text


def relating(desk: Desk, found: Iterable[File]) -> Relating:
    """Read whom these files name, and everybody a name can mean in the team before the merge and after it."""
    sides = sides_of(desk) if desk.proposal.is_open else {}
    texts = [text for file in found for text in file.sides]
    read = Places(most=sum(len(text.source) for text in texts if text)).read(texts)
    return Relating(read, worlds(desk, sides, readings(sides.values())))
