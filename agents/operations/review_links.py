"""Let somebody without an account read one proposal, or read and comment, until a day.

Who holds the key is let in, so it is shown once and only its SHA-256 is kept.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agents import limits
from agents.models import Change, Comment, Proposal, ReviewLink, User
from agents.operations import iterations
from agents.operations.errors import OperationError
from agents.operations.refusals import check_text, check_words
from agents.operations.reviewing import comment

DAYS = (1, 7, 30)


class TooManyComments(OperationError):
    """Guests wrote more in an hour than anybody reads."""

    status = 429
    code = "often"


@transaction.atomic
def make_link(proposal: Proposal, *, may_comment: bool, days: int, by: User, label: str = "") -> tuple[ReviewLink, str]:
    """Make a link to an open proposal; return it with its key, which nobody can find out later."""
    if days not in DAYS:
        raise OperationError("A link works for 1, 7 or 30 days.")
    label, proposal = " ".join(check_text(label).split())[:80], iterations.locked_open(proposal)
    now, key = timezone.now(), secrets.token_urlsafe(32)
    if proposal.links.filter(revoked_at=None, expires_at__gt=now).count() >= limits.REVIEW_LINKS:
        raise OperationError(f"There are {limits.REVIEW_LINKS} links to this proposal already. Take one back first.")
    link = ReviewLink.objects.create(
        proposal=proposal,
        key_hash=hash_of(key),
        may_comment=may_comment,
        label=label,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    iterations.tell(proposal, by, "proposal.shared", summary=label, link=link.pk, may_comment=may_comment, days=days)
    return link, key


@transaction.atomic
def revoke_link(link: ReviewLink, *, by: User) -> ReviewLink:
    """Let nobody in by ``link`` any more; what was said stays."""
    proposal = iterations.locked(link.proposal)
    link = ReviewLink.objects.get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        iterations.tell(proposal, by, "proposal.unshared", summary=link.label, link=link.pk)
    return link


@transaction.atomic
def comment_as_guest(
    link: ReviewLink,
    *,
    name: str,
    words: str,
    change: Change | None = None,
    replies_to: Comment | None = None,
    once: str = "",
) -> Comment:
    """Say something as somebody without an account; the same ``once`` says it once.

    OperationError is raised when the link lets only read, TooManyComments when guests wrote very often.
    """
    if not link.may_comment:
        raise OperationError("This link lets you read. Ask who sent it for one with which you can comment.")
    proposal = iterations.locked_open(link.proposal)
    said = comment(
        proposal,
        words=check_words(words, most=limits.GUEST_COMMENT_BYTES),
        by=None,
        iteration=proposal.iteration,
        change=change,
        replies_to=replies_to,
        once=once,
        guest_name=" ".join(name.split()),
    )
    _refuse_too_many(proposal)
    return said


def _refuse_too_many(proposal: Proposal) -> None:
    lately = timezone.now() - timedelta(hours=1)
    if proposal.comments.filter(is_guest=True, created_at__gt=lately).count() > limits.GUEST_COMMENTS:
        raise TooManyComments("Guests wrote a lot in the last hour. Nothing was sent; try again in an hour.")


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
