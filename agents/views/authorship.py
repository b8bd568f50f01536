"""Who wrote each line of a version, as runs of lines; kept by the version, whose history never changes."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest

from agents.definition.blame import blame
from agents.memory import cache
from agents.models import Document, Revision
from agents.queries.history import ancestry

BLAME_VERSION = 1  # raise it when the same history is to be told differently
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Written:
    """So many lines that came with one version; ``or_earlier`` when older versions were not read."""

    count: int
    number: int
    author_name: str
    created_at: datetime
    or_earlier: bool = False


def asked_for(request: HttpRequest) -> bool:
    """Whether the address asks for the source with its authors."""
    return request.GET.get("view") == "source" and request.GET.get("blame") == "1"


def authorship(document: Document, revision: Revision) -> list[Written]:
    """Tell of each line of ``revision`` with which version it came, the first lines first."""
    key = f"blame:{BLAME_VERSION}:{revision.pk}:{revision.blob_id}"
    return cache.get_or_set(key, lambda: _runs(document, revision), KEPT_SECONDS)


def _runs(document: Document, revision: Revision) -> list[Written]:
    revisions, has_older = ancestry(document, until=revision)
    owners = blame([one.source for one in revisions])
    return [
        Written(
            len(list(run)),
            revisions[owner].number,
            revisions[owner].author_name,
            revisions[owner].created_at,
            or_earlier=has_older and owner == 0,
        )
        for owner, run in groupby(owners)
    ]
