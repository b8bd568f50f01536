"""What the tests of proposals and reviews propose."""

from agents.models import Change, Document, Proposal
from agents.operations.proposing import NewChange, propose


def edit(document: Document, source: str) -> NewChange:
    """A change of the text of ``document``."""
    return NewChange(Change.Kind.EDIT, document, document.kind, document.path, document.head, source)


def add(path: str, source: str, *, kind: str = "agent") -> NewChange:
    return NewChange(Change.Kind.ADD, None, kind, path, None, source)


def proposed(document: Document, source: str, *, by, title: str = "Test more", **more) -> Proposal:
    """A proposal of one edit."""
    return propose(document.team, [edit(document, source)], title=title, by=by, **more)


def change_of(proposal: Proposal, path: str = "agents/qa.md") -> Change:
    return proposal.changes.get(path=path)
