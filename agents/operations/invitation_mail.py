"""The mail that brings an invitation."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agents.models import Invitation, Role
from agents.operations.joining import proof_of_mail


def send(invitation: Invitation, *, link: str) -> None:
    """Mail ``link`` to whom the invitation is for."""
    words = {
        "who": _one_line(invitation.invited_by.shown_name),
        "team": _one_line(invitation.team.name),
        "role": Role(invitation.role).label.lower(),
        "until": date_format(invitation.expires_at, "j F Y"),
        "link": link,
    }
    subject = f"{words['who']} invites you to {words['team']}"
    send_mail(subject, render_to_string("agents/mail/invitation.txt", words), None, [invitation.email])


def proof(key: str) -> dict[str, str]:
    """What the mailed link has besides its key, and no other."""
    return {"mailed": proof_of_mail(key)}


def _one_line(name: str) -> str:
    """Names from before names were checked may hold line ends, which no header can."""
    return " ".join(name.split())
