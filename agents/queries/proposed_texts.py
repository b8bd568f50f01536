"""Texts of open proposals, found by the document they are of."""

from django.db.models import QuerySet

from agents.models import Change, Document, Proposal, ProposedText

OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)
EDITS = (Change.Kind.EDIT, Change.Kind.RENAME)


def find(document: Document, pk: int) -> ProposedText | None:
    """The proposed text of ``document`` with this key, while its proposal is open."""
    return _of(document).filter(pk=pk).first() if pk else None


def newest(document: Document, *, proposal: int) -> ProposedText | None:
    """What the open proposal of this number proposes for ``document``; None when it leaves its text."""
    number = min(proposal, 2**31 - 1)
    return _of(document).filter(change__proposal__number=number).order_by("-iteration").first()


def _of(document: Document) -> QuerySet[ProposedText]:
    found = ProposedText.objects.select_related("change__proposal__team", "change__document", "base")
    return found.filter(
        change__document=document,
        change__kind__in=EDITS,
        change__dropped_at=None,
        change__proposal__state__in=OPEN,
    )
