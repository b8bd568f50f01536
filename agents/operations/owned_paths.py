"""Say whose business a part of the library is, by a pattern of paths."""

from django.db import IntegrityError, transaction

from agents.definition.owned_paths import UnfitPattern, check_pattern
from agents.models import Membership, OwnedPath, Role, User
from agents.operations.audit import record
from agents.operations.errors import NameTaken, OperationError
from agents.operations.teams import owned_by

MOST = 200


def own_path(membership: Membership, pattern: str, *, by: User) -> OwnedPath:
    """Let a member look after what fits ``pattern``."""
    try:
        pattern = check_pattern(pattern)
    except UnfitPattern as error:
        raise OperationError(str(error)) from error
    if membership.role < Role.AUTHOR:
        raise OperationError(f"{membership.user.shown_name} only reads. Choose somebody who may write.")
    try:
        with transaction.atomic():
            team = owned_by(membership.team, by=by)
            if OwnedPath.objects.filter(team=team).count() >= MOST:
                raise OperationError(f"There are {MOST} patterns already. Take one off that is not needed any more.")
            made = OwnedPath.objects.create(team=team, pattern=pattern, membership=membership)
            record(team, by, "path.owned", subject=pattern, summary=membership.user.shown_name)
    except IntegrityError as error:
        raise NameTaken(f"{membership.user.shown_name} looks after {pattern} already.") from error
    return made


@transaction.atomic
def disown_path(owned: OwnedPath, *, by: User) -> None:
    """Take a member off what fits the pattern."""
    team = owned_by(owned.team, by=by)
    found = OwnedPath.objects.select_related("membership__user").filter(pk=owned.pk).first()
    if found is None:
        return
    found.delete()
    record(team, by, "path.disowned", subject=found.pattern, summary=found.membership.user.shown_name)
