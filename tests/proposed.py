"""Proposals as rows, for what only reads them; how they come about is shown by the tests of the operations."""

from django.utils import timezone

from agents.definition.blob import blob_id
from agents.models import Change, Comment, Proposal, ProposedText, Review


def proposal_of(document, *, by, title="Test on branches", state=Proposal.State.REVIEW, source=None) -> Proposal:
    """A proposal with one change of ``document``."""
    now = timezone.now()
    made = Proposal.objects.create(
        team=document.team,
        number=Proposal.objects.filter(team=document.team).count() + 1,
        title=title,
        reason="Because nobody looks at main.",
        state=state,
        author=by,
        author_name=by.shown_name,
        created_at=now,
        updated_at=now,
    )
    change = Change.objects.create(
        proposal=made, kind=Change.Kind.EDIT, document=document, document_kind=document.kind, path=document.path
    )
    text_of(change, source or document.head.source.replace("You test", "On branches you test"), by=by)
    return made


def text_of(change, source, *, by, iteration=1) -> ProposedText:
    return ProposedText.objects.create(
        change=change,
        iteration=iteration,
        base=change.document.head,
        source=source,
        blob_id=blob_id(source),
        author=by,
        author_name=by.shown_name,
        created_at=timezone.now(),
    )


def review_of(proposal, *, by, verdict=Review.Verdict.APPROVE, words="", is_finished=True) -> Review:
    now = timezone.now()
    return Review.objects.create(
        proposal=proposal,
        reviewer=by,
        reviewer_name=by.shown_name,
        iteration=proposal.iteration,
        verdict=verdict,
        words=words,
        started_at=now,
        finished_at=now if is_finished else None,
    )


def comment_on(proposal, words="Why?", *, by=None, guest_name="", **more) -> Comment:
    return Comment.objects.create(
        proposal=proposal,
        author=by,
        author_name=by.shown_name if by else guest_name,
        is_guest=by is None,
        iteration=proposal.iteration,
        words=words,
        created_at=timezone.now(),
        **more,
    )
