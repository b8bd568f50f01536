"""The versions of a document: all of them, two of them, and the texts to compare a page of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Length

from agents.models import Document, Revision, Write

LONGEST_COMPARED = 262_144  # characters of one text in a list; longer ones are compared on their own page
MOST_BLAMED = 200  # versions
MOST_READ = 16_000_000  # characters of all of them


def history(document: Document) -> QuerySet[Revision]:
    """A document's revisions without their texts, newest first, each with its parent's path and blob id."""
    found = document.revisions.defer("source").order_by("-number")
    return found.annotate(parent_path=F("parent__path"), parent_blob=F("parent__blob_id"))


@dataclass(frozen=True)
class Merged:
    """The proposal a version came from, who approved it as it is, and who merged it."""

    number: int
    approved_by: tuple[str, ...]
    merged_by: str


def merged_as(versions: Iterable[Revision]) -> dict[int, Merged]:
    """The proposals that made any of these versions, by the version's id; one query.

    One that only moved a document in or out of the archive made no version of it.
    """
    found = Write.objects.filter(after__in=list(versions), event__action="proposal.merged").order_by()
    facts = found.values_list("after", "before", "after__path", "event__actor_name", "event__details")
    return {
        after: Merged(details["proposal"], tuple(details.get("approved_by", ())), merged_by)
        for after, before, path, merged_by, details in facts
        if after != before or path in details.get("added", ())
    }


def sources(ids: Iterable[int]) -> dict[int, str]:
    """The texts of revisions, in one query; those too long for a list are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = Revision.objects.filter(pk__in=wanted).annotate(size=Length("source")).filter(size__lte=LONGEST_COMPARED)
    return dict(found.order_by().values_list("pk", "source"))


def ancestry(document: Document, *, until: Revision) -> tuple[list[Revision], bool]:
    """The revisions up to ``until`` with their texts, oldest first, and whether older ones were too many to read."""
    found = document.revisions.filter(number__lte=until.number).order_by("-number")
    sizes = list(found.annotate(size=Length("source")).values_list("pk", "size")[: MOST_BLAMED + 1])
    chosen = _as_many_as_fit(sizes)
    revisions = Revision.objects.filter(pk__in=chosen).order_by("number")
    return list(revisions.only("number", "author_name", "created_at", "source")), len(chosen) < len(sizes)


def _as_many_as_fit(sizes: Sequence[tuple[int, int]]) -> list[int]:
    chosen: list[int] = []
    read = 0
    for pk, size in sizes[:MOST_BLAMED]:
        read += size
        if chosen and read > MOST_READ:
            break
        chosen.append(pk)
    return chosen
