"""The record, narrowed: by document, person, kind of step and days; a page at a time or all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from agents.models import Document, Event, Team, User, Write

KINDS = {
    "added": ("Added", ("document.created",)),
    "imported": ("Imported", ("documents.imported",)),
    "saved": ("Saved or changed", ("document.saved", "documents.edited")),
    "renamed": ("Renamed", ("document.renamed",)),
    "archived": ("Archived", ("document.archived", "documents.archived")),
    "restored": ("Restored", ("document.restored", "documents.restored")),
    "undone": ("Undone or redone", ("step.undone", "step.redone")),
    "proposed": ("Proposed or reverted", ("proposal.opened", "proposal.reverted")),
    "reviewed": ("Reviewed or commented", ("proposal.reviewed", "proposal.commented", "review.set_aside")),
    "merged": ("Merged", ("proposal.merged",)),
    "care": ("Owner and review", ("care.assigned", "care.scheduled", "care.set", "care.confirmed")),
    "exported": ("Exported", ("export.zip", "export.folder")),
    "names": ("Said of names", ("alias.set", "alias.dismissed", "alias.removed")),
    "people": (
        "People",
        (
            "invitation.sent",
            "invitation.renewed",
            "invitation.revoked",
            "member.joined",
            "member.changed",
            "member.removed",
            "member.left",
            "person.deactivated",
            "person.reactivated",
        ),
    ),
    "team": ("The team’s rules", ("team.renamed", "team.changed", "path.owned", "path.disowned")),
    "views": ("Saved views", ("view.saved", "view.renamed", "view.deleted")),
}
OTHER = "other"
SITE = "agentsite"  # who acts when a command does
AT_ONCE = 500


@dataclass(frozen=True)
class Asked:
    """What of the record is asked for; its fields are the words of the address."""

    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def events(team: Team, asked: Asked, *, document: Document | None = None) -> QuerySet[Event]:
    """The events that fit, newest first; those of a document are also the steps of many that wrote it."""
    found = Event.objects.filter(team=team).select_related("document").order_by("-id")
    if document is not None:
        found = found.filter(Q(document=document) | Q(pk__in=Write.objects.filter(document=document).values("event")))
    if asked.person:
        found = found.filter(actor=None if asked.person == SITE else int(asked.person))
    if asked.kind == OTHER:
        found = found.exclude(action__in=[action for _, actions in KINDS.values() for action in actions])
    elif asked.kind:
        found = found.filter(action__in=KINDS[asked.kind][1])
    if asked.since:
        found = found.filter(created_at__gte=_begin(asked.since))
    if asked.until and asked.until < date.max:
        found = found.filter(created_at__lt=_begin(asked.until + timedelta(days=1)))
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def page(found: QuerySet[Event], *, before: int | None, size: int) -> list[Event]:
    """``size`` events from ``before`` (an event's id) backwards; one more when there are older ones."""
    return list((found.filter(pk__lt=before) if before else found)[: size + 1])


def people(team: Team, asked: Asked) -> list[tuple[str, str]]:
    """Whom one can ask for: the members, and who is asked for already, who may have left."""
    is_known = Q(memberships__team=team)
    if asked.person not in ("", SITE):
        is_known |= Q(pk=int(asked.person), pk__in=Event.objects.filter(team=team).values("actor"))
    found = User.objects.filter(is_known).distinct()
    return sorted(((str(one.pk), one.shown_name) for one in found), key=lambda one: one[1].casefold())


def everything(found: QuerySet[Event]) -> Iterator[tuple[Event, list[Write]]]:
    """All of ``found`` with what each wrote, read in pages so that no transaction stays open."""
    before = None
    while rows := page(found, before=before, size=AT_ONCE)[:AT_ONCE]:
        before = rows[-1].pk
        writes: dict[int, list[Write]] = {}
        for write in Write.objects.filter(event__in=[row.pk for row in rows]):
            writes.setdefault(write.event_id, []).append(write)
        for row in rows:
            yield row, writes.get(row.pk, [])
