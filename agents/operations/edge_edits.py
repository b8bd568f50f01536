"""Edit with whom an agent works, in its own prose: add, change the note, remove, name somebody else.

Each has a draft, the text as it would be, for a page that shows it first; and is saved like any other
edit, merged with what was saved meanwhile.  A place is known by its line and column in the base.
"""

from collections.abc import Iterable

from agents.definition.edges import writing
from agents.definition.edges.places import EdgeError
from agents.definition.edges.reading import read_edges
from agents.definition.edges.renaming import rewritten
from agents.definition.edges.roster import stem_of
from agents.definition.edges.spelling import spelled_like, with_agent
from agents.definition.edges.written import Edge
from agents.models import Document, Revision, User
from agents.operations.documents import save_document
from agents.operations.errors import OperationError
from agents.operations.rosters import Names, names_of

Place = tuple[int, int]


class EdgeRefused(OperationError):
    """An edge that cannot be written so that it would be read again."""

    code = "edge"


def add_edge(agent: Document, target: Document, *, base: Revision, by: User, note: str = "") -> Revision:
    """Let ``agent`` say that it works with ``target``; return the head."""
    text = with_edge(agent, target, base=base, note=note)
    return save_document(agent, text, base=base, by=by, message=f"Works with {target.name}")


def change_note(agent: Document, place: Place, *, note: str, base: Revision, by: User) -> Revision:
    """Replace what is said below the name at ``place``; return the head."""
    text, edge = with_note(agent, place, note=note, base=base), edge_at(agent, place, base)
    return save_document(agent, text, base=base, by=by, message=f"What to do with {edge.target}")


def remove_edge(agent: Document, place: Place, *, base: Revision, by: User) -> Revision:
    """Take the name at ``place`` away with what is said of it; return the head."""
    text, edge = without_edge(agent, place, base=base), edge_at(agent, place, base)
    return save_document(agent, text, base=base, by=by, message=f"No longer works with {edge.target}")


def retarget(agent: Document, place: Place, target: Document, *, base: Revision, by: User) -> Revision:
    """Let the name at ``place`` be that of ``target``; return the head."""
    text, edge = with_target(agent, place, target, base=base), edge_at(agent, place, base)
    return save_document(agent, text, base=base, by=by, message=f"{target.name} in place of {edge.target}")


def with_edge(agent: Document, target: Document, *, base: Revision, note: str = "") -> str:
    """The text of ``base`` with ``target`` added; EdgeRefused when it is itself or cannot be read again."""
    names = _names(agent)
    if target.pk == agent.pk or target.pk not in names.agents:
        raise EdgeRefused(f"{agent.name} can only work with another agent of {agent.team.name}. Choose one.")
    try:
        named = names.agents[target.pk]
        return writing.add_edge(base.source, named, roster=names.roster, self_id=agent.pk, note=note)
    except EdgeError as error:
        raise EdgeRefused(str(error)) from error


def with_note(agent: Document, place: Place, *, note: str, base: Revision) -> str:
    """The text of ``base`` with another note at ``place``."""
    try:
        return writing.edit_note(base.source, edge_at(agent, place, base), note=note)
    except EdgeError as error:
        raise EdgeRefused(str(error)) from error


def without_edge(agent: Document, place: Place, *, base: Revision) -> str:
    """The text of ``base`` without the name at ``place``."""
    try:
        return writing.remove_edge(base.source, edge_at(agent, place, base))
    except EdgeError as error:
        raise EdgeRefused(str(error)) from error


def with_target(agent: Document, place: Place, target: Document, *, base: Revision) -> str:
    """The text of ``base`` with the name of ``target`` at ``place``, spelled as the old one was."""
    names, edge = _names(agent), edge_at(agent, place, base)
    for words in _spellings(edge, target):
        text = rewritten(base.source, [(edge.line, edge.start, edge.end, words)])
        read = read_edges(text, roster=names.roster, self_id=agent.pk)
        if any((one.line, one.start, one.id) == (*place, target.pk) for one in read):
            return text
    raise EdgeRefused(f"{target.name} would not be understood in line {edge.line}. Write it in the editor.")


def edge_at(agent: Document, place: Place, base: Revision) -> Edge:
    """Who is named at ``place``; EdgeRefused when nobody is."""
    read = read_edges(base.source, roster=_names(agent).roster, self_id=agent.pk)
    found = next((edge for edge in read if (edge.line, edge.start) == place), None)
    if found is None:
        raise EdgeRefused(f"Nobody is named in line {place[0]} any more. Look at the agent again.")
    return found


def _spellings(edge: Edge, target: Document) -> Iterable[str]:
    known = [target.name, stem_of(target.path)]
    spelled = [spelled_like(edge.target, name) for name in known]
    return dict.fromkeys([*spelled, *map(with_agent, known), *known])


def _names(agent: Document) -> Names:
    return names_of(agent.team)
