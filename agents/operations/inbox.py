"""What a person does with what they are told: read it, say how to be told, follow an agent or a guideline.

All of it is private: no events.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agents.models import Document, Follow, Notice, NoticeChoice, Proposal, ProposalFollow, Team, User
from agents.queries.inbox import DEFAULT_WAYS


def mark_read(notice: Notice) -> None:
    """Say that the person has read ``notice``, and what came before it of the same proposal.

    What is read is not mailed any more.
    """
    read = Q(pk=notice.pk)
    if notice.proposal_id:
        read |= Q(proposal=notice.proposal_id, person=notice.person_id, pk__lt=notice.pk)
    Notice.objects.filter(read, read_at=None).update(read_at=timezone.now())


def mark_unread(notice: Notice) -> None:
    """Put ``notice`` back among what waits to be read."""
    Notice.objects.filter(pk=notice.pk).update(read_at=None)


def mark_all_read(person: User, *, up_to: int, team: Team | None = None) -> tuple[int, datetime]:
    """Mark everything read, or that of ``team``, that came up to the notice ``up_to``.

    Return how many, and the moment that names them.
    """
    now, waiting = timezone.now(), Notice.objects.filter(person=person, read_at=None, pk__lte=up_to)
    return (waiting.filter(team=team) if team else waiting).update(read_at=now), now


def mark_unread_again(person: User, *, read_at: datetime) -> int:
    """Undo ``mark_all_read``, known by its moment."""
    return Notice.objects.filter(person=person, read_at=read_at).update(read_at=None)


@transaction.atomic
def choose_ways(person: User, ways: Mapping[str, str]) -> None:
    """Set how the person is told of each kind in ``ways``; a default needs no row."""
    NoticeChoice.objects.filter(person=person, kind__in=list(ways)).delete()
    NoticeChoice.objects.bulk_create(
        NoticeChoice(person=person, kind=kind, way=way) for kind, way in ways.items() if way != DEFAULT_WAYS[kind]
    )


def follow(document: Document, *, by: User) -> None:
    """Tell the person of every change of ``document`` from now on."""
    Follow.objects.bulk_create([Follow(person=by, document=document)], ignore_conflicts=True)


def unfollow(document: Document, *, by: User) -> None:
    """Tell the person of its changes no longer."""
    Follow.objects.filter(person=by, document=document).delete()


def follow_proposal(proposal: Proposal, *, by: User, is_wanted: bool) -> None:
    """Tell the person of all that happens to ``proposal``, or of nothing but what is asked of them or mentions them."""
    ProposalFollow.objects.update_or_create(person=by, proposal=proposal, defaults={"is_wanted": is_wanted})
