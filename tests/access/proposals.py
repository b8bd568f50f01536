"""The proposals of the team of ``world.py``, each as an ask needs it."""

from agents.definition.anchors import Lines
from agents.models import Change, Document, Proposal, Review, Team, User
from agents.operations.proposal_merging import merge
from agents.operations.proposing import NewChange, close, propose
from agents.operations.reviewing import comment, finish_review


def of_nina(team: Team, nina: User, qa: Document, *, reviewer: User) -> dict[str, object]:
    """Somebody else's: one in review with words about it, a draft, a closed, an approved and a merged one."""
    one = _proposed(team, nina, qa, "A")
    suggested, said = _suggestion(one, by=nina), comment(one, words="Look", by=nina, iteration=1)
    request = finish_review(one, verdict="changes", words="No.", iteration=1, by=reviewer)
    closed, approved = (_proposed(team, nina, qa, letter) for letter in "BC")
    merged = _proposed(team, nina, Document.objects.get(team=team, path="guidelines/tone.md"), "D")
    close(closed, by=nina)
    for proposal in (approved, merged):
        finish_review(proposal, verdict="approve", words="", iteration=1, by=reviewer)
    merge(merged, iteration=1, by=reviewer)
    found = {"ninas_proposal": one, "ninas_closed": closed, "approved": approved, "merged": merged}
    found["ninas_drafted"] = _proposed(team, nina, qa, "E", is_draft=True)
    numbers = {name: proposal.number for name, proposal in found.items()}
    ids = {"ninas_suggestion": suggested.pk, "ninas_comment": said.pk, "request": request.pk, "seen": ""}
    return numbers | ids | {"ninas_change": one.changes.get().pk}


def of_member(team: Team, person: User, known: dict[str, object], *, by: User) -> dict[str, object]:
    """A member's own comment on somebody's proposal, and their own proposals."""
    ninas = Proposal.objects.get(team=team, number=known["ninas_proposal"])
    said = comment(ninas, words="Hm", by=person, iteration=1)
    qa = Document.objects.select_related("head", "team").get(team=team, path="agents/qa.md")
    one, closed = (_proposed(team, person, qa, letter) for letter in "FG")
    close(closed, by=person)
    last = Review.objects.filter(proposal=ninas, reviewer=person).first()
    return {
        "own_comment": said.pk,
        "own_proposal": one.number,
        "own_change": one.changes.get().pk,
        "own_suggestion": _suggestion(one, by=by).pk,
        "own_closed": closed.number,
        "own_drafted": _proposed(team, person, qa, "H", is_draft=True).number,
        "seen": last.pk if last else "",
    }


def _proposed(team: Team, person: User, document: Document, word: str, *, is_draft: bool = False) -> Proposal:
    document = Document.objects.select_related("head", "team").get(pk=document.pk)
    source = f"{document.head.source}\n{word}\n"
    change = NewChange(Change.Kind.EDIT, document, document.kind, document.path, document.head, source)
    return propose(team, [change], title=f"Proposal {word}", by=person, is_draft=is_draft)


def _suggestion(proposal: Proposal, *, by: User):
    where = {"change": proposal.changes.get(), "iteration": 1, "side": "new", "lines": Lines(8, 8)}
    return comment(proposal, words="", by=by, suggestion="Other words", **where)
