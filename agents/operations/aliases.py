"""What people say of names that no agent bears: whose they are, or that they are nobody's.

An alias holds for the whole team.  Each step is one event, whose details say what every name meant
before and after.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from agents.definition.edges.names import key
from agents.models import Alias, Document, Event, Team, User
from agents.operations import advancing
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.undoing import AlreadyUndone
from agents.queries import steps

LONGEST = 200
MOST = 1_000  # names in one step


class AliasRefused(OperationError):
    """A name that cannot be tied to what it was to be tied to."""

    code = "alias"


class Meant(NamedTuple):
    """A name as written, and the agent it means; None when it is no agent."""

    written: str
    document: Document | None


def set_alias(team: Team, written: str, *, document: Document, by: User) -> Event | None:
    """Let ``written`` mean ``document`` everywhere in the team; None says that it did already."""
    return set_many(team, [Meant(written, document)], by=by)


def dismiss(team: Team, written: str, *, by: User) -> Event | None:
    """Declare that ``written`` is no agent; None says that it was declared already."""
    return set_many(team, [Meant(written, None)], by=by)


def set_many(team: Team, meant: Iterable[Meant], *, by: User) -> Event | None:
    """Tie several names in one step, all or none; None says that nothing changed."""
    wanted = {_key(one.written): one for one in meant}
    if len(wanted) > MOST:
        raise AliasRefused(f"{len(wanted):,} names are too many for one step. Choose at most {MOST:,}.")
    for one in wanted.values():
        _check(team, one)
    after = {name: (one.written, one.document) for name, one in wanted.items()}
    return _change(team, after, by=by)


def remove(team: Team, keys: Iterable[str], *, by: User) -> Event | None:
    """Forget what was said of names; they mean what the team's names make of them."""
    return _change(team, dict.fromkeys(keys), by=by)


def _key(written: str) -> str:
    found = key(written)
    if not found or len(found) > LONGEST or len(written) > LONGEST or "\0" in written:
        raise AliasRefused(f"“{written[:80]}” is not a name. Give one with letters or digits.")
    return found


def _check(team: Team, one: Meant) -> None:
    if one.document is None:
        return
    if one.document.team_id != team.pk or not one.document.is_agent:
        raise AliasRefused(f"“{one.written}” can only mean an agent of {team.name}. Choose one.")
    if one.document.is_archived:
        raise AliasRefused(f"{one.document.name} is in the archive. Restore it, or choose another agent.")


Said = tuple[str, Document | None] | None  # as written, and whom it means; None when nothing was said


def _change(team: Team, after: Mapping[str, Said], *, by: User, undoes: Event | None = None) -> Event | None:
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        advancing.hold(said[1].pk for said in after.values() if said and said[1])
        standing = Alias.objects.filter(team=team, key__in=list(after)).select_related("document")
        before = {alias.key: (alias.written, alias.document) for alias in standing}
        changed = [name for name in after if _meaning(before.get(name)) != _meaning(after[name])]
        if not changed:
            return None
        Alias.objects.filter(team=team, key__in=changed).delete()
        made = {name: after[name] for name in changed if after[name] is not None}
        Alias.objects.bulk_create(
            Alias(team=team, key=name, written=written, document=document, by=by)
            for name, (written, document) in made.items()
        )
        return _record(team, changed, before, after, by=by, undoes=undoes)


def _meaning(said: Said) -> tuple[int | None] | None:
    return said and (said[1].pk if said[1] else None,)


def _record(
    team: Team, changed: list[str], before: Mapping, after: Mapping, *, by: User, undoes: Event | None
) -> Event:
    names = [after[name][0] if after[name] else before[name][0] for name in changed]
    details = [{"key": name, "before": _told(before.get(name)), "after": _told(after[name])} for name in changed]
    subject = names[0] if len(names) == 1 else f"{len(names):,} names"
    if undoes is None:
        return record(team, by, _action(changed, after), subject=subject, aliases=details, summary=_summary(details))
    action, step = "step.redone" if undoes.is_undo else "step.undone", undoes.details.get("step") or undoes.sentence
    return record(team, by, action, subject=subject, aliases=details, undoes=undoes, step=step)


def _action(changed: list[str], after: Mapping) -> str:
    meant = [after[name] for name in changed]
    if all(one is None for one in meant):
        return "alias.removed"
    return "alias.dismissed" if all(one and one[1] is None for one in meant) else "alias.set"


def _told(said: Said) -> dict[str, object] | None:
    if said is None:
        return None
    written, document = said
    return {"written": written, "document": document and document.pk, "name": document.name if document else ""}


def _summary(details: list[dict]) -> str:
    told = [f"{one['after']['written']} is {one['after']['name'] or 'no agent'}" for one in details if one["after"]]
    if not told:
        return "what was said of them is forgotten" if len(details) > 1 else "what was said of it is forgotten"
    return ", ".join(told[:3]) + (f" and {len(told) - 3:,} more" if len(told) > 3 else "")


def take_back(event: Event, *, by: User) -> Event:
    """Let every name of a step mean what it meant before; a name of which somebody said more since stays.

    The step that did it can be taken back in turn.  AlreadyUndone says that nothing is left to take back.
    """
    ready = [one for one in steps.names(event) if one["is_ready"]]
    if not ready or Event.objects.filter(undoes=event).exists():
        raise AlreadyUndone("This was undone already, or somebody said something else since.")
    documents = Document.objects.in_bulk({one["before"]["document"] for one in ready if one["before"]} - {None})
    after = {one["key"]: _before(one["before"], documents) for one in ready}
    return _change(event.team, after, by=by, undoes=event)


def _before(told: dict | None, documents: Mapping[int, Document]) -> Said:
    return told and (told["written"], documents.get(told["document"]))
