"""Let somebody without an account read one proposal, or read and comment, until a day.

Who holds the key is let in, so it is shown once and only its SHA-256 is kept.
"""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone

from agents import limits
from agents.models import Proposal, ReviewLink, User
from agents.operations import iterations
from agents.operations.errors import OperationError, TooOften
from agents.operations.refusals import check_text
from agents.patience import impatiently

DAYS = (1, 7, 30)
DAY, OPENED_AFTER = timedelta(days=1), timedelta(minutes=5)


@transaction.atomic
def make_link(proposal: Proposal, *, may_comment: bool, days: int, by: User, label: str = "") -> tuple[ReviewLink, str]:
    """Make a link to an open proposal; return it with its key, which nobody can find out later.

    TooOften is raised at the limit of a day.
    """
    if days not in DAYS:
        raise OperationError("A link works for 1, 7 or 30 days.")
    label, proposal = " ".join(check_text(label).split())[:80], iterations.locked_open(proposal)
    now, key = timezone.now(), secrets.token_urlsafe(32)
    _refuse_too_many(proposal, by=by, now=now)
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


def _refuse_too_many(proposal: Proposal, *, by: User, now: datetime) -> None:
    if proposal.links.filter(revoked_at=None, expires_at__gt=now).count() >= limits.REVIEW_LINKS:
        raise OperationError(f"There are {limits.REVIEW_LINKS} links to this proposal already. Take one back first.")
    lately = ReviewLink.objects.filter(created_by=by, created_at__gt=now - DAY).order_by("-created_at")
    made = list(lately.values_list("created_at", flat=True)[: limits.REVIEW_LINKS_A_DAY])
    if len(made) == limits.REVIEW_LINKS_A_DAY:
        wait = int((made[-1] + DAY - now).total_seconds()) + 1
        many = f"{len(made)} link{'s' * (len(made) != 1)}"
        raise TooOften(f"You made {many} in the last 24 hours. Make the next one later.", retry_after=wait)


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


def note_opened(link: ReviewLink) -> None:
    """Remember that somebody came by ``link``; left out when that was just now, or the database is busy.

    It is no part of the record and no row of a link: looking changes nothing.
    """
    now = timezone.now()
    with suppress(DatabaseError), impatiently():
        last = cache.get(opened_key(link.pk))
        if last is None or now - last > OPENED_AFTER:
            cache.set(opened_key(link.pk), now, timeout=int((DAYS[-1] * 2 * DAY).total_seconds()))


def opened_key(pk: int) -> str:
    return f"review-link-opened:{pk}"


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
