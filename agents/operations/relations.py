"""Keep the rows of edges and references as the texts and the team have them.

A text is read once for each revision; what its names mean is asked again whenever the team's names
change.  Nothing here is a record: whatever is missing or stale is made anew by the next catch-up.
"""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from agents.models import Places, ResolvedRoster, Team
from agents.operations import many_rows, places, relation_rows
from agents.operations.rosters import Names, names_of
from agents.queries.unread import unread

STEP = 200  # texts a request reads at most
ATTEMPTS = 4
log = logging.getLogger(__name__)
Read = Mapping[int, Mapping[str, Any]]


class _Waiting(threading.local):
    """The teams for which this thread's transaction has asked."""

    def __init__(self) -> None:
        self.teams: set[int] = set()


_waiting = _Waiting()


def heal_after_commit(team: Team) -> None:
    """Catch up once the transaction has ended, and once only, however many of its writes ask for it."""
    _waiting.teams.add(team.pk)
    transaction.on_commit(lambda: _heal_once(team))


def _heal_once(team: Team) -> None:
    if team.pk in _waiting.teams:
        _waiting.teams.discard(team.pk)
        heal(team)


def heal(team: Team) -> int:
    """Catch up after a write, which stands whatever happens here; return how many texts are still unread."""
    try:
        return catch_up(team, most=STEP)
    except Exception:  # an index never stands in the way of a text; the next write tries again
        log.exception("The relations of %s could not be read.", team.slug)
        return 0


def catch_up(team: Team, *, most: int | None = None) -> int:
    """Read the texts that are new, at most ``most``, and ask again whom names mean when the team changed.

    Return how many texts are still unread; 0 says that every row is as the texts are.  When nothing
    changed nothing is written.  Of two that run at once none writes what is older.
    """
    left, done = 1, 0
    while left and (most is None or done < most):
        step = STEP if most is None else min(STEP, most - done)
        left = _step(team, most=step)
        done += step
    return left


def rebuild(team: Team) -> None:
    """Read every text anew."""
    Places.objects.filter(document__team=team).update(version=0)
    ResolvedRoster.objects.filter(team=team).update(key="")
    catch_up(team)


def _step(team: Team, *, most: int) -> int:
    for _ in range(ATTEMPTS):
        left = _attempt(team, most=most)
        if left is not None:
            return left
    with transaction.atomic():  # others were quicker every time; now they wait
        _locked(team)
        return _attempt(team, most=most) or 0


def _attempt(team: Team, *, most: int) -> int | None:
    """Read, resolve and compare, then write in one short transaction; None when somebody wrote meanwhile."""
    seen = ResolvedRoster.objects.filter(team=team).first() or ResolvedRoster(team=team)
    waiting = unread(team)
    texts = waiting.select_related("head").only("kind", "head__source")[:most]
    fresh = {document.pk: places.read(document) for document in texts}
    left = max(0, waiting.order_by().count() - len(fresh)) if len(fresh) == most else 0
    names = names_of(team, titles={pk: read["title"] for pk, read in fresh.items()})
    is_due = not left and names.key != seen.key
    if not fresh and not is_due:
        return left
    read_again = _kept(names, fresh) if is_due else iter(())
    found = [change for read in (fresh, *read_again) for change in relation_rows.changes(read, names)]

    with transaction.atomic():
        now = _locked(team)
        if now.round != seen.round:
            return None
        _keep(list(fresh.values()))
        relation_rows.write(team.pk, found)
        if is_due:
            relation_rows.drop_archived(team.pk)
        now.key = "" if left else names.key  # all are asked again when the last one is read
        now.round += 1
        now.save()
    return left


def _kept(names: Names, fresh: Read) -> Iterator[Read]:
    """The places of all other documents, as they were read before."""
    ids = [pk for pk in names.paths if pk not in fresh]
    for at in range(0, len(ids), STEP):
        found = Places.objects.filter(document__in=ids[at : at + STEP]).order_by()
        yield {pk: {"names": text, "files": files} for pk, text, files in found.values_list("pk", "names", "files")}


def _locked(team: Team) -> ResolvedRoster:
    return ResolvedRoster.objects.select_for_update().get_or_create(team=team)[0]


def _keep(read: Sequence[Mapping[str, Any]]) -> None:
    Places.objects.filter(document__in=[one["document_id"] for one in read]).delete()
    many_rows.insert(Places, read, shared={})
