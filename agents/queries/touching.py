"""The open proposals that would change a document: whether there are any, and which."""

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When

from agents.models import Change, Document, Proposal

OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)
SHOWN = 3
VERBS = {
    Change.Kind.RENAME: "proposes to rename this",
    Change.Kind.ARCHIVE: "proposes to archive this",
    Change.Kind.RESTORE: "proposes to bring this back",
}


def is_proposed() -> Exists:
    """For documents: whether an open proposal changes them."""
    return Exists(Change.objects.filter(document=OuterRef("pk"), dropped_at=None, proposal__state__in=OPEN))


def proposed_for(document: Document) -> QuerySet[Proposal]:
    """The open proposals that change ``document``, the last changed first, each with the ``verb`` for what it does."""
    cases = [When(changes__kind=kind, then=Value(verb)) for kind, verb in VERBS.items()]
    verb = Case(*cases, default=Value("proposes to change this"), output_field=CharField())
    found = Proposal.objects.filter(changes__document=document, changes__dropped_at=None, state__in=OPEN)
    shown = found.only("number", "title", "state", "author", "author_name", "updated_at")
    return shown.annotate(verb=verb, to=F("changes__path")).order_by("-updated_at", "-number")
