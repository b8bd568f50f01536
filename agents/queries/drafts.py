"""What a person has not saved yet, and who else is at a document."""

from datetime import timedelta

from django.utils import timezone

from agents.models import Document, Draft, Presence, Role, Team, User

SHOWN = 3  # drafts of one document
LISTED = 6  # drafts of all documents
SILENCE = timedelta(seconds=45)  # after which an editor counts as closed


def find(document: Document, person: User, key: str) -> Draft | None:
    """The person's own draft of ``document``, also one just discarded."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    own = Draft.objects.select_related("base").filter(pk=int(key), document=document, author=person)
    return own.first()


def waiting(document: Document, person: User) -> list[Draft]:
    """The person's newest drafts of ``document``."""
    own = Draft.objects.select_related("base").filter(document=document, author=person, discarded_at=None)
    return list(own.order_by("-saved_at", "-pk")[: SHOWN + 1])


def left(team: Team, person: User) -> list[Draft]:
    """The person's newest drafts in ``team`` without their texts."""
    own = Draft.objects.filter(document__team=team, author=person, discarded_at=None, document__archived_at=None)
    with_names = own.select_related("document", "base").defer("source", "held", "base__source")
    return list(with_names.order_by("-saved_at", "-pk")[:LISTED])


def others_at(document: Document, person: User | None) -> list[str]:
    """The names of others who have the editor of ``document`` open and may use it."""
    seen = Presence.objects.select_related("person").filter(
        document=document,
        seen_at__gt=timezone.now() - SILENCE,
        person__is_active=True,
        person__memberships__team=document.team_id,
        person__memberships__role__gte=Role.AUTHOR,
    )
    found = seen.exclude(person=person).order_by("seen_at")
    return sorted(presence.person.shown_name for presence in found[:20])
