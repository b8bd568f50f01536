"""Every read a page needs: rows in, no text parsing.

Nothing here grows with the library: counts are capped, lists are pages, and what must be
gathered from all documents is cached until the team's next event.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Left

from agents.models import Document, Event, Team, User
from agents.queries import care, collaboration, fulltext
from agents.queries.touching import is_proposed

CAP = 1_000
SHOWN_CHARACTERS = 400  # of a description; a row shows two lines of it
SHOWN_TOOLS = 1_000
SORTS = {
    "attention": ("verdict", "name", "id"),
    "-attention": ("-verdict", "-name", "-id"),
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
    "model": ("model", "name", "id"),
    "-model": ("-model", "-name", "-id"),
    "updated": ("updated_at", "id"),
    "-updated": ("-updated_at", "-id"),
    "tokens": ("tokens", "id"),
    "-tokens": ("-tokens", "-id"),
}
ROW = ("id", "slug", "path", "folder", "kind", "name", "model", "color")
FACTS = ("verdict", "problem", "notes", "tokens", "updated_at")


@dataclass(frozen=True)
class Filter:
    """What a library page shows; its fields are the words of the address."""

    q: str = ""
    tool: str = ""
    model: str = ""
    verdict: str = ""
    folder: str = ""
    relation: str = ""
    owner: str = ""
    review: str = ""
    sort: str = "attention"
    archived: bool = False

    @property
    def is_by_nearness(self) -> bool:
        """Names that are what was typed come first, unless another order was asked for."""
        return bool(self.q) and self.sort == "attention"


def documents(team: Team, family: str, chosen: Filter, *, viewer: User | None = None) -> QuerySet[Document]:
    """The documents of one kind that fit ``chosen``, in its order; ``viewer`` is who “me” means in it."""
    found = Document.objects.filter(
        team=team, kind=family.removesuffix("s"), archived_at__isnull=not chosen.archived, head__isnull=False
    )
    if chosen.q:
        found = _matching(found, team, chosen.q)
    if chosen.tool:
        found = found.filter(Q(tools__contains=f"|{chosen.tool}|") | Q(tools__isnull=True))
    if chosen.model:
        found = found.filter(model__in=["", "inherit"] if chosen.model == "inherit" else [chosen.model])
    if chosen.verdict in ("skipped", "noted", "loads"):
        found = found.filter(verdict=Document.Verdict[chosen.verdict.upper()])
    if chosen.folder:
        found = found.filter(folder="" if chosen.folder == "/" else chosen.folder)
    if chosen.relation:
        found = collaboration.narrowed(found, team, chosen.relation)
    found = care.narrowed(found, team, owner=chosen.owner, review=chosen.review, viewer=viewer)
    order = SORTS.get(chosen.sort, SORTS["attention"])
    return found.order_by(fulltext.nearness(chosen.q), *order) if chosen.is_by_nearness else found.order_by(*order)


def _matching(found: QuerySet[Document], team: Team, q: str) -> QuerySet[Document]:
    by_name = Q(name__icontains=q) | Q(path__icontains=q)
    hits = fulltext.search(team, q)
    return found.filter(by_name | Q(pk__in=hits)) if hits else found.filter(by_name)


def rows(documents: QuerySet[Document], *, start: int, size: int) -> list[dict]:
    """One page of rows as plain dictionaries, one more than ``size`` when there is a next page.

    Descriptions and tool lists are cut: a text of a megabyte must not be fetched to show two lines.
    """
    page = documents.values(
        *ROW,
        *FACTS,
        summary=Left("description", SHOWN_CHARACTERS),
        tool_list=Left("tools", SHOWN_TOOLS),
        author=F("head__author_name"),
        number=F("head__number"),
        is_proposed=is_proposed(),
    )
    return list(page[start : start + size + 1])


def picked(team: Team, family: str, ids: Iterable[int]) -> list[Document]:
    """The documents of one kind among ``ids``; ids of others are passed over."""
    return list(Document.objects.filter(team=team, kind=family.removesuffix("s"), head__isnull=False, pk__in=list(ids)))


def with_heads(documents: Iterable[Document]) -> list[Document]:
    """The same documents with their heads, asked for in one query."""
    found = list(documents)
    prefetch_related_objects(found, "head")
    return found


def with_texts(team: Team, ids: Iterable[int]) -> list[Document]:
    """The agents among ``ids`` that can be changed, with their texts, by path."""
    found = Document.objects.filter(team=team, kind=Document.Kind.AGENT, archived_at=None, pk__in=list(ids))
    return list(found.filter(head__isnull=False).select_related("head").order_by("path"))


def capped(documents: QuerySet) -> int:
    """How many rows there are, but at most CAP + 1."""
    return documents.order_by()[: CAP + 1].count()


def shown(count: int) -> str:
    """A count for the eye: ``1,000+`` beyond the cap."""
    return f"{CAP:,}+" if count > CAP else f"{count:,}"


def attention(team: Team, *, most: int = 6) -> list[Document]:
    """Agents Claude Code would skip or that have notes, the skipped ones first."""
    found = documents(team, "agents", Filter()).filter(verdict__lt=Document.Verdict.LOADS)
    return list(found[:most])


def recent(team: Team, *, most: int = 8) -> list[Document]:
    """What was edited last."""
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).select_related("head")
    return list(found.order_by("-updated_at", "-id")[:most])


def activity(team: Team, *, before: int | None = None, size: int = 50) -> list[Event]:
    """Events, newest first, from ``before`` (an event's id) backwards; one more when there are older ones."""
    found = Event.objects.filter(team=team).select_related("document")
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[: size + 1])


def exported(team: Team, ids: Iterable[int] | None = None) -> QuerySet[Document]:
    """The documents an export holds, with their texts: all that are not archived, or the chosen ones."""
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).select_related("head")
    return (found if ids is None else found.filter(pk__in=list(ids))).order_by("path")
