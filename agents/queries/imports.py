"""What the pages of an import ask: its files in groups, without their texts, and how far it is."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from agents.models import Document, Membership, StagedFile, StagedImport, User
from agents.queries import unread

Outcome = StagedFile.Outcome
CAN_COME_IN = (Outcome.NEW, Outcome.CHANGED, Outcome.EDITED_HERE)
MOST = 500  # rows of a folded group
SHOWN = {
    "problems": Q(verdict__lt=Document.Verdict.LOADS) | Q(outcome=Outcome.EDITED_HERE),
    "new": Q(outcome=Outcome.NEW),
    "changed": Q(outcome__in=(Outcome.CHANGED, Outcome.EDITED_HERE)),
    "guidelines": Q(kind=Document.Kind.GUIDELINE),
}


def own(membership: Membership, user: User, pk: int) -> StagedImport:
    """The person's own import in this team; whoever's else cannot be found."""
    found = StagedImport.objects.filter(team=membership.team_id, author=user, pk=pk).first()
    if found is None:
        raise Http404("No such import.")
    found.team, found.author = membership.team, user
    return found


def choosable(staged: StagedImport, *, shown: str, words: str) -> QuerySet[StagedFile]:
    """The files that can come in, those that need a look first."""
    found = staged.files.filter(outcome__in=CAN_COME_IN).defer("source")
    if shown in SHOWN:
        found = found.filter(SHOWN[shown])
    if words:
        found = found.filter(Q(path__icontains=words) | Q(name__icontains=words) | Q(description__icontains=words))
    return found


def refused(staged: StagedImport) -> list[StagedFile]:
    """The files that cannot come in, with the reason."""
    found = staged.files.filter(outcome__in=(Outcome.REFUSED, Outcome.ARCHIVED))
    return list(found.defer("source")[:MOST])


def unchanged(staged: StagedImport) -> list[StagedFile]:
    return list(staged.files.filter(outcome=Outcome.UNCHANGED).defer("source")[:MOST])


def left_alone(staged: StagedImport) -> list[StagedFile]:
    return list(staged.files.filter(outcome=Outcome.LEFT_ALONE).defer("source")[:MOST])


def progress(staged: StagedImport) -> dict:
    """How many of the chosen files are in; then how far reading is; in the end what did not come in and why."""
    numbers = staged.files.aggregate(
        chosen=Count("pk", filter=Q(is_chosen=True)),
        done=Count("pk", filter=Q(is_chosen=True, is_done=True)),
        skipped=Count("pk", filter=Q(is_chosen=True, is_done=True, verdict=Document.Verdict.SKIPPED)),
        agents=Count("pk", filter=Q(is_chosen=True, is_done=True, kind=Document.Kind.AGENT)),
    )
    numbers["guidelines"] = numbers["done"] - numbers["agents"]
    if staged.state != StagedImport.State.DONE:
        return numbers | ({"reading": unread.progress(staged.team)} if numbers["done"] == numbers["chosen"] else {})
    missed = staged.files.filter(outcome__in=(Outcome.REFUSED, Outcome.ARCHIVED, Outcome.EDITED_HERE), is_chosen=False)
    return numbers | {
        "came": staged.files.filter(is_chosen=True, is_done=True).defer("source")[:100],
        "missed": missed.defer("source")[:MOST],
    }
