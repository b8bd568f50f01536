"""Teams: make one, change its name and its rules, take it out of sight."""

import re
import unicodedata
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from agents.definition.titles import UnfitTitle, check_title
from agents.models import Invitation, Membership, Role, Team, User
from agents.operations.audit import record
from agents.operations.direct_save import SAID
from agents.operations.errors import NameTaken, NotAllowed, OperationError

LONGEST_ADDRESS = 64
ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
RESERVED = frozenset(
    {
        *("account", "accounts", "activity", "admin", "agents", "api", "app", "assets", "demo", "docs", "favicon"),
        *("guidelines", "healthz", "help", "inbox", "invitation", "invitations", "login", "logout", "media", "new"),
        *(
            "patterns",
            "people",
            "proposals",
            "readyz",
            "review",
            "robots",
            "search",
            "settings",
            "sign-in",
            "sign-out",
            "sign-up",
            "static",
            "teams",
        ),
        *("welcome", "well-known"),
    }
)


@transaction.atomic
def create_team(name: str, *, slug: str, by: User, is_demo: bool = False) -> Team:
    """Add a team with ``by`` as its owner."""
    team = Team.objects.create(name=name, slug=slug, is_demo=is_demo)
    Membership.objects.create(team=team, user=by, role=Role.OWNER)
    record(team, by, "team.created", subject=name)
    return team


def found_team(name: str, *, by: User, address: str = "") -> Team:
    """Add a team at ``address``, or without one at the first free address its name makes.

    NotAllowed is raised unless ``by`` owns a team, NameTaken when the address is somebody's.
    """
    name = _checked(name)
    if not may_found(by):
        raise NotAllowed("Only who owns a team can make another one. Ask an owner of yours.")
    if address:
        return _create(name, check_address(address), by=by)
    for slug in _addresses(name):
        if not Team.objects.filter(slug=slug).exists():
            return _create(name, slug, by=by)
    raise OperationError("No address is free for that name. Give one.")


def may_found(person: User) -> bool:
    """Whether ``person`` may make a team: who owns one, or owned one that was removed."""
    return Membership.objects.filter(user=person, role=Role.OWNER).exists()


def _create(name: str, slug: str, *, by: User) -> Team:
    try:
        return create_team(name, slug=slug, by=by)
    except IntegrityError as error:
        raise NameTaken(f"The address /{slug}/ is taken. Choose another one.") from error


def check_address(text: str) -> str:
    """Return ``text`` as the first part of a team's addresses, or raise OperationError when it cannot be that."""
    address = unicodedata.normalize("NFKC", text.strip().strip("/")).casefold()
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        raise OperationError(f"Use up to {LONGEST_ADDRESS} small letters a to z, digits and single hyphens.")
    if address in RESERVED:
        raise OperationError(f"/{address}/ is a page of the site itself. Choose another address.")
    return address


def _addresses(name: str) -> Iterator[str]:
    """The addresses a name makes, the plain one first."""
    plain = slugify(name)[: LONGEST_ADDRESS - 8].strip("-_").replace("_", "-") or "team"
    if plain not in RESERVED:
        yield plain
    for number in range(2, 1_000):
        yield f"{plain}-{number}"


def _checked(name: str) -> str:
    try:
        return check_title(name)
    except UnfitTitle as error:
        raise OperationError(str(error)) from error


@transaction.atomic
def change_team(team: Team, *, name: str, direct_save: int, approvals: int, security_reviewer: bool, by: User) -> Team:
    """Give ``team`` a name and the rules by which texts are saved and proposals approved; its address stays."""
    if not 0 <= approvals <= Team.MOST_APPROVALS:
        raise OperationError(f"A proposal can need 0 to {Team.MOST_APPROVALS} approvals.")
    wanted = {
        "name": _checked(name),
        "direct_save": max(Role.AUTHOR, Role(direct_save)),
        "approvals": approvals,
        "security_reviewer": security_reviewer,
    }
    locked = owned_by(team, by=by)
    changed = {field: value for field, value in wanted.items() if getattr(locked, field) != value}
    if not changed:
        return locked
    before = locked.name
    Team.objects.filter(pk=team.pk).update(**changed)
    for field, value in changed.items():
        setattr(locked, field, value)
    if list(changed) == ["name"]:
        record(locked, by, "team.renamed", subject=locked.name, before=before, after=locked.name)
    else:
        record(locked, by, "team.changed", subject=locked.name, summary="; ".join(_told(changed)))
    return locked


def _told(changed: dict[str, object]) -> Iterator[str]:
    if "name" in changed:
        yield "another name"
    if "direct_save" in changed:
        yield f"{SAID[Role(changed['direct_save'])]} save"
    if "approvals" in changed:
        yield f"a proposal needs {changed['approvals']} approval{'' if changed['approvals'] == 1 else 's'}"
    if "security_reviewer" in changed:
        yield f"wider powers need {'a' if changed['security_reviewer'] else 'no'} security reviewer"


@transaction.atomic
def remove_team(team: Team, *, by: User) -> None:
    """Take ``team`` out of sight with everything it has; invitations to it are taken back."""
    team = owned_by(team, by=by)
    now = timezone.now()
    Team.objects.filter(pk=team.pk).update(removed_at=now)
    Invitation.objects.filter(team=team, accepted_at=None, revoked_at=None).update(revoked_at=now)
    record(team, by, "team.removed", subject=team.name)


def owned_by(team: Team, *, by: User) -> Team:
    """Return ``team``, locked until the transaction ends, when ``by`` is an owner of it at this moment.

    Whoever changes the people or the rules of a team holds this lock, so that they see one another.
    """
    locked = locked_team(team)
    if not Membership.objects.filter(team=team, user=by, role=Role.OWNER).exists():
        raise NotAllowed(f"Only an owner of {team.name} can do this. Nothing was changed.")
    return locked


def locked_team(team: Team) -> Team:
    """Return ``team``, locked; NotAllowed is raised when it was removed meanwhile."""
    found = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if found.removed_at:
        raise NotAllowed(f"{found.name} was removed. Nothing was changed.")
    return found
