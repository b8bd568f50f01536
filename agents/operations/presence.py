"""Who has which editor open.  Each editor says so every twenty seconds; silence means it was closed."""

from django.utils import timezone

from agents.models import Document, Presence, User


def appear(document: Document, *, person: User) -> None:
    """Note that ``person`` has the editor of ``document`` open now."""
    Presence.objects.bulk_create(
        [Presence(document=document, person=person, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["document", "person"],
        update_fields=["seen_at"],
    )


def leave(document: Document, *, person: User) -> None:
    """Note that ``person`` has closed it."""
    Presence.objects.filter(document=document, person=person).delete()
