"""What the palette and the search page ask: names that are near, proposals, texts that hold the words, what is recent.

One query each, bounded whatever the size of the library; nothing archived, nothing of another team.
"""

from collections.abc import Iterable

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Left
from django.db.models.lookups import IContains

from agents.models import Document, Event, Proposal, Team, User
from agents.queries import fulltext

CANDIDATES = 60  # names that are looked at more closely
LONGEST_FUZZY = 32  # characters; who types more means them as they stand
TEXTS = 12
READ_CHARACTERS = 200_000  # of one text
EVENTS = 60
MOST_WORDS = 8
EDITS = ("document.created", "document.saved", "document.renamed", "document.restored")
ROW = ("pk", "kind", "slug", "name", "path", "folder", "color", "updated_at")


class LettersInOrder(IContains):
    """``name__letters_in_order="cdr"``: the letters one after the other, whatever stands between."""

    def process_rhs(self, compiler, connection):
        letters = [connection.ops.prep_for_like_query(letter) for letter in self.rhs if not letter.isspace()]
        return "%s", [f"%{'%'.join(letters)}%"]


CharField.register_lookup(LettersInOrder, "letters_in_order")


def _present(team: Team) -> QuerySet[Document]:
    return Document.objects.filter(team=team, archived_at=None, head__isnull=False)


def by_name(team: Team, typed: str) -> list[dict]:
    """Documents whose name or file name is near ``typed``, the nearest first."""
    how = "letters_in_order" if len(typed) <= LONGEST_FUZZY else "icontains"
    found = _present(team).filter(Q(**{f"name__{how}": typed}) | Q(**{f"slug__{how}": typed}))
    return _rows(found.order_by(fulltext.nearness(typed), "name", "id"), most=CANDIDATES)


def by_text(team: Team, typed: str) -> list[dict]:
    """Documents whose text holds the words, the last changed first, each with the beginning of its ``text``."""
    ids = fulltext.newest(team, typed, most=TEXTS)
    if ids is None:
        return []
    found = _present(team).filter(pk__in=ids).annotate(text=Left("head__source", READ_CHARACTERS))
    return list(found.order_by("-updated_at", "-id").values(*ROW, "text", number=F("head__number")))


def proposals(team: Team, typed: str, *, most: int) -> list[Proposal]:
    """Proposals with this number, or every word in their title: the number first, then open ones, then the newest."""
    digits = typed.removeprefix("#").strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 10
    titled = Q(*(Q(title__icontains=word) for word in typed.split()[:MOST_WORDS]))
    numbered = Q(number=int(digits)) if is_number else titled
    is_open = Q(state__in=(Proposal.State.DRAFT, Proposal.State.REVIEW))
    order = (*(Case(When(fits, then=0), default=1) for fits in (numbered, is_open)), "-number")
    found = Proposal.objects.filter(numbered | titled, team=team).only("number", "title", "state", "author_name")
    return list(found.order_by(*order)[:most])


def by_id(team: Team, ids: Iterable[int]) -> list[dict]:
    """Documents in the order of ``ids``; ids of others are passed over."""
    wanted = list(ids)
    found = {row["pk"]: row for row in _rows(_present(team).filter(pk__in=wanted), most=len(wanted))}
    return [found[pk] for pk in wanted if pk in found]


def edits_by(user: User, team: Team | OuterRef) -> QuerySet[Event]:
    """The person's edits of what is still there; an import is no edit."""
    events = Event.objects.filter(team=team, actor=user, action__in=EDITS, document__archived_at=None)
    return events.exclude(document=None)


def edited_by(team: Team, user: User, *, most: int) -> list[dict]:
    """What the person edited last."""
    newest = edits_by(user, team).order_by("-id")[:EVENTS]
    rows = newest.values(
        **{name: F(f"document__{name}") for name in ROW if name != "pk"},
        pk=F("document_id"),
        version=F("document__head__number"),  # an event has a number of its own
        edited_at=F("created_at"),
    )
    latest: dict[int, dict] = {}
    for row in rows:
        latest.setdefault(row["pk"], row | {"number": row["version"]})
    return list(latest.values())[:most]


def edited_last(team: Team, *, most: int) -> list[dict]:
    """What anybody edited last."""
    return _rows(_present(team).order_by("-updated_at", "-id"), most=most)


def _rows(found: QuerySet[Document], *, most: int) -> list[dict]:
    return list(found.values(*ROW, number=F("head__number"))[:most])
