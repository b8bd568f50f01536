"""Which texts have not been read for whom they name; 0 when every row of edges and references is up to date."""

from django.db.models import F, Q, QuerySet

from agents.models import Document, Places, Team


def unread(team: Team) -> QuerySet[Document]:
    """The documents whose present text was not read yet, those written last first."""
    is_read = Q(places__revision=F("head"), places__version=Places.CURRENT)
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False)
    return found.filter(Q(places=None) | ~is_read).order_by("-updated_at", "-id")


def progress(team: Team) -> dict[str, int]:
    """How many texts there are, how many of them are read, and how many wait."""
    everything = Document.objects.filter(team=team, archived_at=None, head__isnull=False).count()
    waiting = unread(team).order_by().count()
    return {"all": everything, "read": everything - waiting, "unread": waiting}
