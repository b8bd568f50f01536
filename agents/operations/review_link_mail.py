"""The mail that brings a link to a proposal."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agents.models import ReviewLink
from agents.operations.letters import one_line


def send(link: ReviewLink, *, address: str, to: str) -> None:
    """Mail ``address``, which lets in whoever has it."""
    words = {
        "who": one_line(link.created_by.shown_name),
        "title": one_line(link.proposal.title),
        "team": one_line(link.proposal.team.name),
        "may_comment": link.may_comment,
        "until": date_format(link.expires_at, "j F Y, H:i"),
        "address": address,
    }
    subject = one_line(f"{words['who']} asks you to look at “{link.proposal.title}”")
    send_mail(subject, render_to_string("agents/mail/review_link.txt", words), None, [to])
