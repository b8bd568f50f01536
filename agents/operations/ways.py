"""Whether a member saves or proposes: what they did last stands first where they can do both.

It is a habit and no step of the team, so it is in no record.
"""

from agents.models import Membership


def chose_to_save(membership: Membership) -> None:
    """Remember that the member saved where they could have proposed."""
    _remember(membership, proposes=False)


def chose_to_propose(membership: Membership) -> None:
    """Remember that the member proposed where they could have saved."""
    _remember(membership, proposes=True)


def _remember(membership: Membership, *, proposes: bool) -> None:
    if membership.proposes != proposes:
        Membership.objects.filter(pk=membership.pk).update(proposes=proposes)
        membership.proposes = proposes
