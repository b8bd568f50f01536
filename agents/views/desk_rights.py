"""What a member may do with a proposal as it stands: the buttons of its pages."""

from typing import TYPE_CHECKING

from agents import access
from agents.models import Proposal

if TYPE_CHECKING:  # the desk asks here
    from agents.views.desk import Desk


def rights(desk: "Desk") -> dict[str, bool]:
    """Tell for each word that the templates ask by whether it is this member's to do now."""
    member, proposal, states = desk.membership, desk.proposal, Proposal.State
    may_edit = proposal.is_open and desk.may_do("POST proposal-edit")
    may_judge = access.may(member, "POST proposal-review verdict") and not desk.is_author
    return {
        "comment": proposal.is_open,
        "review": proposal.is_open or bool(desk.pending),
        "tick": True,
        "edit": may_edit,
        "apply": may_edit,
        "resolve": proposal.is_open and access.may(member, "POST proposal-resolve"),
        "moderate": access.may(member, "POST proposal-delete-comment others"),
        "ask": may_edit and proposal.state == states.DRAFT,
        "draft": may_edit and proposal.state == states.REVIEW,
        "close": may_edit,
        "reopen": proposal.state == states.CLOSED and desk.may_do("POST proposal-reopen"),
        "judge": proposal.state == states.REVIEW and may_judge,
        "merge": proposal.is_open and access.may(member, "POST proposal-merge"),
        "revert": proposal.state == states.MERGED and access.may(member, "POST proposal-revert"),
        "set_aside": access.may(member, "POST proposal-set-aside"),
        "share": access.may(member, "GET proposal-links"),
    }
