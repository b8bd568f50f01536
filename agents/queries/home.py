"""What Home and the welcome page ask: numbers, first steps, an import that waits."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length

from agents.models import Document, Draft, Event, StagedFile, StagedImport, Team, User
from agents.queries import care
from agents.queries.searching import edits_by

SHOWN_FILES = 12
DESCRIPTION_BUDGET = 15_000  # tokens of all descriptions together, above which Claude Code warns


def verdicts(team: Team) -> dict[str, int | str]:
    """How many agents load, load with notes, would be skipped, have no owner or are overdue; how many guidelines.

    What their descriptions cost is an estimate: four characters a token, as ``definition.blob`` has it.
    """
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).order_by()
    grouped = found.values_list("kind", "verdict").annotate(count=Count("id"), length=Sum(Length("description")))
    cared = grouped.annotate(owned=Count("id", filter=care.owned(team)), overdue=Count("id", filter=care.overdue()))
    rows = list(cared)
    counted = [row[1:] for row in rows if row[0] == Document.Kind.AGENT]
    numbers = {verdict.name.lower(): 0 for verdict in Document.Verdict}
    numbers |= {Document.Verdict(verdict).name.lower(): count for verdict, count, *_ in counted}
    used = sum(length or 0 for _, _, length, *_ in counted) // 4
    return numbers | {
        "all": sum(numbers.values()),
        "guidelines": sum(count for kind, _, count, *_ in rows if kind == Document.Kind.GUIDELINE),
        "unowned": sum(count - owned for _, count, _, owned, _ in counted),
        "overdue": sum(overdue for *_, overdue in counted),
        "working": numbers["loads"] + numbers["noted"],
        "tokens": f"{used:,}",
        "used": min(used, DESCRIPTION_BUDGET),
    }


def first_steps(team: Team, user: User) -> Team:
    """The team with what was done already (``has_filled`` …), and what of the person's there is to ask for."""
    events = Event.objects.filter(team=OuterRef("pk"))
    return Team.objects.annotate(
        has_filled=Exists(events.filter(action__in=("documents.imported", "document.created"))),
        has_edited=Exists(events.filter(action="document.saved")),
        has_own_edits=Exists(edits_by(user, OuterRef("pk"))),
        has_drafts=Exists(Draft.objects.filter(document__team=OuterRef("pk"), author=user, discarded_at=None)),
        has_waiting=Exists(_waiting(OuterRef("pk"), user)),
        has_exported=Exists(events.filter(action__in=("export.zip", "export.folder"))),
    ).get(pk=team.pk)


def waiting_import(team: Team, user: User) -> StagedImport | None:
    """The person's newest import that waits to be chosen from."""
    return _waiting(team, user).order_by("-pk").first()


def _waiting(team: Team | OuterRef, user: User) -> QuerySet[StagedImport]:
    return StagedImport.objects.filter(team=team, author=user, state=StagedImport.State.PREVIEW)


def staged_files(staged: StagedImport) -> list[StagedFile]:
    """The first files of an import that would come in, or cannot, without their texts."""
    return list(_shown(staged).defer("source")[:SHOWN_FILES])


def further_staged_files(staged: StagedImport) -> int:
    """How many files ``staged_files`` leaves out."""
    return max(0, _shown(staged).count() - SHOWN_FILES)


def _shown(staged: StagedImport) -> QuerySet[StagedFile]:
    return staged.files.exclude(outcome=StagedFile.Outcome.LEFT_ALONE)
